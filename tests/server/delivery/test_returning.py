"""Whoever comes back, or comes first, gets what they have not, once, and the newest page of what is too much."""

from __future__ import annotations

import asyncio

import pytest

from molva.protocol.commands import AddMember, SendMessage
from molva.protocol.frames import Hello, Rows, Welcome
from molva.protocol.ids import new_id
from molva.protocol.rows import Chat, Member, Membership, Message
from molva.server.storage.engine import Database
from tests.fixtures.clock import FakeClock
from tests.fixtures.settling import settle
from tests.fixtures.world import World, running_world

pytestmark = pytest.mark.anyio


async def test_somebody_who_is_added_gets_the_chat_and_then_what_follows(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    device = await world.connect(bob)
    device.take()
    chat_id = await world.group(ann)
    await world.say(ann, chat_id, "earlier")
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    await settle(lambda: any(isinstance(f, Rows) and f.scope == f"chat:{chat_id}" for f in device.frames))
    rows = device.rows()
    assert {type(row) for row in rows} == {Membership, Chat, Member, Message}
    await world.say(ann, chat_id, "later")
    assert device.texts() == ["later"]


async def test_what_is_missed_comes_on_return_and_nothing_twice(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    first = await world.connect(bob)
    frames = first.take()
    epoch = next(frame.epoch for frame in frames if isinstance(frame, Welcome))
    revs = {frame.scope: frame.rev for frame in frames if isinstance(frame, Rows)}
    world.lose(first)
    await world.say(ann, chat_id, "missed")
    second = await world.connect(bob, revs, epoch)
    rows = [frame for frame in second.take() if isinstance(frame, Rows)]
    assert [(frame.scope, frame.after) for frame in rows] == [(f"chat:{chat_id}", revs[f"chat:{chat_id}"])]
    world.lose(second)
    revs.update({frame.scope: frame.rev for frame in rows})
    third = await world.connect(bob, revs, epoch)
    assert not [frame for frame in third.take() if isinstance(frame, Rows)]


async def test_a_server_that_ends_leaves_nobody_s_catching_up_behind(database: Database, clock: FakeClock) -> None:
    before = asyncio.all_tasks()
    async with running_world(database, clock) as world:
        ann = await world.person("ann")
        world.open(ann).send(Hello(epoch="", revs={}))
    assert asyncio.all_tasks() == before


async def test_another_epoch_is_answered_with_everything_anew(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await world.say(ann, chat_id, "hello")
    device = await world.connect(bob, {f"chat:{chat_id}": 99}, "another")
    frames = device.take()
    assert frames[0].reset
    assert "hello" in [
        row.text for frame in frames if isinstance(frame, Rows) for row in frame.rows if isinstance(row, Message)
    ]


async def test_a_long_absence_ends_with_the_newest_page_and_a_hole(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    for n in range(130):
        await world.core.dispatcher.execute(ann, SendMessage(chat_id=chat_id, id=new_id(n), text=f"{n}"))
    device = await world.connect(bob)
    (rows,) = [frame for frame in device.take() if isinstance(frame, Rows) and frame.scope == f"chat:{chat_id}"]
    assert rows.hole
    assert rows.unread == 130
    assert [row.seq for row in rows.rows if isinstance(row, Message)] == list(range(31, 131))
