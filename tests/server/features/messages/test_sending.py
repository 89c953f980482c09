"""Sending: once for ever, in one order, by members only."""

from __future__ import annotations

import asyncio

import pytest

from molva.protocol.commands import (
    AddMember,
    DeleteMessage,
    EditMessage,
    GetHistory,
    RemoveMember,
    SendMessage,
    Sent,
)
from molva.protocol.errors import (
    ChatNotFound,
    InvalidText,
    MessageIdTaken,
    MessageNotFound,
    Refusal,
    TextTooLong,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import Message
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def history(world: World, caller: Caller, chat_id: str) -> list[Message]:
    return (await world.do(caller, GetHistory(chat_id=chat_id, limit=200))).messages


async def test_an_outsider_a_former_member_and_a_stranger_to_the_chat_are_told_the_same(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    for caller, chat in ((eve, chat_id), (bob, chat_id), (ann, new_id(1))):
        with pytest.raises(ChatNotFound):
            await world.say(caller, chat, "hello")
    assert all(not message.text for message in await history(world, ann, chat_id))


async def test_whoever_comes_back_may_write_again(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    await world.say(bob, chat_id, "before")
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    with pytest.raises(ChatNotFound):
        await world.say(bob, chat_id, "outside")
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    await world.say(bob, chat_id, "after")
    texts = [message.text for message in await history(world, bob, chat_id) if message.text]
    assert texts == ["before", "after"]


async def test_membership_and_sending_in_one_commit_keep_their_order(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    await world.say(bob, chat_id, "known")
    outcomes = await asyncio.gather(
        world.core.dispatcher.execute(bob, SendMessage(chat_id=chat_id, id=new_id(1), text="still in")),
        world.core.dispatcher.execute(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id)),
        world.core.dispatcher.execute(bob, SendMessage(chat_id=chat_id, id=new_id(2), text="out")),
        world.core.dispatcher.execute(ann, AddMember(chat_id=chat_id, user_id=bob.user_id)),
        world.core.dispatcher.execute(bob, SendMessage(chat_id=chat_id, id=new_id(3), text="in again")),
        return_exceptions=True,
    )
    assert isinstance(outcomes[0], Sent)
    assert isinstance(outcomes[2], ChatNotFound)
    assert isinstance(outcomes[4], Sent)


@pytest.mark.parametrize("text", ["", "   \n", "a\x00b"])
async def test_a_blank_or_unstorable_text_is_refused(world: World, text: str) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    with pytest.raises(InvalidText):
        await world.say(ann, chat_id, text)
    assert await history(world, ann, chat_id) == []


async def test_the_limit_counts_characters(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await world.say(ann, chat_id, "🌲" * 4000)
    with pytest.raises(TextTooLong):
        await world.say(ann, chat_id, "x" * 4001)


async def test_a_repeat_gets_the_first_answer_for_ever(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    command = SendMessage(chat_id=chat_id, id=new_id(5), text="once")
    first = await world.do(ann, command)
    world.clock.advance(30 * 86_400_000)
    await world.say(ann, chat_id, "between")
    assert await world.do(ann, command) == first
    await world.do(ann, EditMessage(chat_id=chat_id, seq=first.seq + 1, text="changed"))
    assert await world.do(ann, command) == first
    assert [message.text for message in await history(world, bob, chat_id)] == ["once", "changed"]


async def test_a_repeat_after_deletion_brings_nothing_back(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    command = SendMessage(chat_id=chat_id, id=new_id(5), text="regretted")
    first = await world.do(ann, command)
    await world.do(ann, DeleteMessage(chat_id=chat_id, seq=first.seq))
    assert await world.do(ann, command) == first
    assert [(each.text, each.deleted) for each in await history(world, bob, chat_id)] == [("", True)]


async def test_the_same_id_with_other_content_is_refused(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id, other_chat = await world.direct(ann, bob), await world.direct(ann, eve)
    message_id = new_id(5)
    await world.do(ann, SendMessage(chat_id=chat_id, id=message_id, text="one"))
    for caller, command in (
        (ann, SendMessage(chat_id=chat_id, id=message_id, text="two")),
        (ann, SendMessage(chat_id=chat_id, id=message_id, text="one", reply_to=1)),
        (ann, SendMessage(chat_id=other_chat, id=message_id, text="one")),
        (bob, SendMessage(chat_id=chat_id, id=message_id, text="one")),
    ):
        with pytest.raises(MessageIdTaken):
            await world.do(caller, command)


async def test_fifty_equal_sends_at_once_make_one_message(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    command = SendMessage(chat_id=chat_id, id=new_id(5), text="once")
    answers = await asyncio.gather(*(world.core.dispatcher.execute(ann, command) for _ in range(50)))
    assert set(answers) == {Sent(seq=1, sent_at=answers[0].sent_at)}
    assert len(await history(world, bob, chat_id)) == 1


async def test_numbers_have_no_gaps_however_many_write_at_once(world: World) -> None:
    people = await world.people("ann", "bob", "cid", "dan")
    chat_id = await world.group(*people)
    sends = [
        world.core.dispatcher.execute(caller, SendMessage(chat_id=chat_id, id=new_id(n), text=f"{n}"))
        for n in range(60)
        for caller in people
    ]
    answers = await asyncio.gather(*sends)
    assert sorted(answer.seq for answer in answers) == list(range(2, 242))
    read = await history(world, people[1], chat_id)
    assert [message.seq for message in read] == list(range(42, 242))


async def test_one_refused_message_of_a_batch_harms_no_other(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    texts = ["one", "", "two", "x" * 5000, "three"]
    outcomes = await asyncio.gather(
        *(world.core.dispatcher.execute(ann, SendMessage(chat_id=chat_id, id=new_id(1), text=text)) for text in texts),
        return_exceptions=True,
    )
    assert [isinstance(outcome, Refusal) for outcome in outcomes] == [False, True, False, True, False]
    assert [message.text for message in await history(world, bob, chat_id)] == ["one", "two", "three"]


async def test_s32_a_reply_names_a_message_that_its_sender_may_see(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await world.say(ann, chat_id, "question")
    await world.say(bob, chat_id, "answer", reply_to=1)
    assert (await history(world, ann, chat_id))[1].reply_to == 1
    for seq in (0, 3, 99):
        with pytest.raises(MessageNotFound):
            await world.say(ann, chat_id, "lost", reply_to=seq)
