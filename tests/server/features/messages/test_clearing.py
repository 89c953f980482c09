"""Clearing a history: only one's own, or in a direct chat both; nothing of it comes back, and nothing is left of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from molva.protocol.commands import (
    AddMember,
    ChangeChat,
    ClearHistory,
    DeleteMessage,
    EditMessage,
    GetChanges,
    GetHistory,
    LeaveChat,
    ListPins,
    ListReactions,
    MarkChat,
    OpenDirect,
    PinMessage,
    React,
    RemoveMember,
)
from molva.protocol.errors import ChatNotFound, MessageNotFound, NotADirectChat
from molva.protocol.ids import new_id
from molva.protocol.rows import Membership, Message, account_scope, chat_scope
from molva.server.kernel.caller import Caller
from molva.server.storage.sqlite import SqliteDatabase
from tests.fixtures.clock import FakeClock
from tests.fixtures.remains import KEPT, check_files, check_tables
from tests.fixtures.world import World, running_world

pytestmark = pytest.mark.anyio

CANARY = "otter-canary-17"
HOW = ["for both", "each for oneself", "saved"]


async def texts(world: World, who: Caller, chat_id: str) -> list[str]:
    """What somebody sees of a chat: in its history, and as a device gets it that was away."""
    history = await world.do(who, GetHistory(chat_id=chat_id))
    changes = await world.do(who, GetChanges(scope=chat_scope(chat_id)))
    seen = [message.text for message in history.messages if message.service is None]
    rows = [row for row in changes.rows.rows if isinstance(row, Message)]
    assert [row.text for row in rows if row.service is None] == seen
    return seen


async def test_who_is_not_in_the_chat_clears_nothing(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    await world.say(ann, chat_id, "hello")
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    for who, chat in ((eve, chat_id), (bob, chat_id), (ann, new_id(1))):
        with pytest.raises(ChatNotFound):
            await world.do(who, ClearHistory(chat_id=chat, up_to=100, for_both=True))
    with pytest.raises(NotADirectChat):
        await world.do(ann, ClearHistory(chat_id=chat_id, up_to=100, for_both=True))
    assert await texts(world, ann, chat_id) == ["hello"]


async def test_it_stays_gone_for_whoever_leaves_and_comes_back(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seqs = [(await world.say(ann, chat_id, text)).seq for text in ("one", "two", "three")]
    await world.do(bob, ClearHistory(chat_id=chat_id, up_to=seqs[1]))
    for _ in range(2):
        await world.do(bob, LeaveChat(chat_id=chat_id))
        await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
        assert await texts(world, bob, chat_id) == ["three"]
    # Nor does a later beginning become an earlier one.
    await world.do(bob, LeaveChat(chat_id=chat_id))
    await world.do(ann, ChangeChat(chat_id=chat_id, history_shared=False))
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    assert await texts(world, bob, chat_id) == []
    assert await texts(world, ann, chat_id) == ["one", "two", "three"]


async def test_for_oneself_it_is_gone_and_stays_gone_and_others_have_it(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seqs = [(await world.say(bob, chat_id, text)).seq for text in ("one", "two", "three")]
    here, other = await world.connect(ann), await world.connect(bob)
    here.take(), other.take()
    await world.do(ann, ClearHistory(chat_id=chat_id, up_to=seqs[1]))
    (row,) = here.rows()
    assert isinstance(row, Membership)
    assert row.from_seq == seqs[2]
    assert other.take() == []
    assert await texts(world, ann, chat_id) == ["three"]
    assert await texts(world, bob, chat_id) == ["one", "two", "three"]
    # What happens to the cleared ones is not told any more, live or later.
    await world.do(bob, EditMessage(chat_id=chat_id, seq=seqs[0], text="changed"))
    await world.do(bob, DeleteMessage(chat_id=chat_id, seq=seqs[1]))
    assert here.rows() == []
    around = await world.do(ann, GetHistory(chat_id=chat_id, around=seqs[0]))
    before = await world.do(ann, GetHistory(chat_id=chat_id, before=seqs[2]))
    assert "changed" not in str([around, before])
    with pytest.raises(MessageNotFound):
        await world.do(ann, ListReactions(chat_id=chat_id, seq=seqs[0]))
    await world.say(bob, chat_id, "four")
    assert here.texts() == ["four"]


async def test_clearing_again_or_less_changes_nothing_and_a_mark_keeps_it(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    seq = (await world.say(bob, chat_id, "hello")).seq
    await world.do(ann, ClearHistory(chat_id=chat_id, up_to=10**6))
    before = await world.do(ann, GetChanges(scope=account_scope(ann.user_id)))
    for up_to in (0, seq, 10**6):
        await world.do(ann, ClearHistory(chat_id=chat_id, up_to=up_to))
    assert await world.do(ann, GetChanges(scope=account_scope(ann.user_id))) == before
    later = (await world.say(bob, chat_id, "later")).seq
    device = await world.connect(ann)
    device.take()
    await world.do(ann, MarkChat(chat_id=chat_id, read_seq=later))
    (row,) = [row for row in device.rows() if isinstance(row, Membership)]
    assert (row.from_seq, row.read_seq) == (seq + 1, later)
    assert await texts(world, ann, chat_id) == ["later"]


async def test_a_device_that_catches_up_meanwhile_does_not_get_it_back(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(bob, chat_id, "hello")).seq
    device = await world.connect(ann)
    hub = world.core.gateway._hub
    assert device.connection is not None
    hub.hold(device.connection, [chat_scope(chat_id)])
    await world.do(ann, ClearHistory(chat_id=chat_id, up_to=seq))
    await world.do(bob, EditMessage(chat_id=chat_id, seq=seq, text="changed"))
    device.take()
    # What it has read is of the moment before.
    hub.release(device.connection, chat_scope(chat_id), 0, 1)
    await world.do(bob, EditMessage(chat_id=chat_id, seq=seq, text="changed again"))
    assert device.rows() == []


async def forget(world: World, ann: Caller, bob: Caller, how: str) -> None:
    """Write, change, pin and react in a chat, and let it be cleared so that nobody sees any of it."""
    other = ann if how == "saved" else bob
    chat_id = (await world.do(ann, OpenDirect(user_id=other.user_id))).chat.id
    first, second = [(await world.say(ann, chat_id, f"{CANARY} {'long ' * size}")).seq for size in (1, 790)]
    await world.do(ann, React(chat_id=chat_id, seq=first, emoji=("👍",)))
    await world.do(ann, PinMessage(chat_id=chat_id, seq=first))
    await world.do(ann, EditMessage(chat_id=chat_id, seq=second, text=f"{CANARY} changed"))
    here = await world.connect(other)
    here.take()
    await world.do(ann, ClearHistory(chat_id=chat_id, up_to=100, for_both=how == "for both"))
    if how == "each for oneself":
        assert await texts(world, bob, chat_id) != []
        await world.do(bob, ClearHistory(chat_id=chat_id, up_to=100))
    assert any(isinstance(row, Membership) for row in here.rows())
    for who in (ann, other):
        assert await texts(world, who, chat_id) == []
        assert (await world.do(who, ListPins(chat_id=chat_id))).messages == []
    await world.say(other, chat_id, KEPT)
    assert await texts(world, ann, chat_id) == [KEPT]


@pytest.mark.parametrize("how", HOW)
async def test_what_nobody_sees_any_more_is_in_no_table(world: World, how: str) -> None:
    ann, bob = await world.people("ann", "bob")
    await forget(world, ann, bob, how)
    await check_tables(world, CANARY, "👍")


@pytest.mark.parametrize("how", HOW)
async def test_what_nobody_sees_any_more_is_not_in_the_file(sqlite_file: Path, clock: FakeClock, how: str) -> None:
    database = SqliteDatabase(sqlite_file)
    async with running_world(database, clock) as world:
        ann, bob = await world.people("ann", "bob")
        await forget(world, ann, bob, how)
    check_files(sqlite_file, CANARY)
