"""Closing polls: first who may not and what comes too late, then that it happens once and tells everybody."""

from __future__ import annotations

import pytest

from molva.protocol.commands import ChangeRole, ClosePoll, DeleteChat
from molva.protocol.errors import MessageNotFound, PollClosed, RightsMissing
from molva.protocol.rows import ChatRole, Message
from tests.fixtures.remains import KEPT, check_tables
from tests.fixtures.world import World
from tests.server.features.polls.asking import DAY_MS, ask, counts, poll, see, vote

pytestmark = pytest.mark.anyio


async def test_only_its_author_and_who_keeps_order_close_a_poll(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    mine, another = await ask(world, bob, chat_id), await ask(world, bob, chat_id)
    with pytest.raises(RightsMissing):
        await world.do(eve, ClosePoll(chat_id=chat_id, seq=mine))
    words = (await world.say(ann, chat_id, "no poll")).seq
    for seq in (words, 1):
        with pytest.raises(MessageNotFound):
            await world.do(ann, ClosePoll(chat_id=chat_id, seq=seq))
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=eve.user_id, role=ChatRole.ADMIN))
    for who, seq in ((bob, mine), (eve, another)):
        message = await world.do(who, ClosePoll(chat_id=chat_id, seq=seq))
        assert message.poll is not None
        assert message.poll.closed
        assert await world.do(ann, ClosePoll(chat_id=chat_id, seq=seq)) == message


async def test_a_closed_poll_takes_no_vote_and_answers_a_repeat_as_before(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    seq = await ask(world, ann, chat_id)
    first = await vote(world, bob, chat_id, seq, 1)
    await world.do(ann, ClosePoll(chat_id=chat_id, seq=seq))
    for who, options in ((eve, (0,)), (bob, (0,)), (bob, ())):
        with pytest.raises(PollClosed):
            await vote(world, who, chat_id, seq, *options)
    assert await vote(world, bob, chat_id, seq, 1) == first
    assert await counts(world, eve, chat_id, seq) == (0, 1, 0, 1)


async def test_a_closed_quiz_tells_everybody_what_was_right(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = await ask(world, ann, chat_id, correct=1, explanation="Pears are in season")
    await world.do(ann, ClosePoll(chat_id=chat_id, seq=seq))
    found = await poll(world, bob, chat_id, seq)
    assert (found.correct, found.explanation) == (1, "Pears are in season")


async def test_a_poll_closes_at_its_moment_once_and_is_shut_before_the_server_gets_to_it(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    closes_at = world.clock() + DAY_MS
    seq = await ask(world, ann, chat_id, closes_at=closes_at)
    await vote(world, bob, chat_id, seq, 2)
    watching = await world.connect(ann)
    watching.take()
    world.clock.advance(DAY_MS)
    with pytest.raises(PollClosed):
        await vote(world, ann, chat_id, seq, 2)
    await world.pass_time(0)
    (row,) = [row for row in watching.rows() if isinstance(row, Message)]
    assert row.poll is not None
    assert (row.poll.closed, row.poll.voters, row.poll.closes_at) == (True, 1, closes_at)
    await world.pass_time(DAY_MS)
    assert watching.rows() == []


async def test_a_poll_that_was_closed_by_hand_is_not_closed_again(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = await ask(world, ann, chat_id, closes_at=world.clock() + DAY_MS)
    closed = await world.do(ann, ClosePoll(chat_id=chat_id, seq=seq))
    await world.pass_time(2 * DAY_MS)
    assert await see(world, bob, chat_id, seq) == closed


async def test_a_chat_that_is_deleted_takes_its_polls_along_before_they_close(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, other = await world.group(ann, bob), await world.group(ann)
    await world.say(ann, other, KEPT)
    words = {"question": "canary asks", "options": ("canary one", "canary two"), "explanation": "canary says"}
    seq = await ask(world, ann, chat_id, correct=0, closes_at=world.clock() + DAY_MS, **words)
    await vote(world, bob, chat_id, seq, 1)
    await world.do(ann, DeleteChat(chat_id=chat_id))
    await check_tables(world, "canary")
    await world.pass_time(DAY_MS)
    await check_tables(world, f"{chat_id}:{seq}")
