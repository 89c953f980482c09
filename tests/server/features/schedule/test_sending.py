"""The moment of a scheduled message: sent once, by whoever may still write, and nothing of it stays elsewhere."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from molva.protocol.commands import (
    AddMember,
    CancelScheduledMessage,
    ChangeScheduledMessage,
    ClearHistory,
    DeleteChat,
    DeleteMessage,
    GetHistory,
    LeaveChat,
    RemoveMember,
    SendMessage,
    SendScheduledMessage,
)
from molva.protocol.errors import ChatNotFound, MomentPassed
from molva.protocol.ids import new_id
from molva.protocol.rows import Message, ScheduledMessage
from molva.server.kernel.caller import Caller
from molva.server.storage.postgres import PostgresDatabase
from molva.server.storage.sqlite import SqliteDatabase
from tests.fixtures.clock import FakeClock
from tests.fixtures.remains import KEPT, check_files, check_tables
from tests.fixtures.world import World, running_world
from tests.server.features.schedule.test_schedule import DAY, HOUR, kept, plan

pytestmark = pytest.mark.anyio

CANARY = "heron-canary-23"


async def said(world: World, who: Caller, chat_id: str) -> list[Message]:
    messages = (await world.do(who, GetHistory(chat_id=chat_id, limit=200))).messages
    return [message for message in messages if message.service is None]


async def texts(world: World, who: Caller, chat_id: str) -> list[str]:
    return [message.text for message in await said(world, who, chat_id)]


async def test_it_is_sent_at_its_moment_and_not_before(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    seq = (await world.say(bob, chat_id, "when?")).seq
    mine, theirs = await world.connect(ann), await world.connect(bob)
    planned = await plan(world, ann, chat_id, reply_to=seq)
    for socket in (mine, theirs):
        socket.take()
    await world.pass_time(HOUR - 1)
    assert theirs.take() == mine.take() == []
    await world.pass_time(1)
    (message,) = theirs.rows()
    assert isinstance(message, Message)
    assert (message.id, message.sender_id, message.text) == (planned.id, ann.user_id, "later")
    assert (message.reply_to, message.sent_at) == (seq, world.clock())
    gone = ScheduledMessage(id=planned.id, chat_id=chat_id, rev=planned.rev + 1, deleted=True)
    assert [row for row in mine.rows() if isinstance(row, ScheduledMessage)] == [gone] == await kept(world, ann)


async def test_a_clock_that_jumps_delays_or_hurries_but_repeats_nothing(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await plan(world, ann, chat_id, "one")
    await world.pass_time(-10 * DAY)
    assert await texts(world, bob, chat_id) == []
    await plan(world, ann, chat_id, "two", due_at=world.clock() + 20 * DAY)
    await world.pass_time(10 * 365 * DAY)
    await world.pass_time(-10 * 365 * DAY)
    await world.pass_time(10 * 365 * DAY)
    assert await texts(world, bob, chat_id) == ["one", "two"]


async def test_another_moment_counts_instead(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    planned = await plan(world, ann, chat_id)
    await world.do(ann, ChangeScheduledMessage(id=planned.id, due_at=planned.due_at + HOUR))
    await world.pass_time(HOUR)
    assert await texts(world, bob, chat_id) == []
    await world.do(ann, ChangeScheduledMessage(id=planned.id, text="changed"))
    await world.pass_time(HOUR)
    assert await texts(world, bob, chat_id) == ["changed"]


async def test_sent_at_once_it_is_sent_once_and_a_repeat_gets_the_same_answer(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    planned = await plan(world, ann, chat_id)
    sent = await world.do(ann, SendScheduledMessage(id=planned.id))
    await world.pass_time(DAY)
    assert await world.do(ann, SendScheduledMessage(id=planned.id)) == sent
    assert await world.do(ann, SendMessage(chat_id=chat_id, id=planned.id, text="later")) == sent
    assert await texts(world, bob, chat_id) == ["later"]


async def test_who_was_removed_keeps_it_with_the_reason_and_it_is_not_tried_again(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    planned = await plan(world, bob, chat_id)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    device = await world.connect(bob)
    device.take()
    with pytest.raises(ChatNotFound):
        await world.do(bob, SendScheduledMessage(id=planned.id))
    await world.pass_time(HOUR)
    (failed,) = device.rows()
    assert isinstance(failed, ScheduledMessage)
    assert (failed.failed, failed.text) == ("chat_not_found", "later")
    with pytest.raises(ChatNotFound):
        await world.do(bob, ChangeScheduledMessage(id=planned.id, due_at=world.clock() + HOUR))
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    await world.pass_time(DAY)
    assert await texts(world, ann, chat_id) == []
    with pytest.raises(MomentPassed):
        await world.do(bob, ChangeScheduledMessage(id=planned.id, text="once more"))
    again = await world.do(bob, ChangeScheduledMessage(id=planned.id, due_at=world.clock() + HOUR))
    assert again.failed is None
    await world.pass_time(HOUR)
    assert await texts(world, ann, chat_id) == ["later"]


async def test_an_id_that_names_a_message_already_fails(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    taken = new_id(1)
    await world.do(bob, SendMessage(chat_id=chat_id, id=taken, text="first"))
    await plan(world, ann, chat_id, id=taken)
    await world.pass_time(HOUR)
    assert [row.failed for row in await kept(world, ann)] == ["message_id_taken"]
    assert await texts(world, bob, chat_id) == ["first"]


async def test_an_answer_to_what_was_deleted_is_sent(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    seq = (await world.say(bob, chat_id, "hello")).seq
    await plan(world, ann, chat_id, reply_to=seq)
    await world.do(bob, DeleteMessage(chat_id=chat_id, seq=seq))
    await world.pass_time(HOUR)
    assert await texts(world, bob, chat_id) == ["", "later"]


async def test_who_leaves_takes_it_along_and_a_deleted_chat_everybodys(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    for who in (ann, bob, eve):
        await plan(world, who, chat_id)
    await world.do(bob, LeaveChat(chat_id=chat_id))
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=eve.user_id))
    assert [[row.deleted for row in await kept(world, who)] for who in (ann, bob, eve)] == [[False], [True], [False]]
    await world.do(ann, DeleteChat(chat_id=chat_id))
    assert [[row.deleted for row in await kept(world, who)] for who in (ann, bob, eve)] == [[True]] * 3


async def use_up(world: World) -> None:
    """Let messages be sent, sent at once and taken back; then delete what was said."""
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    one, two, three = [await plan(world, ann, chat_id, f"{CANARY} {'long ' * 790}") for _ in range(3)]
    await world.do(ann, ChangeScheduledMessage(id=one.id, text=f"{CANARY} changed"))
    await world.do(ann, CancelScheduledMessage(id=two.id))
    await world.do(ann, SendScheduledMessage(id=three.id))
    await world.pass_time(HOUR)
    assert len(await texts(world, bob, chat_id)) == 2
    await world.do(ann, ClearHistory(chat_id=chat_id, up_to=100, for_both=True))
    await world.say(ann, chat_id, KEPT)


async def test_what_was_sent_or_taken_back_is_in_no_table(world: World) -> None:
    await use_up(world)
    await check_tables(world, CANARY)


async def test_what_was_sent_or_taken_back_is_not_in_the_file(sqlite_file: Path, clock: FakeClock) -> None:
    async with running_world(SqliteDatabase(sqlite_file), clock) as world:
        await use_up(world)
    check_files(sqlite_file, CANARY)


async def test_two_nodes_on_one_database_send_each_once(postgres_url: str, clock: FakeClock) -> None:
    first, second = PostgresDatabase(postgres_url), PostgresDatabase(postgres_url)
    async with running_world(first, clock) as one, running_world(second, clock) as two:
        ann, bob = await one.people("ann", "bob")
        chat_id = await one.direct(ann, bob)
        planned = [await plan(world, ann, chat_id) for world in (one, two) for _ in range(20)]
        clock.advance(HOUR)
        await asyncio.gather(*(world.core.jobs.run_due() for world in (one, two) for _ in range(3)))
        # Whatever one node had to take back for the other's sake comes with a later look.
        clock.advance(2 * HOUR)
        await one.core.jobs.run_due()
        sent = [message.id for message in await said(one, bob, chat_id)]
        assert sorted(sent) == sorted(message.id for message in planned)
        assert all(row.deleted for row in await kept(two, ann))
