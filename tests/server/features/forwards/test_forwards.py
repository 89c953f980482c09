"""Forwards: who must not, what stays where it is, and copies that outlive what they were made of."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from molva.protocol.commands import (
    AddMember,
    BlockPerson,
    ChangeAccount,
    ChangeChat,
    ChangeRights,
    ClearHistory,
    Copy,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    Forwarded,
    ForwardMessages,
    GetHistory,
    HideMessages,
    RemoveMember,
    SendMessage,
)
from molva.protocol.errors import (
    ChatNotFound,
    MessageDeleted,
    MessageIdTaken,
    MessageNotFound,
    MessageStays,
    PersonBlocked,
    Refusal,
    RightsMissing,
    SlowMode,
    WritingNotAccepted,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import Forward, Message
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


def copies(world: World, *seqs: int) -> tuple[Copy, ...]:
    return tuple(Copy(seq=seq, id=new_id(world.clock())) for seq in seqs)


async def forward(world: World, who: Caller, source: str, target: str, *seqs: int, **fields: Any) -> Forwarded:
    """Forward messages to a chat."""
    named = copies(world, *seqs)
    return await world.do(who, ForwardMessages(chat_id=target, from_chat_id=source, messages=named, **fields))


async def said(world: World, who: Caller, chat_id: str) -> list[Message]:
    """What people have written in a chat, as somebody sees it."""
    found = (await world.do(who, GetHistory(chat_id=chat_id, limit=200))).messages
    return [message for message in found if message.service is None]


async def test_one_forwards_only_what_one_sees(world: World) -> None:
    ann, bob, eve, late = await world.people("ann", "bob", "eve", "late")
    chat_id = await world.group(ann, bob, history_shared=False)
    seq = (await world.say(ann, chat_id, "ours")).seq
    await world.do(ann, AddMember(chat_id=chat_id, user_id=late.user_id))
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    refused: list[tuple[Caller, str, int, type[Refusal]]] = [
        (eve, chat_id, seq, ChatNotFound),
        (bob, chat_id, seq, ChatNotFound),
        (ann, new_id(1), seq, ChatNotFound),
        (late, chat_id, seq, MessageNotFound),
        (ann, chat_id, 99, MessageNotFound),
    ]
    for who, source, number, refusal in refused:
        notes = await world.direct(who, who)
        with pytest.raises(refusal):
            await forward(world, who, source, notes, number)
        assert await said(world, who, notes) == []


async def test_what_was_hidden_or_cleared_is_not_there_to_be_forwarded(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, notes = await world.direct(ann, bob), await world.direct(bob, bob)
    first, second = [(await world.say(ann, chat_id, text)).seq for text in ("one", "two")]
    await world.do(bob, HideMessages(chat_id=chat_id, seqs=(second,)))
    with pytest.raises(MessageNotFound):
        await forward(world, bob, chat_id, notes, first, second)
    await world.do(bob, ClearHistory(chat_id=chat_id, up_to=first))
    with pytest.raises(MessageNotFound):
        await forward(world, bob, chat_id, notes, first)
    assert await said(world, bob, notes) == []


async def test_one_forwards_only_where_one_may_write(world: World) -> None:
    ann, bob, eve, shy = await world.people("ann", "bob", "eve", "shy")
    source = await world.direct(ann, ann)
    seq = (await world.say(ann, source, "mine")).seq
    foreign, blocked, closed = (
        await world.group(bob),
        await world.direct(ann, eve),
        await world.direct(ann, shy),
    )
    await world.do(ann, BlockPerson(user_id=eve.user_id))
    await world.do(shy, BlockPerson(user_id=ann.user_id))
    for target, refusal in ((foreign, ChatNotFound), (blocked, PersonBlocked), (closed, WritingNotAccepted)):
        with pytest.raises(refusal):
            await forward(world, ann, source, target, seq)
    assert await said(world, bob, foreign) == []
    assert await said(world, eve, blocked) == []
    assert await said(world, shy, closed) == []


async def test_what_disappears_is_deleted_or_tells_of_the_chat_stays(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, notes = await world.group(ann, bob), await world.direct(ann, ann)
    here = (await world.say(bob, chat_id, "here")).seq
    brief = (await world.say(bob, chat_id, "brief", lifetime_s=60)).seq
    gone = (await world.say(bob, chat_id, "gone")).seq
    await world.do(bob, DeleteMessage(chat_id=chat_id, seq=gone))
    for seq, refusal in ((brief, MessageStays), (gone, MessageDeleted), (1, MessageStays)):
        with pytest.raises(refusal):
            await forward(world, ann, chat_id, notes, here, seq)
    assert await said(world, ann, notes) == []


async def test_a_forward_may_not_be_put_into_other_words(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, notes = await world.direct(ann, bob), await world.direct(bob, bob)
    seq = (await world.say(ann, chat_id, "her words")).seq
    (copy,) = (await forward(world, bob, chat_id, notes, seq)).sent
    with pytest.raises(RightsMissing):
        await world.do(bob, EditMessage(chat_id=notes, seq=copy.seq, text="my words"))
    (plain,) = (await forward(world, bob, chat_id, notes, seq, show_author=False)).sent
    changed = await world.do(bob, EditMessage(chat_id=notes, seq=plain.seq, text="my words"))
    assert [message.text for message in await said(world, bob, notes)] == ["her words", "my words"]
    assert changed.forward is None


async def test_copies_come_live_in_the_order_in_which_they_were_named(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    source, target = await world.group(ann, bob), await world.direct(bob, eve)
    seqs = [(await world.say(ann, source, f"**{number}** @eve", reply_to=1)).seq for number in range(3)]
    there = await world.connect(eve)
    there.take()
    done = await forward(world, bob, source, target, seqs[0], seqs[2], seqs[1])
    rows = [row for row in there.rows() if isinstance(row, Message)]
    assert [(row.seq, row.sent_at) for row in rows] == [(sent.seq, sent.sent_at) for sent in done.sent]
    assert [row.text for row in rows] == ["**0** @eve", "**2** @eve", "**1** @eve"]
    assert {row.sender_id for row in rows} == {bob.user_id}
    assert {row.forward for row in rows} == {Forward(user_id=ann.user_id, name="ann")}
    assert {(row.reply_to, row.mentions) for row in rows} == {(None, None)}
    assert await said(world, eve, target) == rows


async def test_a_hundred_go_at_once(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    source, target = await world.direct(ann, ann), await world.direct(ann, bob)
    seqs = [(await world.say(ann, source, str(number))).seq for number in range(100)]
    await forward(world, ann, source, target, *seqs)
    assert [message.text for message in await said(world, bob, target)] == [str(number) for number in range(100)]


async def test_a_copy_outlives_the_message_its_chat_and_the_name(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    source, notes = await world.group(ann, bob), await world.direct(bob, bob)
    seq = (await world.say(ann, source, "kept")).seq
    await forward(world, bob, source, notes, seq)
    before = await said(world, bob, notes)
    await world.do(ann, DeleteMessage(chat_id=source, seq=seq))
    await world.do(ann, ChangeAccount(name="Anna Ivanova"))
    await world.do(ann, DeleteChat(chat_id=source))
    assert await said(world, bob, notes) == before
    assert before[0].forward == Forward(user_id=ann.user_id, name="ann")
    await world.do(bob, DeleteMessage(chat_id=notes, seq=before[0].seq))
    (tombstone,) = await said(world, bob, notes)
    assert (tombstone.text, tombstone.forward) == ("", None)


async def test_a_forward_of_a_forward_names_the_first_author(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    first, second = await world.direct(ann, bob), await world.direct(bob, eve)
    third, fourth = await world.direct(eve, eve), await world.group(eve)
    seq = (await world.say(ann, first, "said once")).seq
    (sent,) = (await forward(world, bob, first, second, seq)).sent
    (again,) = (await forward(world, eve, second, third, sent.seq)).sent
    await forward(world, eve, third, fourth, again.seq, show_author=False)
    assert [message.forward for message in await said(world, eve, third)] == [Forward(user_id=ann.user_id, name="ann")]
    assert [message.forward for message in await said(world, eve, fourth)] == [None]


async def test_a_repeat_is_answered_as_the_first_whatever_became_of_the_message(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    source, target = await world.direct(ann, ann), await world.direct(ann, bob)
    seqs = [(await world.say(ann, source, text)).seq for text in ("one", "two")]
    command = ForwardMessages(chat_id=target, from_chat_id=source, messages=copies(world, *seqs))
    first = await world.do(ann, command)
    await world.do(ann, EditMessage(chat_id=source, seq=seqs[0], text="another"))
    await world.do(ann, DeleteMessage(chat_id=source, seq=seqs[1]))
    world.clock.advance(1000)
    assert await world.do(ann, command) == first
    assert [message.text for message in await said(world, bob, target)] == ["one", "two"]


async def test_two_at_once_are_one(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    source, target = await world.direct(ann, ann), await world.direct(ann, bob)
    seq = (await world.say(ann, source, "once")).seq
    command = ForwardMessages(chat_id=target, from_chat_id=source, messages=copies(world, seq))
    one, other = await asyncio.gather(*(world.core.dispatcher.execute(ann, command) for _ in range(2)))
    assert one == other
    assert [message.text for message in await said(world, bob, target)] == ["once"]


async def test_an_id_that_names_something_else_is_refused_and_nothing_is_sent(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    source, target = await world.direct(ann, ann), await world.direct(ann, bob)
    one, two = [(await world.say(ann, source, text)).seq for text in ("one", "two")]
    first, second = copies(world, one, two)
    await world.do(ann, ForwardMessages(chat_id=target, from_chat_id=source, messages=(first,)))
    plain = new_id(world.clock())
    await world.do(ann, SendMessage(chat_id=target, id=plain, text="two"))
    for taken in (Copy(seq=two, id=first.id), Copy(seq=two, id=plain)):
        with pytest.raises(MessageIdTaken):
            await world.do(ann, ForwardMessages(chat_id=target, from_chat_id=source, messages=(second, taken)))
    with pytest.raises(MessageIdTaken):
        await world.do(ann, ForwardMessages(chat_id=target, from_chat_id=source, messages=(first,), show_author=False))
    assert [message.text for message in await said(world, bob, target)] == ["one", "two"]


async def test_a_group_without_shared_history_still_takes_a_forward(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    source = await world.direct(ann, ann)
    seq = (await world.say(ann, source, "note")).seq
    target = await world.group(ann, bob)
    await world.do(ann, ChangeChat(chat_id=target, history_shared=False))
    await forward(world, ann, source, target, seq)
    assert [message.text for message in await said(world, bob, target)] == ["note"]


async def test_what_is_forwarded_together_is_one_message_to_a_slow_chat(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    source, target = await world.group(ann, bob), await world.group(ann, bob)
    seqs = [(await world.say(bob, source, text)).seq for text in ("one", "two", "three")]
    await world.do(ann, ChangeRights(chat_id=target, slow_s=30))
    await forward(world, bob, source, target, *seqs)
    with pytest.raises(SlowMode):
        await forward(world, bob, source, target, *seqs)
    with pytest.raises(SlowMode):
        await world.say(bob, target, "too fast")
    assert [message.text for message in await said(world, ann, target)] == ["one", "two", "three"]
