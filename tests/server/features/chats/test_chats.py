"""Chats: one a pair, groups with ranks, and always an owner."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from molva.protocol.commands import (
    AddMember,
    ChangeAccount,
    ChangeChat,
    ChangeRole,
    Command,
    CreateGroup,
    DeleteChat,
    GetChat,
    GetHistory,
    LeaveChat,
    ListChats,
    ListMembers,
    OpenDirect,
    RemoveMember,
)
from molva.protocol.errors import (
    AlreadyAMember,
    ChatIdTaken,
    ChatNotFound,
    GeneralChat,
    InvalidName,
    LastOwner,
    NotAGroup,
    NotAMember,
    Refusal,
    RightsMissing,
    UserNotFound,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatKind, ChatRole, Message
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def roles(world: World, caller: Caller, chat_id: str) -> dict[str, ChatRole]:
    page = await world.do(caller, ListMembers(chat_id=chat_id))
    return {member.username: member.role for member in page.members}


async def services(world: World, caller: Caller, chat_id: str) -> list[str]:
    history = await world.do(caller, GetHistory(chat_id=chat_id))
    return [type(message.service).__name__ for message in history.messages if message.service is not None]


async def general_of(world: World, caller: Caller) -> str:
    chats = (await world.do(caller, ListChats())).chats
    return next(state.chat.id for state in chats if state.chat.general)


async def test_both_sides_opening_at_once_open_one_chat(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    opened = await asyncio.gather(
        *(world.core.dispatcher.execute(ann, OpenDirect(user_id=bob.user_id)) for _ in range(5)),
        *(world.core.dispatcher.execute(bob, OpenDirect(user_id=ann.user_id)) for _ in range(5)),
    )
    assert len({each.chat.id for each in opened}) == 1
    assert opened[0].chat.kind is ChatKind.DIRECT
    assert {member.username for member in opened[0].members} == {"ann", "bob"}


async def test_a_chat_with_oneself_is_saved_messages(world: World) -> None:
    ann = await world.person("ann")
    opened = await world.do(ann, OpenDirect(user_id=ann.user_id))
    assert (opened.chat.kind, opened.chat.member_count) == (ChatKind.SAVED, 1)


async def test_nobody_is_no_partner(world: World) -> None:
    ann = await world.person("ann")
    with pytest.raises(UserNotFound):
        await world.do(ann, OpenDirect(user_id=new_id(1)))
    with pytest.raises(UserNotFound):
        await world.group(ann, Caller(user=new_id(1), session="x"))
    assert [state.chat.general for state in (await world.do(ann, ListChats())).chats] == [True]


async def test_creating_a_group_again_finds_it_and_a_foreign_id_is_taken(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    command = CreateGroup(chat_id=new_id(1), name="Дачный кооператив", user_ids=(bob.user_id,))
    first = await world.do(ann, command)
    assert await world.do(ann, command) == first
    for caller in (bob, await world.person("eve")):
        with pytest.raises(ChatIdTaken):
            await world.do(caller, command)
    assert await services(world, bob, command.chat_id) == ["GroupCreated"]


async def test_chats_written_to_at_the_same_moment_have_one_order(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    made = [await world.group(ann, bob) for _ in range(6)]
    for chat_id in made[::-1]:  # a row that was written anew lies elsewhere in the table
        await world.say(bob, chat_id, "hello")
    listed = [state.chat.id for state in (await world.do(ann, ListChats())).chats]
    assert [chat_id for chat_id in listed if chat_id in made] == sorted(made, reverse=True)


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "a\x00b", "x" * 65, "abc\u202edef"])
async def test_a_name_that_cannot_be_shown_is_refused(world: World, name: str) -> None:
    ann = await world.person("ann")
    with pytest.raises(InvalidName):
        await world.do(ann, CreateGroup(chat_id=new_id(1), name=name))
    chat_id = await world.group(ann)
    with pytest.raises(InvalidName):
        await world.do(ann, ChangeChat(chat_id=chat_id, name=name))
    assert (await world.do(ann, GetChat(chat_id=chat_id))).chat.name == "Group"


async def test_a_member_changes_nothing_of_the_chat(world: World) -> None:
    ann, bob, cid, eve = await world.people("ann", "bob", "cid", "eve")
    chat_id = await world.group(ann, bob, cid)
    asked: tuple[Command[Any], ...] = (
        ChangeChat(chat_id=chat_id, name="Mine"),
        AddMember(chat_id=chat_id, user_id=eve.user_id),
        RemoveMember(chat_id=chat_id, user_id=cid.user_id),
        ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.OWNER),
        DeleteChat(chat_id=chat_id),
    )
    for command in asked:
        with pytest.raises(RightsMissing):
            await world.do(bob, command)
        with pytest.raises(ChatNotFound):
            await world.do(eve, command)
    assert await services(world, bob, chat_id) == ["GroupCreated"]


async def test_s40_an_admin_rules_members_and_neither_admins_nor_owners(world: World) -> None:
    ann, bob, cid, dan = await world.people("ann", "bob", "cid", "dan")
    chat_id = await world.group(ann, bob, cid, dan)
    for user in (bob, cid):
        await world.do(ann, ChangeRole(chat_id=chat_id, user_id=user.user_id, role=ChatRole.ADMIN))
    for other in (ann, cid):
        with pytest.raises(RightsMissing):
            await world.do(bob, RemoveMember(chat_id=chat_id, user_id=other.user_id))
    with pytest.raises(RightsMissing):
        await world.do(bob, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.OWNER))
    with pytest.raises(RightsMissing):
        await world.do(bob, DeleteChat(chat_id=chat_id))
    await world.do(bob, RemoveMember(chat_id=chat_id, user_id=dan.user_id))
    await world.do(bob, ChangeChat(chat_id=chat_id, name="Renamed"))
    assert await roles(world, ann, chat_id) == {"ann": ChatRole.OWNER, "bob": ChatRole.ADMIN, "cid": ChatRole.ADMIN}
    assert await services(world, ann, chat_id) == ["GroupCreated", "MemberRemoved", "ChatRenamed"]


async def test_s39_the_last_owner_neither_leaves_nor_steps_down(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    with pytest.raises(LastOwner):
        await world.do(ann, LeaveChat(chat_id=chat_id))
    with pytest.raises(LastOwner):
        await world.do(ann, ChangeRole(chat_id=chat_id, user_id=ann.user_id, role=ChatRole.MEMBER))
    assert await roles(world, bob, chat_id) == {"ann": ChatRole.OWNER, "bob": ChatRole.MEMBER}


async def test_s39_two_owners_who_demote_each_other_at_once_leave_one(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.OWNER))
    outcomes = await asyncio.gather(
        world.core.dispatcher.execute(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.MEMBER)),
        world.core.dispatcher.execute(bob, ChangeRole(chat_id=chat_id, user_id=ann.user_id, role=ChatRole.MEMBER)),
        return_exceptions=True,
    )
    assert [isinstance(outcome, Refusal) for outcome in outcomes] == [False, True]
    assert list((await roles(world, ann, chat_id)).values()).count(ChatRole.OWNER) == 1


async def test_a_group_that_its_last_member_leaves_is_gone(world: World) -> None:
    ann = await world.person("ann")
    chat_id = await world.group(ann)
    await world.say(ann, chat_id, "alone")
    await world.do(ann, LeaveChat(chat_id=chat_id))
    with pytest.raises(ChatNotFound):
        await world.do(ann, GetHistory(chat_id=chat_id))
    with pytest.raises(ChatIdTaken):
        await world.do(ann, CreateGroup(chat_id=chat_id, name="Again"))


async def test_everybody_is_in_the_general_chat_and_stays(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await general_of(world, bob)
    assert await roles(world, bob, chat_id) == {"ann": ChatRole.OWNER, "bob": ChatRole.MEMBER}
    # Each reads its name in their own language, until it is named.
    assert (await world.do(bob, GetChat(chat_id=chat_id))).chat.name == ""
    assert (await world.do(ann, ChangeChat(chat_id=chat_id, name="Двор"))).name == "Двор"
    for caller, command in (
        (bob, LeaveChat(chat_id=chat_id)),
        (ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id)),
        (ann, DeleteChat(chat_id=chat_id)),
    ):
        with pytest.raises(GeneralChat):
            await world.do(caller, command)


async def test_what_is_for_groups_is_refused_elsewhere(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await world.direct(ann, bob)
    asked: tuple[Command[Any], ...] = (
        AddMember(chat_id=chat_id, user_id=cid.user_id),
        RemoveMember(chat_id=chat_id, user_id=bob.user_id),
        ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN),
        ChangeChat(chat_id=chat_id, name="Us"),
        LeaveChat(chat_id=chat_id),
        DeleteChat(chat_id=chat_id),
    )
    for command in asked:
        with pytest.raises(NotAGroup):
            await world.do(ann, command)


async def test_adding_twice_and_removing_a_stranger_are_told(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await world.group(ann, bob)
    with pytest.raises(AlreadyAMember):
        await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    with pytest.raises(NotAMember):
        await world.do(ann, RemoveMember(chat_id=chat_id, user_id=cid.user_id))
    with pytest.raises(UserNotFound):
        await world.do(ann, AddMember(chat_id=chat_id, user_id=new_id(1)))


async def test_members_are_listed_page_by_page_each_once(world: World) -> None:
    people = await world.people(*(f"user{n}" for n in range(7)))
    chat_id = await world.group(*people)
    listed: list[str] = []
    after = None
    while True:
        page = await world.do(people[3], ListMembers(chat_id=chat_id, after=after, limit=3))
        listed += [member.user_id for member in page.members]
        after = page.next
        if after is None:
            break
    assert listed == sorted(caller.user_id for caller in people)


async def test_a_new_name_is_shown_in_every_chat_of_the_person(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    direct, group = await world.direct(ann, bob), await world.group(bob, ann)
    device = await world.connect(bob)
    device.take()
    await world.do(ann, ChangeAccount(name="Аня Петрова"))
    shown = {(row.chat_id, row.name) for row in device.rows() if not isinstance(row, Message)}  # type: ignore[union-attr]  # only Member rows come
    assert {(direct, "Аня Петрова"), (group, "Аня Петрова")} <= shown
