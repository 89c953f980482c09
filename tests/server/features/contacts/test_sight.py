"""Who sees whom: presence, typing and read marks between people with rules and blocks, live and on return."""

from __future__ import annotations

import pytest

from molva.protocol.commands import (
    BlockPerson,
    ChangeAccount,
    GetChanges,
    MarkChat,
    SaveContact,
    SignalTyping,
    UnblockPerson,
)
from molva.protocol.frames import Signalled
from molva.protocol.rows import Circle, Mark, account_scope, marks_scope
from molva.protocol.signals import Presence, Typing
from molva.server.kernel.caller import Caller
from tests.fixtures.settling import settle
from tests.fixtures.world import Socket, World

pytestmark = pytest.mark.anyio


def presence(socket: Socket) -> list[tuple[str, bool]]:
    """Who was said to be here or not since the last look."""
    signals = [frame.signal for frame in socket.take() if isinstance(frame, Signalled)]
    return [(signal.user_id, signal.online) for signal in signals if isinstance(signal, Presence)]


async def heard(socket: Socket, who: Caller, *, online: bool) -> list[tuple[str, bool]]:
    """What was said since the last look, once this was."""
    told = Signalled(Presence(user_id=who.user_id, online=online))
    await settle(lambda: told in socket.frames)
    return presence(socket)


def typing(socket: Socket) -> set[str]:
    signals = [frame.signal for frame in socket.take() if isinstance(frame, Signalled)]
    return {signal.user_id for signal in signals if isinstance(signal, Typing)}


async def marks(world: World, who: Caller, chat_id: str) -> dict[str, tuple[int, int]]:
    """Each one's marks as a new device gets them: read and delivered."""
    changes = await world.do(who, GetChanges(scope=marks_scope(chat_id), after=0))
    return {row.user_id: (row.read_seq, row.delivered_seq) for row in changes.rows.rows if isinstance(row, Mark)}


async def test_who_shows_nobody_sees_nobody(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    await world.direct(ann, bob)
    await world.do(ann, ChangeAccount(who_sees_last_seen=Circle.NOBODY))
    here, there = await world.connect(ann), await world.connect(bob)
    world.lose(here)
    await settle()
    again = await world.connect(ann)
    # That somebody is away may be told: it is what everybody thinks of whom they do not see.
    told = presence(here) + presence(there) + presence(again)
    assert not [user_id for user_id, online in told if online]


async def test_contacts_alone_see_and_are_seen(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    for other in (bob, eve):
        await world.direct(ann, other)
    await world.do(ann, SaveContact(user_id=bob.user_id))
    await world.do(eve, SaveContact(user_id=ann.user_id))
    await world.do(ann, ChangeAccount(who_sees_last_seen=Circle.CONTACTS))
    friend, stranger = await world.connect(bob), await world.connect(eve)
    friend.take(), stranger.take()
    here = await world.connect(ann)
    assert set(presence(here)) == {(bob.user_id, True)}
    assert (ann.user_id, True) in presence(friend)
    assert (ann.user_id, True) not in presence(stranger)


async def test_a_block_takes_presence_away_at_once_on_both_sides_and_gives_it_back(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    await world.direct(ann, bob)
    here, there = await world.connect(ann), await world.connect(bob)
    here.take(), there.take()
    await world.do(ann, BlockPerson(user_id=bob.user_id))
    assert await heard(here, bob, online=False) == [(bob.user_id, False)]
    assert await heard(there, ann, online=False) == [(ann.user_id, False)]
    again = await world.connect(bob)
    assert presence(again) == []
    await world.do(ann, UnblockPerson(user_id=bob.user_id))
    assert (bob.user_id, True) in await heard(here, bob, online=True)
    assert await heard(there, ann, online=True) == [(ann.user_id, True)]


async def test_a_rule_that_changes_is_shown_at_once(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    await world.direct(ann, bob)
    here, there = await world.connect(ann), await world.connect(bob)
    here.take(), there.take()
    for rule, seen in ((Circle.NOBODY, False), (Circle.EVERYBODY, True)):
        await world.do(bob, ChangeAccount(who_sees_last_seen=rule))
        assert await heard(here, bob, online=seen) == [(bob.user_id, seen)]
        assert await heard(there, ann, online=seen) == [(ann.user_id, seen)]


async def test_nobody_is_seen_writing_across_a_block_in_groups_neither(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chats = [await world.direct(ann, bob), await world.group(ann, bob, eve)]
    await world.do(ann, BlockPerson(user_id=bob.user_id))
    sockets = [await world.connect(who) for who in (ann, bob, eve)]
    for socket in sockets:
        socket.take()
    for chat_id in chats:
        for who in (ann, bob):
            await world.do(who, SignalTyping(chat_id=chat_id))
    assert [typing(socket) for socket in sockets] == [set(), set(), {ann.user_id, bob.user_id}]


@pytest.mark.parametrize("silent", [0, 1])
async def test_without_receipts_neither_is_told_what_the_other_has_read(world: World, silent: int) -> None:
    people = ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    for number in range(2):
        await world.say(ann, chat_id, f"message {number}")
    await world.do(bob, MarkChat(chat_id=chat_id, read_seq=1))
    await world.do(people[silent], ChangeAccount(read_receipts=False))
    here = await world.connect(ann)
    here.take()
    await world.do(bob, MarkChat(chat_id=chat_id, read_seq=2))
    assert [(row.read_seq, row.delivered_seq) for row in here.rows() if isinstance(row, Mark)] == [(1, 2)]
    assert (await marks(world, ann, chat_id))[bob.user_id] == (1, 2)
    await world.do(people[silent], ChangeAccount(read_receipts=True))
    await world.say(ann, chat_id, "one more")
    await world.do(bob, MarkChat(chat_id=chat_id, read_seq=3))
    assert (await marks(world, ann, chat_id))[bob.user_id] == (3, 3)


async def test_groups_tell_what_was_read_all_the_same(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    group = await world.group(ann, bob)
    await world.do(bob, ChangeAccount(read_receipts=False))
    seq = (await world.say(ann, group, "hello")).seq
    await world.do(bob, MarkChat(chat_id=group, read_seq=seq))
    assert (await marks(world, ann, group))[bob.user_id] == (seq, seq)


async def test_across_a_block_no_mark_moves_but_ones_own_devices_know(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await world.say(bob, chat_id, "hello")
    await world.do(ann, BlockPerson(user_id=bob.user_id))
    there, mine = await world.connect(bob), await world.connect(ann)
    there.take(), mine.take()
    await world.do(ann, MarkChat(chat_id=chat_id, read_seq=1))
    assert there.rows() == []
    assert (await marks(world, bob, chat_id)).get(ann.user_id, (0, 0)) == (0, 0)
    changes = await world.do(ann, GetChanges(scope=account_scope(ann.user_id), after=0))
    assert 1 in [getattr(row, "read_seq", 0) for row in changes.rows.rows if getattr(row, "chat_id", "") == chat_id]
