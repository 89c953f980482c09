"""Pins: first who must not, and who must not learn of them; then everybody has the same ones, live and after."""

from __future__ import annotations

from typing import Any

import pytest

from molva.protocol.commands import (
    AddMember,
    ChangeRole,
    Command,
    DeleteChat,
    DeleteMessage,
    GetChanges,
    ListPins,
    OpenDirect,
    PinMessage,
    RemoveMember,
    UnpinAllMessages,
    UnpinMessage,
)
from molva.protocol.errors import ChatNotFound, MessageDeleted, MessageNotFound, RightsMissing, TooManyPins
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole, Message, MessagePinned, Pin, chat_scope
from molva.server.features.pins import commands
from molva.server.features.pins.tables import pins
from molva.server.kernel.caller import Caller
from tests.fixtures.world import Socket, World

pytestmark = pytest.mark.anyio


async def pin(world: World, who: Caller, chat_id: str, *texts: str) -> list[int]:
    """Write messages and pin them."""
    seqs = [(await world.say(who, chat_id, text)).seq for text in texts]
    for seq in seqs:
        await world.do(who, PinMessage(chat_id=chat_id, seq=seq))
    return seqs


async def kept(world: World, who: Caller, chat_id: str, after: int = 0) -> list[Pin]:
    """The pins of a chat as a device gets them that was away."""
    changes = await world.do(who, GetChanges(scope=chat_scope(chat_id), after=after))
    return [row for row in changes.rows.rows if isinstance(row, Pin)]


async def pinned(world: World, who: Caller, chat_id: str) -> list[int]:
    """The numbers of the messages that are pinned."""
    numbers = [row.seq for row in await kept(world, who, chat_id) if not row.removed]
    listed = await world.do(who, ListPins(chat_id=chat_id))
    assert [message.seq for message in listed.messages] == numbers
    return numbers


def pins_of(socket: Socket) -> list[tuple[int, bool]]:
    return [(row.seq, row.removed) for row in socket.rows() if isinstance(row, Pin)]


async def test_who_is_not_in_the_chat_neither_pins_nor_learns_what_is_pinned(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    (seq,) = await pin(world, ann, chat_id, "hello")
    device = await world.connect(bob)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    device.take()
    await pin(world, ann, chat_id, "after bob")
    assert device.take() == []
    for who, chat in ((eve, chat_id), (bob, chat_id), (ann, new_id(1))):
        commands_of_all: tuple[Command[Any], ...] = (
            PinMessage(chat_id=chat, seq=seq),
            UnpinMessage(chat_id=chat, seq=seq),
            UnpinAllMessages(chat_id=chat),
            ListPins(chat_id=chat),
        )
        for command in commands_of_all:
            with pytest.raises(ChatNotFound):
                await world.do(who, command)


async def test_a_pin_of_what_was_before_ones_time_is_not_told(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, history_shared=False)
    (before,) = await pin(world, ann, chat_id, "before bob")
    other = (await world.say(ann, chat_id, "before bob too")).seq
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    device = await world.connect(bob)
    assert pins_of(device) == []
    await world.do(ann, PinMessage(chat_id=chat_id, seq=other))
    assert device.rows() == []
    await world.do(ann, UnpinMessage(chat_id=chat_id, seq=other))
    assert device.rows() == []
    assert await pinned(world, bob, chat_id) == []
    for number in (before, other):
        with pytest.raises(MessageNotFound):
            await world.do(bob, PinMessage(chat_id=chat_id, seq=number))
        with pytest.raises(MessageNotFound):
            await world.do(bob, UnpinMessage(chat_id=chat_id, seq=number))
    await world.do(bob, UnpinAllMessages(chat_id=chat_id))
    assert await pinned(world, ann, chat_id) == [before]
    (seq,) = await pin(world, ann, chat_id, "since bob")
    assert (seq, False) in pins_of(device)
    assert await pinned(world, bob, chat_id) == [seq]


async def test_members_of_a_group_do_not_pin_its_admins_do(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    (seq,) = await pin(world, ann, chat_id, "hello")
    commands_of_admins: tuple[Command[Any], ...] = (
        PinMessage(chat_id=chat_id, seq=seq),
        UnpinMessage(chat_id=chat_id, seq=seq),
        UnpinAllMessages(chat_id=chat_id),
    )
    for command in commands_of_admins:
        with pytest.raises(RightsMissing):
            await world.do(bob, command)
    assert await pinned(world, bob, chat_id) == [seq]
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    await world.do(bob, UnpinMessage(chat_id=chat_id, seq=seq))
    assert await pinned(world, ann, chat_id) == []


@pytest.mark.parametrize("with_whom", ["bob", "oneself"])
async def test_both_pin_in_a_direct_chat_and_one_alone_among_the_saved(world: World, with_whom: str) -> None:
    ann, bob = await world.people("ann", "bob")
    other = bob if with_whom == "bob" else ann
    chat_id = (await world.do(ann, OpenDirect(user_id=other.user_id))).chat.id
    seqs = await pin(world, ann, chat_id, "one", "two")
    assert await pinned(world, other, chat_id) == seqs
    await world.do(other, UnpinMessage(chat_id=chat_id, seq=seqs[0]))
    assert await pinned(world, ann, chat_id) == seqs[1:]


async def test_what_is_deleted_is_not_pinned_and_cannot_be(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    (seq,) = await pin(world, ann, chat_id, "hello")
    device = await world.connect(bob)
    device.take()
    await world.do(ann, DeleteMessage(chat_id=chat_id, seq=seq))
    assert pins_of(device) == [(seq, True)]
    assert await pinned(world, bob, chat_id) == []
    with pytest.raises(MessageDeleted):
        await world.do(ann, PinMessage(chat_id=chat_id, seq=seq))
    for number in (1, 0, 10**9):  # 1 is a service message
        with pytest.raises(MessageNotFound):
            await world.do(ann, PinMessage(chat_id=chat_id, seq=number))


async def test_there_are_so_many_pins_and_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "MAX_PINS", 3)
    (ann,) = await world.people("ann")
    chat_id = await world.group(ann)
    seqs = await pin(world, ann, chat_id, "one", "two", "three")
    last = (await world.say(ann, chat_id, "four")).seq
    with pytest.raises(TooManyPins) as refused:
        await world.do(ann, PinMessage(chat_id=chat_id, seq=last))
    assert refused.value.params == {"limit": 3}
    assert await pinned(world, ann, chat_id) == seqs
    await world.do(ann, UnpinMessage(chat_id=chat_id, seq=seqs[0]))
    await world.do(ann, PinMessage(chat_id=chat_id, seq=last))
    assert await pinned(world, ann, chat_id) == [*seqs[1:], last]


async def test_everybody_has_the_same_live_and_after_being_away_and_is_told_by_whom(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    seq = (await world.say(ann, chat_id, "hello")).seq
    here = await world.connect(bob)
    rev = (await world.do(eve, GetChanges(scope=chat_scope(chat_id)))).rows.rev
    here.take()
    made = await world.do(ann, PinMessage(chat_id=chat_id, seq=seq))
    row, told = here.rows()
    assert row == made
    assert (made.pinned_by, made.pinned_at) == (ann.user_id, world.clock())
    assert isinstance(told, Message)
    assert (told.sender_id, told.service) == (ann.user_id, MessagePinned(seq=seq))
    assert await kept(world, eve, chat_id, rev) == [made]
    assert await kept(world, eve, chat_id, made.rev) == []
    await world.do(ann, UnpinAllMessages(chat_id=chat_id))
    (gone,) = here.rows()
    assert isinstance(gone, Pin)
    assert (gone.removed, gone.pinned_by) == (True, None)
    assert await kept(world, eve, chat_id, made.rev) == [gone]


async def test_the_same_again_changes_nothing(world: World) -> None:
    (ann,) = await world.people("ann")
    chat_id = await world.group(ann)
    (seq,) = await pin(world, ann, chat_id, "hello")
    first = await kept(world, ann, chat_id)
    assert [await world.do(ann, PinMessage(chat_id=chat_id, seq=seq))] == first
    assert await kept(world, ann, chat_id) == first
    for _ in range(2):
        await world.do(ann, UnpinMessage(chat_id=chat_id, seq=seq))
    (gone,) = await kept(world, ann, chat_id)
    await world.do(ann, UnpinMessage(chat_id=chat_id, seq=seq))
    await world.do(ann, UnpinAllMessages(chat_id=chat_id))
    assert await kept(world, ann, chat_id) == [gone]


async def test_the_list_names_the_writers_and_a_deleted_chat_leaves_none(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(bob, chat_id, "by bob")).seq
    await world.do(ann, PinMessage(chat_id=chat_id, seq=seq))
    listed = await world.do(bob, ListPins(chat_id=chat_id))
    assert [message.text for message in listed.messages] == ["by bob"]
    assert [member.user_id for member in listed.members] == [bob.user_id]
    await world.do(ann, DeleteChat(chat_id=chat_id))
    assert await world.core.database.read(lambda connection: connection.execute(pins.select()).all()) == []
