"""Slow mode and the hourly number: who waits and how long, also over restarts, and that nothing is lost by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from molva.protocol.commands import (
    ChangeRights,
    ChangeRole,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    GetHistory,
    LeaveChat,
    ListChats,
    ScheduleMessage,
    SendMessage,
)
from molva.protocol.errors import HourlyLimit, Refusal, SlowMode
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole
from molva.server.core import Core
from molva.server.delivery.bus_local import LocalBus
from molva.server.features.messages.tables import paces
from molva.server.kernel.caller import Caller
from molva.server.storage.sqlite import SqliteDatabase
from tests.fixtures.clock import FakeClock
from tests.fixtures.world import CHEAP, World, running_world

pytestmark = pytest.mark.anyio

SECOND, HOUR = 1000, 3_600_000


async def wait(world: World, who: Caller, chat_id: str) -> tuple[str, int | None]:
    """Try to send: why not yet, and after how many milliseconds."""
    with pytest.raises(Refusal) as refused:
        await world.say(who, chat_id, "too fast")
    assert refused.value.retry
    assert refused.value.params["seconds"] == -(-(refused.value.retry_after_ms or 0) // 1000)
    return refused.value.code, refused.value.retry_after_ms


async def test_members_wait_and_whoever_leads_does_not(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await world.group(ann, bob, cid)
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=cid.user_id, role=ChatRole.ADMIN))
    await world.do(ann, ChangeRights(chat_id=chat_id, slow_s=30))
    for each in (ann, ann, bob, cid, cid):
        await world.say(each, chat_id, "hello")
    assert await wait(world, bob, chat_id) == (SlowMode.code, 30 * SECOND)
    world.clock.advance(29_001)
    assert await wait(world, bob, chat_id) == (SlowMode.code, 999)
    world.clock.advance(999)
    await world.say(bob, chat_id, "in time")
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    await world.say(bob, chat_id, "an admin")


async def test_what_was_sent_before_may_be_repeated_changed_and_deleted_at_once(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    await world.do(ann, ChangeRights(chat_id=chat_id, slow_s=30))
    command = SendMessage(chat_id=chat_id, id=new_id(1), text="once")
    sent = await world.do(bob, command)
    assert await world.do(bob, command) == sent
    await world.do(bob, EditMessage(chat_id=chat_id, seq=sent.seq, text="changed"))
    await world.do(bob, DeleteMessage(chat_id=chat_id, seq=sent.seq))
    assert (await wait(world, bob, chat_id))[0] == SlowMode.code


async def test_a_refused_message_does_not_make_one_wait_longer(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    await world.do(ann, ChangeRights(chat_id=chat_id, slow_s=30))
    await world.say(bob, chat_id, "first")
    world.clock.advance(20 * SECOND)
    assert await wait(world, bob, chat_id) == (SlowMode.code, 10 * SECOND)
    assert await wait(world, bob, chat_id) == (SlowMode.code, 10 * SECOND)
    with pytest.raises(Refusal):
        await world.say(bob, chat_id, " ")
    world.clock.advance(10 * SECOND)
    await world.say(bob, chat_id, "second")


async def test_so_many_an_hour_and_each_place_is_free_again_an_hour_later(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await world.group(ann, bob, cid)
    await world.do(ann, ChangeRights(chat_id=chat_id, hourly=3))
    for minutes in (0, 10, 10):
        world.clock.advance(minutes * 60 * SECOND)
        await world.say(bob, chat_id, "hello")
    assert await wait(world, bob, chat_id) == (HourlyLimit.code, HOUR - 20 * 60 * SECOND)
    await world.say(cid, chat_id, "others are counted by themselves")
    world.clock.advance(40 * 60 * SECOND)
    await world.say(bob, chat_id, "the first one is an hour old")
    assert await wait(world, bob, chat_id) == (HourlyLimit.code, 10 * 60 * SECOND)
    await world.do(ann, ChangeRights(chat_id=chat_id, hourly=0))
    await world.say(bob, chat_id, "no number any more")


async def test_leaving_and_coming_back_or_a_clock_that_ran_ahead_changes_nothing(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    await world.do(ann, ChangeRights(chat_id=chat_id, slow_s=30))
    world.clock.advance(10 * 86_400 * SECOND)
    await world.say(bob, chat_id, "from the future")
    world.clock.advance(-10 * 86_400 * SECOND)
    assert await wait(world, bob, chat_id) == (SlowMode.code, 30 * SECOND)


async def test_it_is_known_after_a_restart(sqlite_file: Path, clock: FakeClock) -> None:
    async with running_world(SqliteDatabase(sqlite_file), clock) as world:
        ann, bob = await world.people("ann", "bob")
        chat_id = await world.group(ann, bob)
        await world.do(ann, ChangeRights(chat_id=chat_id, slow_s=30))
        await world.say(bob, chat_id, "before")
    async with running_world(SqliteDatabase(sqlite_file), clock) as world:
        assert await wait(world, bob, chat_id) == (SlowMode.code, 30 * SECOND)
        await world.do(ann, DeleteChat(chat_id=chat_id))
        assert await world.core.database.read(lambda db: db.execute(paces.select()).all()) == []


async def test_the_general_chat_counts_where_the_server_says_so(sqlite_file: Path, clock: FakeClock) -> None:
    settings = replace(CHEAP, general_messages_per_hour=2)
    core = await Core.build(settings, SqliteDatabase(sqlite_file), LocalBus(), clock, fatal=lambda: None)
    await core.start()
    await core.jobs.stop()
    try:
        world = World(core, clock)
        ann, bob = await world.people("ann", "bob")
        general = (await world.do(ann, ListChats())).chats[0].chat.id
        for each in (ann, ann, ann, bob, bob):
            await world.say(each, general, "hello")
        assert (await wait(world, bob, general))[0] == HourlyLimit.code
        group = await world.group(ann, bob)
        for _ in range(3):
            await world.say(bob, group, "elsewhere")
        await world.do(ann, ChangeRights(chat_id=general, hourly=3))
        await world.say(bob, general, "its own number holds")
    finally:
        await core.stop()


async def test_a_scheduled_message_waits_its_turn(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    await world.do(ann, ChangeRights(chat_id=chat_id, slow_s=60))
    later = ScheduleMessage(chat_id=chat_id, id=new_id(2), text="later", due_at=world.clock() + 30 * SECOND)
    await world.do(bob, later)
    world.clock.advance(29 * SECOND)
    await world.say(bob, chat_id, "first")

    async def texts() -> list[str]:
        return [each.text for each in (await world.do(ann, GetHistory(chat_id=chat_id))).messages if each.text]

    await world.pass_time(SECOND)
    assert await texts() == ["first"]
    await world.pass_time(59 * SECOND)
    assert await texts() == ["first", "later"]
    await world.do(bob, LeaveChat(chat_id=chat_id))
