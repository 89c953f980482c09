"""Making polls: first what is refused, then that it is a message like others."""

from __future__ import annotations

from typing import Any

import pytest

from molva.protocol.commands import (
    ChangeLifetime,
    ClosePoll,
    Command,
    Copy,
    CreateGroup,
    CreatePoll,
    DeleteMessage,
    EditMessage,
    ForwardMessages,
    ListVoters,
    OpenThread,
    PinMessage,
    RemoveMember,
    SendMessage,
    VoteInPoll,
)
from molva.protocol.errors import (
    ChatNotFound,
    InvalidField,
    InvalidText,
    MessageDeleted,
    MessageIdTaken,
    MessageNotFound,
    MessageStays,
    MomentPassed,
    MomentTooFar,
    RightsMissing,
    VotersHidden,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import Message, chat_scope
from tests.fixtures.remains import KEPT, check_tables
from tests.fixtures.world import World
from tests.server.features.polls.asking import DAY_MS, OPTIONS, ask, counts, poll, see, vote

pytestmark = pytest.mark.anyio


async def test_to_who_may_not_see_it_a_poll_does_not_exist(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, history_shared=False)
    seq = await ask(world, ann, chat_id, anonymous=False)
    await vote(world, bob, chat_id, seq, 0)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    about: list[Command[Any]] = [ClosePoll(chat_id=chat_id, seq=seq), ListVoters(chat_id=chat_id, seq=seq, option=0)]
    for command in (*about, VoteInPoll(chat_id=chat_id, seq=seq, options=(0,))):
        for who in (eve, bob):
            with pytest.raises(ChatNotFound):
                await world.do(who, command)
    for number in (0, 1, seq + 1, 10**9):
        with pytest.raises(MessageNotFound):
            await vote(world, ann, chat_id, number, 0)
        with pytest.raises(MessageNotFound):
            await world.do(ann, ClosePoll(chat_id=chat_id, seq=number))
    with pytest.raises(ChatNotFound):
        await ask(world, eve, chat_id)
    assert await counts(world, ann, chat_id, seq) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"question": " "}, InvalidText),
        ({"question": "a\x00"}, InvalidText),
        ({"options": ("a", " ")}, InvalidText),
        ({"options": ("a", "\x00")}, InvalidText),
        ({"correct": 3}, InvalidField),
        ({"correct": 0, "multiple": True}, InvalidField),
        ({"correct": 0, "explanation": "\x00"}, InvalidText),
        ({"explanation": "because"}, InvalidField),
        ({"closes_at": 1}, MomentPassed),
        ({"closes_at": 2**53 - 1}, MomentTooFar),
        ({"reply_to": 99}, MessageNotFound),
    ],
)
async def test_what_is_no_poll_is_refused_and_leaves_nothing(
    world: World, fields: dict[str, Any], refusal: type[Exception]
) -> None:
    (ann,) = await world.people("ann")
    chat_id = await world.group(ann)
    with pytest.raises(refusal):
        await ask(world, ann, chat_id, **fields)
    await world.say(ann, chat_id, KEPT)
    assert (await world.say(ann, chat_id, "next")).seq == 3
    await check_tables(world, OPTIONS[0])


async def test_a_repeat_gets_the_first_answer_and_another_content_is_refused(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    named, closes_at = new_id(1), world.clock() + 1000
    seq = await ask(world, ann, chat_id, id=named, closes_at=closes_at)
    await vote(world, bob, chat_id, seq, 1)
    # Its moment has passed meanwhile: for something new that is too late, for a repeat it is not.
    world.clock.advance(5000)
    assert await ask(world, ann, chat_id, id=named, closes_at=closes_at) == seq
    for other in ({"options": ("a", "b")}, {"question": "Who?"}, {"anonymous": False}, {"closes_at": None}):
        with pytest.raises(MessageIdTaken):
            await ask(world, ann, chat_id, **{"id": named, "closes_at": closes_at, **other})
    for who, text in ((ann, "What shall we buy?"), (bob, "What shall we buy?")):
        with pytest.raises(MessageIdTaken):
            await world.do(who, SendMessage(chat_id=chat_id, id=named, text=text))
    assert await counts(world, ann, chat_id, seq) == (0, 1, 0, 1)


async def test_who_may_not_write_does_not_ask_and_in_a_channel_nobody_asks_for_names(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = new_id(1)
    await world.do(ann, CreateGroup(chat_id=chat_id, name="News", user_ids=(bob.user_id,), channel=True))
    with pytest.raises(RightsMissing):
        await ask(world, bob, chat_id)
    with pytest.raises(VotersHidden):
        await ask(world, ann, chat_id, anonymous=False)
    seq = await ask(world, ann, chat_id)
    # Whoever only reads answers all the same.
    await vote(world, bob, chat_id, seq, 2)
    assert await counts(world, ann, chat_id, seq) == (0, 0, 1, 1)


async def test_in_the_comments_of_a_channel_nobody_asks_for_names(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = new_id(1)
    await world.do(ann, CreateGroup(chat_id=chat_id, name="News", user_ids=(bob.user_id,), channel=True))
    said = await world.say(ann, chat_id, "What do you think?")
    thread = (await world.do(bob, OpenThread(chat_id=chat_id, seq=said.seq))).thread.chat.id
    for who in (ann, bob):
        with pytest.raises(VotersHidden):
            await ask(world, who, thread, anonymous=False)
    await vote(world, bob, thread, await ask(world, ann, thread), 2)


async def test_a_poll_is_pinned_answered_and_read_but_neither_changed_nor_forwarded(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, other = await world.group(ann, bob), await world.group(ann)
    here = await world.connect(bob)
    here.take()
    seq = await ask(world, ann, chat_id)
    assert here.texts() == ["What shall we buy?"]
    await world.say(bob, chat_id, "Good question", reply_to=seq)
    await world.do(ann, PinMessage(chat_id=chat_id, seq=seq))
    with pytest.raises(RightsMissing):
        await world.do(ann, EditMessage(chat_id=chat_id, seq=seq, text="What shall we sell?"))
    copies = (Copy(seq=seq, id=new_id(1)),)
    with pytest.raises(MessageStays):
        await world.do(ann, ForwardMessages(chat_id=other, from_chat_id=chat_id, messages=copies))
    assert (await see(world, bob, chat_id, seq)).text == "What shall we buy?"


async def test_a_replica_that_was_away_finds_a_poll_that_changed_among_older_messages(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = await ask(world, ann, chat_id)
    for number in range(120):
        await world.say(ann, chat_id, f"message {number}")
    rev = (await world.say(ann, chat_id, "last")).seq
    await vote(world, ann, chat_id, seq, 0)
    back = await world.connect(bob, {chat_scope(chat_id): rev})
    rows = [row for row in back.rows() if isinstance(row, Message)]
    assert [(row.seq, row.poll.voters) for row in rows if row.poll is not None] == [(seq, 1)]


@pytest.mark.parametrize("way", ["deleted", "expired"])
async def test_nothing_remains_of_a_poll_that_is_gone(world: World, way: str) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    await world.do(ann, ChangeLifetime(chat_id=chat_id, lifetime_s=3600 if way == "expired" else 0))
    words = {"question": "canary asks", "options": ("canary one", "canary two"), "explanation": "canary says"}
    seq = await ask(world, ann, chat_id, correct=0, closes_at=world.clock() + DAY_MS, **words)
    await vote(world, bob, chat_id, seq, 1)
    if way == "deleted":
        await world.do(ann, DeleteMessage(chat_id=chat_id, seq=seq))
    else:
        await world.pass_time(3_600_000)
    with pytest.raises(MessageDeleted):
        await vote(world, ann, chat_id, seq, 0)
    with pytest.raises(MessageDeleted):
        await world.do(ann, ClosePoll(chat_id=chat_id, seq=seq))
    assert (await see(world, bob, chat_id, seq)).poll is None
    # Nor does it come back when it would have closed.
    await world.pass_time(DAY_MS)
    assert (await see(world, bob, chat_id, seq)).poll is None
    await world.say(ann, chat_id, KEPT)
    await check_tables(world, "canary", f"{chat_id}:{seq}")


async def test_what_everybody_is_told_says_nothing_of_the_right_answer(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = await ask(world, ann, chat_id, correct=1, explanation="Pears are in season")
    found = await poll(world, bob, chat_id, seq)
    assert (found.quiz, found.correct, found.explanation) == (True, None, "")


async def test_a_command_that_is_out_of_bounds_is_refused_by_its_type(world: World) -> None:
    (ann,) = await world.people("ann")
    chat_id = await world.group(ann)
    socket = await world.connect(ann)
    for wrong in (
        {"question": ""},
        {"question": "q" * 301},
        {"options": ["one"]},
        {"options": [str(number) for number in range(13)]},
        {"options": ["", "b"]},
        {"options": ["o" * 101, "b"]},
        {"correct": -1},
        {"correct": 0, "explanation": "e" * 201},
    ):
        body = {"type": "create_poll", "chat_id": chat_id, "id": new_id(1), "question": "q", "options": ["a", "b"]}
        frame = await world.call(socket, {**body, **wrong})  # type: ignore[arg-type]  # what no typed program can say
        assert frame.error.code == "invalid_field", wrong
    assert CreatePoll.__struct_config__.tag == "create_poll"
