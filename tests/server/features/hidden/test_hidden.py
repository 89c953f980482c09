"""Deleting for oneself: nobody else learns of it, one's other devices do, and no row outlives its message."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from molva.protocol.commands import (
    AddMember,
    ChangeChat,
    ChangeRole,
    ClearHistory,
    DeleteChat,
    GetChanges,
    GetHistory,
    HideMessages,
    LeaveChat,
    RemoveMember,
)
from molva.protocol.errors import ChatNotFound, MessageNotFound
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole, HiddenMessage, Membership, account_scope
from molva.server.features.hidden.tables import hidden
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def kept(world: World, who: Caller, after: int = 0) -> list[HiddenMessage]:
    """What somebody has hidden, as a device gets it that was away."""
    changes = await world.do(who, GetChanges(scope=account_scope(who.user_id), after=after))
    return [row for row in changes.rows.rows if isinstance(row, HiddenMessage)]


async def stored(world: World) -> list[int]:
    """Every number in the table."""
    query = select(hidden.c.seq).order_by(hidden.c.seq)
    return await world.core.database.read(lambda connection: list(connection.execute(query).scalars()))


async def test_only_what_one_sees_can_be_hidden(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, history_shared=False)
    seq = (await world.say(ann, chat_id, "hello")).seq
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    for who, chat in ((eve, chat_id), (bob, chat_id), (ann, new_id(1))):
        with pytest.raises(ChatNotFound):
            await world.do(who, HideMessages(chat_id=chat, seqs=(seq,)))
    await world.do(ann, AddMember(chat_id=chat_id, user_id=eve.user_id))
    for who, number in ((eve, seq), (ann, seq + 100), (ann, 0)):
        with pytest.raises(MessageNotFound):
            await world.do(who, HideMessages(chat_id=chat_id, seqs=(1, number) if who is ann else (number,)))
    assert await stored(world) == []


async def test_ones_devices_hear_of_it_and_nobody_else(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    seqs = [(await world.say(bob, chat_id, text)).seq for text in ("one", "two", "three")]
    here, other = await world.connect(ann), await world.connect(bob)
    here.take(), other.take()
    await world.do(ann, HideMessages(chat_id=chat_id, seqs=(seqs[2], seqs[0], seqs[0])))
    rows = await kept(world, ann)
    assert [row.seq for row in rows] == [seqs[0], seqs[2]]
    assert here.rows() == rows
    assert (other.take(), await kept(world, bob)) == ([], [])
    # Replicas know which messages they have by their numbers: the history has no holes for anybody.
    for who in (ann, bob):
        history = await world.do(who, GetHistory(chat_id=chat_id))
        assert [message.text for message in history.messages] == ["one", "two", "three"]


async def test_the_same_again_changes_nothing(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    seqs = tuple([(await world.say(bob, chat_id, text)).seq for text in ("one", "two")])
    await world.do(ann, HideMessages(chat_id=chat_id, seqs=seqs[:1]))
    first = await kept(world, ann)
    await world.do(ann, HideMessages(chat_id=chat_id, seqs=seqs[:1]))
    assert await kept(world, ann) == first
    await world.do(ann, HideMessages(chat_id=chat_id, seqs=seqs))
    assert [row.seq for row in await kept(world, ann, first[0].rev)] == [seqs[1]]


async def test_no_row_outlives_its_message(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seqs = tuple([(await world.say(ann, chat_id, text)).seq for text in ("one", "two", "three")])
    for who in (ann, bob):
        await world.do(who, HideMessages(chat_id=chat_id, seqs=seqs))
    await world.do(bob, ClearHistory(chat_id=chat_id, up_to=seqs[1]))
    assert await stored(world) == sorted([*seqs, seqs[2]])
    await world.do(bob, LeaveChat(chat_id=chat_id))
    await world.do(ann, DeleteChat(chat_id=chat_id))
    assert await stored(world) == []


async def test_it_stays_hidden_from_whoever_leaves_and_comes_back(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seqs = tuple([(await world.say(ann, chat_id, text)).seq for text in ("one", "two", "three")])
    for who in (ann, bob):
        await world.do(who, HideMessages(chat_id=chat_id, seqs=seqs[:2]))
    hers = await kept(world, ann)
    here = await world.connect(bob)
    for leave in (LeaveChat(chat_id=chat_id), None):
        await (world.do(bob, leave) if leave else world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id)))
        assert await kept(world, bob) == []
        here.take()
        await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
        again = await kept(world, bob)
        assert [row.seq for row in again] == list(seqs[:2])
        told = here.rows()
        assert [row for row in told if isinstance(row, HiddenMessage)] == again
        # Devices forget a chat with everything in it when they hear that it was left.
        assert next(type(row) for row in told if isinstance(row, Membership | HiddenMessage)) is Membership
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    assert (await kept(world, bob), await kept(world, ann)) == (again, hers)


async def test_what_one_does_not_see_after_coming_back_is_not_told(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "one")).seq
    await world.do(bob, HideMessages(chat_id=chat_id, seqs=(seq,)))
    await world.do(bob, LeaveChat(chat_id=chat_id))
    await world.do(ann, ChangeChat(chat_id=chat_id, history_shared=False))
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    assert await kept(world, bob) == []
    await world.do(bob, LeaveChat(chat_id=chat_id))
    await world.do(ann, ChangeChat(chat_id=chat_id, history_shared=True))
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    assert [row.seq for row in await kept(world, bob)] == [seq]
