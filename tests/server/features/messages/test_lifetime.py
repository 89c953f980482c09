"""Lifetime: who may choose it, what it holds for, and that nothing is left of a message when its time is over."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from molva.protocol.commands import (
    ChangeLifetime,
    ChangeRole,
    ClearHistory,
    DeleteChat,
    EditMessage,
    GetChat,
    GetHistory,
    ListPins,
    OpenDirect,
    PinMessage,
    React,
    RemoveMember,
    SaveDraft,
    SendMessage,
)
from molva.protocol.errors import ChatNotFound, MessageIdTaken, RightsMissing
from molva.protocol.ids import new_id
from molva.protocol.rows import Chat, ChatRole, LifetimeChanged, Message, Pin
from molva.server.features.messages.store import expiry
from molva.server.kernel.caller import Caller
from molva.server.storage.postgres import PostgresDatabase
from molva.server.storage.sqlite import SqliteDatabase
from tests.fixtures.clock import FakeClock
from tests.fixtures.remains import KEPT, check_files, check_tables
from tests.fixtures.world import World, running_world

pytestmark = pytest.mark.anyio

MINUTE = 60_000
DAY = 86_400_000
CANARY = "badger-canary-31"


async def choose(world: World, who: Caller, chat_id: str, seconds: int) -> Chat:
    return await world.do(who, ChangeLifetime(chat_id=chat_id, lifetime_s=seconds))


async def history(world: World, who: Caller, chat_id: str) -> list[Message]:
    return (await world.do(who, GetHistory(chat_id=chat_id, limit=200))).messages


async def texts(world: World, who: Caller, chat_id: str) -> list[str]:
    return [message.text for message in await history(world, who, chat_id) if message.service is None]


async def test_in_a_group_its_owner_and_admins_choose(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=eve.user_id))
    with pytest.raises(ChatNotFound):
        await choose(world, eve, chat_id, 60)
    with pytest.raises(RightsMissing):
        await choose(world, bob, chat_id, 60)
    assert (await world.do(ann, GetChat(chat_id=chat_id))).chat.lifetime_s == 0
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    assert (await choose(world, bob, chat_id, 60)).lifetime_s == 60
    assert (await choose(world, ann, chat_id, 0)).lifetime_s == 0


async def test_in_a_direct_chat_both_choose_and_the_chat_tells_of_it(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    other = await world.connect(bob)
    other.take()
    await choose(world, ann, chat_id, 60)
    chat, told = other.rows()
    assert isinstance(chat, Chat)
    assert isinstance(told, Message)
    assert (chat.lifetime_s, told.service) == (60, LifetimeChanged(lifetime_s=60))
    assert told.expires_at is None
    await choose(world, ann, chat_id, 60)
    assert other.rows() == []
    assert (await choose(world, bob, chat_id, 0)).lifetime_s == 0


async def test_it_holds_for_what_is_written_from_then_on(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await world.say(ann, chat_id, "before")
    await choose(world, ann, chat_id, 60)
    await world.say(ann, chat_id, "a minute")
    await choose(world, bob, chat_id, 0)
    await world.say(ann, chat_id, "after")
    expiring = [message.expires_at for message in await history(world, bob, chat_id) if message.text]
    assert expiring == [None, world.clock() + MINUTE, None]
    await world.pass_time(MINUTE - 1)
    assert await texts(world, bob, chat_id) == ["before", "a minute", "after"]
    await world.pass_time(1)
    assert await texts(world, bob, chat_id) == ["before", "", "after"]


async def test_a_message_has_its_own_and_the_shorter_holds(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await world.say(ann, chat_id, "own", lifetime_s=30)
    await choose(world, ann, chat_id, 60)
    await world.say(ann, chat_id, "shorter", lifetime_s=10)
    await world.say(ann, chat_id, "longer", lifetime_s=600)
    for seconds, left in ((10, ["own", "", "longer"]), (20, ["", "", "longer"]), (30, ["", "", ""])):
        await world.pass_time(seconds * 1000)
        assert await texts(world, bob, chat_id) == left


async def test_another_lifetime_is_another_content_and_a_repeat_brings_nothing_back(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    command = SendMessage(chat_id=chat_id, id=new_id(5), text="once", lifetime_s=60)
    sent = await world.do(ann, command)
    with pytest.raises(MessageIdTaken):
        await world.do(ann, SendMessage(chat_id=chat_id, id=command.id, text="once"))
    await world.pass_time(MINUTE)
    assert await world.do(ann, command) == sent
    assert await texts(world, bob, chat_id) == [""]


async def test_it_goes_as_if_deleted_and_devices_hear_of_it(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await choose(world, ann, chat_id, 60)
    seq = (await world.say(ann, chat_id, "@bob look")).seq
    await world.do(bob, React(chat_id=chat_id, seq=seq, emoji=("👍",)))
    await world.do(bob, PinMessage(chat_id=chat_id, seq=seq))
    await world.do(bob, SaveDraft(chat_id=chat_id, text="my answer", reply_to=seq))
    assert (await world.do(bob, GetChat(chat_id=chat_id))).unread == 1
    device = await world.connect(bob)
    device.take()
    await world.pass_time(MINUTE)
    gone, pin = device.rows()
    assert isinstance(gone, Message)
    assert gone == Message(
        chat_id=chat_id, seq=seq, rev=gone.rev, id=gone.id, sender_id=ann.user_id, sent_at=gone.sent_at, deleted=True
    )
    assert pin == Pin(chat_id=chat_id, seq=seq, rev=gone.rev, removed=True)
    assert (await history(world, bob, chat_id))[seq - 1] == gone
    assert (await world.do(bob, ListPins(chat_id=chat_id))).messages == []
    assert (await world.do(bob, GetChat(chat_id=chat_id))).unread == 0


async def test_a_clock_that_jumps_brings_nothing_back_and_deletes_nothing_early(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await choose(world, ann, chat_id, 60)
    await world.say(ann, chat_id, "one")
    await world.pass_time(-10 * DAY)
    assert await texts(world, bob, chat_id) == ["one"]
    await world.say(ann, chat_id, "two")
    await world.pass_time(MINUTE)
    assert await texts(world, bob, chat_id) == ["one", ""]
    await world.pass_time(10 * 365 * DAY)
    await world.pass_time(-10 * 365 * DAY)
    assert await texts(world, bob, chat_id) == ["", ""]


async def test_a_round_is_bounded_and_the_rest_follows(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiry, "AT_ONCE", 3)
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await choose(world, ann, chat_id, 60)
    await asyncio.gather(*(world.say(ann, chat_id, f"{n}") for n in range(8)))
    for _ in range(3):
        await world.pass_time(MINUTE)
    assert await texts(world, bob, chat_id) == [""] * 8


async def test_chats_that_are_cleared_or_deleted_meanwhile_do_no_harm(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    direct, group = await world.direct(ann, bob), await world.group(ann, bob)
    for chat_id in (direct, group):
        await choose(world, ann, chat_id, 60)
        await world.say(ann, chat_id, "hello")
    await world.do(ann, ClearHistory(chat_id=direct, up_to=100, for_both=True))
    await world.do(ann, DeleteChat(chat_id=group))
    device = await world.connect(bob)
    device.take()
    await world.pass_time(MINUTE)
    assert device.rows() == []
    await world.say(bob, direct, "again")
    await world.pass_time(MINUTE)
    assert await texts(world, ann, direct) == [""]


async def let_expire(world: World) -> None:
    """Write, change, pin and react in chats, and let the time of it all be over."""
    ann, bob = await world.people("ann", "bob")
    saved = (await world.do(ann, OpenDirect(user_id=ann.user_id))).chat.id
    for chat_id in (await world.direct(ann, bob), await world.group(ann, bob), saved):
        await choose(world, ann, chat_id, 60)
        first, second = [(await world.say(ann, chat_id, f"{CANARY} {'long ' * size}")).seq for size in (1, 790)]
        await world.do(ann, React(chat_id=chat_id, seq=first, emoji=("👍",)))
        await world.do(ann, PinMessage(chat_id=chat_id, seq=first))
        await world.do(ann, EditMessage(chat_id=chat_id, seq=second, text=f"{CANARY} changed"))
    await world.pass_time(MINUTE)
    await world.say(ann, chat_id, KEPT)


async def test_what_is_over_is_in_no_table(world: World) -> None:
    await let_expire(world)
    await check_tables(world, CANARY, "👍")


async def test_what_is_over_is_not_in_the_file(sqlite_file: Path, clock: FakeClock) -> None:
    async with running_world(SqliteDatabase(sqlite_file), clock) as world:
        await let_expire(world)
    check_files(sqlite_file, CANARY)


async def test_what_became_due_while_the_server_was_down_goes_when_it_is_back(
    sqlite_file: Path, clock: FakeClock
) -> None:
    async with running_world(SqliteDatabase(sqlite_file), clock) as world:
        ann, bob = await world.people("ann", "bob")
        chat_id = await world.direct(ann, bob)
        await choose(world, ann, chat_id, 60)
        await world.say(ann, chat_id, "hello")
    clock.advance(DAY)
    async with running_world(SqliteDatabase(sqlite_file), clock) as world:
        await world.pass_time(0)
        assert await texts(world, bob, chat_id) == [""]


async def test_two_nodes_on_one_database_delete_each_once(postgres_url: str, clock: FakeClock) -> None:
    first, second = PostgresDatabase(postgres_url), PostgresDatabase(postgres_url)
    async with running_world(first, clock) as one, running_world(second, clock) as two:
        ann, bob = await one.people("ann", "bob")
        chat_id = await one.direct(ann, bob)
        await choose(one, ann, chat_id, 60)
        for world in (one, two, one, two):
            await world.say(ann, chat_id, "hello")
        clock.advance(MINUTE)
        looks = [world.core.jobs.run_due() for world in (one, two) for _ in range(3)]
        await asyncio.gather(two.say(bob, chat_id, "meanwhile"), *looks)
        await two.pass_time(0)
        assert await texts(one, bob, chat_id) == [""] * 4 + ["meanwhile"]
        revs = [message.rev for message in await history(one, bob, chat_id) if message.deleted]
        assert len(set(revs)) == 1
        await one.pass_time(MINUTE)
        assert await texts(two, bob, chat_id) == [""] * 5
