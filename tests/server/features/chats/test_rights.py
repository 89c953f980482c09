"""Rights by chat: who may change them, what each allows, and whose a chat is."""

from __future__ import annotations

from typing import Any

import pytest

from molva.protocol.commands import (
    AddMember,
    ChangeChat,
    ChangeLifetime,
    ChangeRights,
    ChangeRole,
    Command,
    EditMessage,
    GetChat,
    GetHistory,
    LeaveChat,
    PinMessage,
    React,
    RemoveMember,
    SignalTyping,
    TransferChat,
)
from molva.protocol.errors import (
    ChatNotFound,
    NotAGroup,
    NotAMember,
    Oneself,
    Refusal,
    RightsMissing,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import Chat, ChatRole, OwnerChanged
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio

MEMBER, ADMIN, OWNER = ChatRole.MEMBER, ChatRole.ADMIN, ChatRole.OWNER


async def change(world: World, who: Caller, chat_id: str, **rights: Any) -> Chat:
    return await world.do(who, ChangeRights(chat_id=chat_id, **rights))


async def promote(world: World, owner: Caller, chat_id: str, who: Caller, role: ChatRole = ADMIN) -> None:
    await world.do(owner, ChangeRole(chat_id=chat_id, user_id=who.user_id, role=role))


async def refused(world: World, who: Caller, *commands: Command[Any]) -> None:
    for command in commands:
        with pytest.raises(RightsMissing):
            await world.do(who, command)


async def test_members_and_strangers_change_no_rights(world: World) -> None:
    ann, bob, eve, dan = await world.people("ann", "bob", "eve", "dan")
    chat_id = await world.group(ann, bob, eve)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=eve.user_id))
    # Not even if they may change everything else.
    await change(world, ann, chat_id, who_changes=MEMBER)
    with pytest.raises(RightsMissing):
        await change(world, bob, chat_id, who_pins=MEMBER)
    for stranger in (eve, dan):
        with pytest.raises(ChatNotFound):
            await change(world, stranger, chat_id, who_pins=MEMBER)
    with pytest.raises(NotAGroup):
        await change(world, ann, await world.direct(ann, bob), who_writes=ADMIN)
    assert (await world.do(ann, GetChat(chat_id=chat_id))).chat.who_pins is ADMIN


async def test_an_admin_neither_takes_nor_gives_what_is_the_owners(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    await promote(world, ann, chat_id, bob)
    await change(world, ann, chat_id, who_adds=OWNER)
    for rights in ({"who_adds": MEMBER}, {"who_writes": OWNER}, {"who_pins": MEMBER, "who_adds": ADMIN}):
        with pytest.raises(RightsMissing):
            await change(world, bob, chat_id, **rights)
    row = await change(world, bob, chat_id, who_pins=MEMBER, who_writes=ADMIN)
    assert (row.who_writes, row.who_adds, row.who_pins, row.who_changes) == (ADMIN, OWNER, MEMBER, ADMIN)


async def test_a_change_is_told_once_and_silently(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    other = await world.connect(bob)
    other.take()
    changed = await change(world, ann, chat_id, who_writes=ADMIN, slow_s=30)
    assert other.rows() == [changed]
    assert await change(world, ann, chat_id, who_writes=ADMIN) == changed
    assert other.rows() == []
    history = await world.do(bob, GetHistory(chat_id=chat_id))
    assert len(history.messages) == 1


async def test_whoever_may_not_write_neither_sends_nor_edits_nor_types_but_reads_and_reacts(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await world.group(ann, bob, cid)
    seq = (await world.say(bob, chat_id, "before")).seq
    await change(world, ann, chat_id, who_writes=ADMIN)
    with pytest.raises(RightsMissing):
        await world.say(bob, chat_id, "after")
    await refused(
        world,
        bob,
        EditMessage(chat_id=chat_id, seq=seq, text="changed"),
        SignalTyping(chat_id=chat_id),
    )
    await world.do(bob, React(chat_id=chat_id, seq=seq, emoji=("👍",)))
    await promote(world, ann, chat_id, bob)
    await world.say(bob, chat_id, "an admin")
    await change(world, ann, chat_id, who_writes=OWNER)
    with pytest.raises(RightsMissing):
        await world.say(bob, chat_id, "an admin still")
    await change(world, ann, chat_id, who_writes=MEMBER)
    await world.say(cid, chat_id, "everybody")
    texts = [message.text for message in (await world.do(cid, GetHistory(chat_id=chat_id))).messages if message.text]
    assert texts == ["before", "an admin", "everybody"]


async def test_each_right_opens_its_own_commands_and_no_others(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "words")).seq
    commands: dict[str, tuple[Command[Any], ...]] = {
        "who_adds": (AddMember(chat_id=chat_id, user_id=eve.user_id),),
        "who_pins": (PinMessage(chat_id=chat_id, seq=seq),),
        "who_changes": (
            ChangeChat(chat_id=chat_id, name="Renamed"),
            ChangeLifetime(chat_id=chat_id, lifetime_s=60),
        ),
    }
    for right, opened in commands.items():
        for each in commands.values():
            await refused(world, bob, *each)
        await change(world, ann, chat_id, **{right: MEMBER})
        for command in opened:
            await world.do(bob, command)
        await change(world, ann, chat_id, **{right: OWNER})
        await promote(world, ann, chat_id, bob)
        if right != "who_adds":
            await refused(world, bob, *opened)
        await promote(world, ann, chat_id, bob, MEMBER)
        await change(world, ann, chat_id, **{right: ADMIN})


async def test_a_chat_is_handed_over_by_its_owner_to_a_member(world: World) -> None:
    ann, bob, cid, eve = await world.people("ann", "bob", "cid", "eve")
    chat_id = await world.group(ann, bob, cid)
    await promote(world, ann, chat_id, cid)
    wrong: tuple[tuple[Caller, Caller, type[Refusal]], ...] = (
        (bob, bob, RightsMissing),
        (cid, bob, RightsMissing),
        (eve, eve, ChatNotFound),
        (ann, eve, NotAMember),
        (ann, Caller(user=new_id(1)), NotAMember),
        (ann, ann, Oneself),
    )
    for who, whom, refusal in wrong:
        with pytest.raises(refusal):
            await world.do(who, TransferChat(chat_id=chat_id, user_id=whom.user_id))
    other = await world.connect(cid)
    other.take()
    member = await world.do(ann, TransferChat(chat_id=chat_id, user_id=bob.user_id))
    assert (member.user_id, member.role) == (bob.user_id, OWNER)
    *members, told = other.rows()
    assert {(row.user_id, row.role) for row in members} == {(ann.user_id, ADMIN), (bob.user_id, OWNER)}  # type: ignore[union-attr]  # a wrong kind of row fails here
    assert told.service == OwnerChanged(user_id=bob.user_id)  # type: ignore[union-attr]  # as above
    with pytest.raises(RightsMissing):
        await world.do(ann, TransferChat(chat_id=chat_id, user_id=cid.user_id))
    # Now the old owner may go.
    await world.do(ann, LeaveChat(chat_id=chat_id))
