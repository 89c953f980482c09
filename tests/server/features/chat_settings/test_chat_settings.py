"""Chat settings: nobody else learns of them, they hold on all of a person's devices, and go with the chat."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from molva.protocol.commands import (
    AddMember,
    ChangeChatSettings,
    DeleteChat,
    GetChanges,
    LeaveChat,
    MarkChat,
    OrderPinnedChats,
    RemoveMember,
)
from molva.protocol.errors import ChatNotFound, InvalidField, TooManyPinnedChats
from molva.protocol.ids import new_id
from molva.protocol.rows import MUTED_FOREVER, ChatSettings, account_scope
from molva.server.features.chat_settings import commands
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def kept(world: World, who: Caller, after: int = 0) -> list[ChatSettings]:
    """The settings of somebody as a device gets them that was away."""
    changes = await world.do(who, GetChanges(scope=account_scope(who.user_id), after=after))
    return [row for row in changes.rows.rows if isinstance(row, ChatSettings)]


async def pinned(world: World, who: Caller) -> list[str]:
    """Somebody's pinned chats, the topmost first."""
    rows = [(row.pinned, row.chat_id) for row in await kept(world, who) if row.pinned is not None]
    assert len({place for place, _ in rows}) == len(rows), "two chats in one place"
    return [chat_id for _, chat_id in sorted(rows)]


async def change(world: World, who: Caller, chat_id: str, **fields: Any) -> ChatSettings:
    return await world.do(who, ChangeChatSettings(chat_id=chat_id, **fields))


async def test_only_a_member_keeps_a_chat(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    for who, chat in ((eve, chat_id), (bob, chat_id), (ann, new_id(1))):
        with pytest.raises(ChatNotFound):
            await change(world, who, chat, pinned=True, muted_until=1, marked_unread=True)
        assert await kept(world, who) == []


async def test_nobody_else_hears_of_it(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    other = await world.connect(bob)
    other.take()
    await change(world, ann, chat_id, muted_until=MUTED_FOREVER, marked_unread=True, pinned=True)
    await change(world, ann, chat_id, archived=True)
    await world.do(bob, OrderPinnedChats(chat_ids=(chat_id,)))
    assert other.take() == []
    assert await kept(world, bob) == []
    with pytest.raises(ChatNotFound):
        await world.do(bob, GetChanges(scope=account_scope(ann.user_id), after=0))


async def test_what_contradicts_itself_is_refused_and_changes_nothing(world: World) -> None:
    (ann,) = await world.people("ann")
    chat_id = await world.group(ann)
    with pytest.raises(InvalidField):
        await change(world, ann, chat_id, pinned=True, archived=True)
    assert await kept(world, ann) == []


async def test_more_than_can_be_pinned_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "MAX_PINNED", 2)
    (ann,) = await world.people("ann")
    chats = [await world.group(ann) for _ in range(3)]
    for chat_id in chats[:2]:
        await change(world, ann, chat_id, pinned=True)
    with pytest.raises(TooManyPinnedChats):
        await change(world, ann, chats[2], pinned=True, muted_until=MUTED_FOREVER)
    assert await pinned(world, ann) == [chats[1], chats[0]]
    assert len(await kept(world, ann)) == 2
    await change(world, ann, chats[0], pinned=False)
    await change(world, ann, chats[2], pinned=True)
    assert await pinned(world, ann) == [chats[2], chats[1]]


async def test_the_other_device_gets_it_live_and_after_being_away(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    here = await world.connect(ann)
    here.take()
    first = await change(world, ann, chat_id, muted_until=world.clock() + 3_600_000)
    last = await change(world, ann, chat_id, pinned=True)
    assert here.rows() == [first, last]
    assert (last.muted_until, last.pinned) == (world.clock() + 3_600_000, 0)
    assert await kept(world, ann, first.rev) == [last]
    assert await kept(world, ann, last.rev) == []


async def test_the_same_again_changes_nothing(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    for nothing in ({}, {"muted_until": 0}, {"pinned": False}, {"archived": False}, {"marked_unread": False}):
        assert (await change(world, ann, chat_id, **nothing)).rev == 0
    assert await kept(world, ann) == []
    first = await change(world, ann, chat_id, muted_until=5, pinned=True, marked_unread=True)
    assert await change(world, ann, chat_id, muted_until=5, pinned=True, marked_unread=True) == first
    await world.do(ann, OrderPinnedChats(chat_ids=(chat_id,)))
    assert await kept(world, ann) == [first]


async def test_archiving_unpins_and_pinning_brings_back(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await world.say(bob, chat_id, "hello")
    await change(world, ann, chat_id, pinned=True)
    row = await change(world, ann, chat_id, archived=True)
    assert (row.pinned, row.archived_seq) == (None, 1)
    row = await change(world, ann, chat_id, pinned=True)
    assert (row.pinned, row.archived_seq) == (0, None)


async def test_places_in_the_chat_tell_what_a_message_or_reading_ends(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    for text in ("one", "two"):
        await world.say(bob, chat_id, text)
    await world.do(ann, MarkChat(chat_id=chat_id, read_seq=1))
    row = await change(world, ann, chat_id, archived=True, marked_unread=True)
    assert (row.archived_seq, row.unread_seq) == (2, 1)
    await world.say(bob, chat_id, "three")
    await world.do(ann, MarkChat(chat_id=chat_id, read_seq=3))
    assert await kept(world, ann) == [row], "neither writes a row"
    row = await change(world, ann, chat_id, archived=True, marked_unread=True)
    assert (row.archived_seq, row.unread_seq) == (3, 3)
    row = await change(world, ann, chat_id, archived=False, marked_unread=False)
    assert (row.archived_seq, row.unread_seq) == (None, None)


async def test_a_new_pin_comes_to_the_top_and_pins_are_put_in_order(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    one, two, three = [await world.group(ann) for _ in range(3)]
    foreign = await world.group(bob)
    for chat_id in (one, two, three):
        await change(world, ann, chat_id, pinned=True)
    assert await pinned(world, ann) == [three, two, one]
    before = await kept(world, ann)
    await world.do(ann, OrderPinnedChats(chat_ids=(two, foreign, new_id(1), one)))
    assert await pinned(world, ann) == [three, two, one], "whoever is left out stays above"
    told = await world.do(ann, OrderPinnedChats(chat_ids=(one, three, two)))
    assert await pinned(world, ann) == [row.chat_id for row in told.settings] == [one, three, two]
    assert {row.chat_id for row in before} == {row.chat_id for row in await kept(world, ann)}
    assert await kept(world, bob) == []


async def test_leaving_and_deleting_take_them_away_and_coming_back_does_not_bring_them(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    for who in (ann, bob, eve):
        await change(world, who, chat_id, pinned=True, muted_until=MUTED_FOREVER)
    here = await world.connect(bob)
    here.take()
    await world.do(bob, LeaveChat(chat_id=chat_id))
    (gone,) = [row for row in here.rows() if isinstance(row, ChatSettings)]
    assert gone == ChatSettings(chat_id=chat_id, rev=gone.rev)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=eve.user_id))
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    await world.do(ann, DeleteChat(chat_id=chat_id))
    for who in (ann, bob, eve):
        (row,) = await kept(world, who)
        assert row == ChatSettings(chat_id=chat_id, rev=row.rev)


# Each example has a person of its own, so that one server serves all.
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["pin", "unpin", "first"])), max_size=12))
async def test_pins_are_one_list(world: World, steps: list[tuple[int, str]]) -> None:
    (ann,) = await world.people(f"ann{new_id(0)[-12:]}")
    chats = [await world.group(ann) for _ in range(4)]
    wanted: list[str] = []
    for at, step in steps:
        chat_id = chats[at]
        others = [each for each in wanted if each != chat_id]
        if step == "first":
            await world.do(ann, OrderPinnedChats(chat_ids=(chat_id, *others)))
            wanted = [chat_id, *others] if chat_id in wanted else others
        else:
            await change(world, ann, chat_id, pinned=step == "pin")
            wanted = (wanted if chat_id in wanted else [chat_id, *wanted]) if step == "pin" else others
        assert await pinned(world, ann) == wanted
