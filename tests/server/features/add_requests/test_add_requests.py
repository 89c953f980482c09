"""Requests to be added: first who must not be in, know or answer; then they are asked, answer once, and it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from molva.protocol.commands import (
    AddMember,
    AnswerAddRequest,
    BlockPerson,
    ChangeAccount,
    ChangeChat,
    ChangeRights,
    ChangeRole,
    Command,
    CreateGroup,
    DeleteAccount,
    DeleteChat,
    GetChanges,
    GetChat,
    GetHistory,
    LeaveChat,
    ListChats,
    ListMembers,
    OpenedChat,
    RemoveMember,
    UnblockPerson,
    WhatStays,
)
from molva.protocol.errors import (
    AddingNotAccepted,
    AddRequestNotFound,
    AlreadyAMember,
    ChatNotFound,
    RightsMissing,
    TooManyAddRequests,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import (
    AddRequest,
    ChatRole,
    Circle,
    MemberAdded,
    Membership,
    Message,
    account_scope,
    chat_scope,
)
from molva.server.features.add_requests import asking
from molva.server.kernel.caller import Caller
from tests.fixtures.world import PASSWORD, World

pytestmark = pytest.mark.anyio

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


async def careful(world: World, *usernames: str) -> list[Caller]:
    """Register people who want to be asked."""
    people = await world.people(*usernames)
    for who in people:
        await world.do(who, ChangeAccount(ask_before_adding=True))
    return people


async def add(world: World, who: Caller, chat_id: str, other: Caller) -> bool:
    """Add somebody; were they asked?"""
    added = await world.do(who, AddMember(chat_id=chat_id, user_id=other.user_id))
    assert added.asked == (added.member is None)
    return added.asked


async def answer(world: World, who: Caller, chat_id: str, *, accept: bool) -> None:
    await world.do(who, AnswerAddRequest(chat_id=chat_id, accept=accept))


async def asked(world: World, who: Caller) -> list[AddRequest]:
    """What a device of somebody's has that was away, but for the tombstones; those are empty."""
    changes = await world.do(who, GetChanges(scope=account_scope(who.user_id), after=0))
    rows = [row for row in changes.rows.rows if isinstance(row, AddRequest)]
    for row in rows:
        assert not row.closed or row == AddRequest(chat_id=row.chat_id, rev=row.rev, closed=True)
    return [row for row in rows if not row.closed]


async def members(world: World, who: Caller, chat_id: str) -> set[str]:
    return {member.username for member in (await world.do(who, ListMembers(chat_id=chat_id))).members}


async def test_who_is_asked_is_not_in_and_sees_nothing_but_the_request(world: World) -> None:
    (ann,), (max_,) = await world.people("ann"), await careful(world, "max")
    chat_id = await world.group(ann)
    await world.say(ann, chat_id, "secret")
    device = await world.connect(max_)
    device.take()
    assert await add(world, ann, chat_id, max_)
    (row,) = device.rows()
    assert isinstance(row, AddRequest)
    told = (row.chat_id, row.chat_name, row.channel, row.member_count, row.inviter_id, row.inviter_name, row.asked_at)
    assert told == (chat_id, "Group", False, 1, ann.user_id, "ann", world.clock())
    assert await members(world, ann, chat_id) == {"ann"}
    await world.say(ann, chat_id, "more")
    assert device.rows() == []
    attempts: list[Command[Any]] = [
        GetChat(chat_id=chat_id),
        GetHistory(chat_id=chat_id),
        ListMembers(chat_id=chat_id),
        GetChanges(scope=chat_scope(chat_id)),
    ]
    for attempt in attempts:
        with pytest.raises(ChatNotFound):
            await world.do(max_, attempt)
    assert chat_id not in {state.chat.id for state in (await world.do(max_, ListChats())).chats}


async def test_nobody_else_has_the_request_or_answers_it(world: World) -> None:
    (ann, bob), (max_,) = await world.people("ann", "bob"), await careful(world, "max")
    chat_id = await world.group(ann, bob)
    devices = [await world.connect(who) for who in (ann, bob)]
    for device in devices:
        device.take()
    await add(world, ann, chat_id, max_)
    assert [device.rows() for device in devices] == [[], []]
    for who in (ann, bob):
        with pytest.raises(AddRequestNotFound):
            await answer(world, who, chat_id, accept=True)
        assert await asked(world, who) == []
    with pytest.raises(AddRequestNotFound):
        await answer(world, max_, new_id(world.clock()), accept=True)


async def test_who_may_not_add_does_not_ask_either(world: World) -> None:
    (ann, bob, eve), (max_,) = await world.people("ann", "bob", "eve"), await careful(world, "max")
    chat_id = await world.group(ann, bob)
    for who, refusal in ((bob, RightsMissing), (eve, ChatNotFound)):
        with pytest.raises(refusal):
            await add(world, who, chat_id, max_)
    await world.do(max_, ChangeAccount(who_may_add=Circle.CONTACTS))
    with pytest.raises(AddingNotAccepted):
        await add(world, ann, chat_id, max_)
    await world.do(max_, ChangeAccount(who_may_add=Circle.EVERYBODY))
    await world.do(max_, BlockPerson(user_id=ann.user_id))
    with pytest.raises(AddingNotAccepted):
        await add(world, ann, chat_id, max_)
    assert await asked(world, max_) == []


async def test_who_accepts_is_in_as_if_just_added(world: World) -> None:
    (ann, bob), (max_,) = await world.people("ann", "bob"), await careful(world, "max")
    chat_id = await world.group(ann, bob)
    await add(world, ann, chat_id, max_)
    device, other = await world.connect(max_), await world.connect(bob)
    device.take()
    other.take()
    await answer(world, max_, chat_id, accept=True)
    (message,) = [row for row in other.rows() if isinstance(row, Message)]
    assert (message.sender_id, message.service) == (ann.user_id, MemberAdded(user_id=max_.user_id))
    rows = device.rows()
    assert [row.closed for row in rows if isinstance(row, AddRequest)] == [True]
    assert [row.left for row in rows if isinstance(row, Membership)] == [False]
    assert await members(world, max_, chat_id) == {"ann", "bob", "max"}
    with pytest.raises(AddRequestNotFound):
        await answer(world, max_, chat_id, accept=True)
    with pytest.raises(AlreadyAMember):
        await add(world, ann, chat_id, max_)
    # Nothing is left to happen later.
    await world.pass_time(31 * DAY_MS)
    assert await members(world, max_, chat_id) == {"ann", "bob", "max"}


async def test_who_declines_is_not_asked_again_for_a_day_and_the_inviter_cannot_tell(world: World) -> None:
    (ann, bob), (max_,) = await world.people("ann", "bob"), await careful(world, "max")
    chat_id = await world.group(ann, bob)
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    await add(world, ann, chat_id, max_)
    devices = [await world.connect(who) for who in (ann, bob)]
    for device in devices:
        device.take()
    before = await world.do(ann, AddMember(chat_id=chat_id, user_id=max_.user_id))
    await answer(world, max_, chat_id, accept=False)
    assert [device.rows() for device in devices] == [[], []]
    assert await asked(world, max_) == []
    for who in (ann, bob):
        assert await world.do(who, AddMember(chat_id=chat_id, user_id=max_.user_id)) == before
    world.clock.advance(DAY_MS - 1)
    assert await add(world, bob, chat_id, max_)
    assert await asked(world, max_) == []
    with pytest.raises(AddRequestNotFound):
        await answer(world, max_, chat_id, accept=True)
    world.clock.advance(1)
    assert await add(world, bob, chat_id, max_)
    assert [row.inviter_name for row in await asked(world, max_)] == ["bob"]


async def test_asking_twice_asks_once(world: World) -> None:
    (ann,), (max_,) = await world.people("ann"), await careful(world, "max")
    chat_id = await world.group(ann)
    await add(world, ann, chat_id, max_)
    device = await world.connect(max_)
    device.take()
    world.clock.advance(1)
    assert await add(world, ann, chat_id, max_)
    assert device.rows() == []
    assert len(await asked(world, max_)) == 1


async def test_a_new_group_tells_who_is_asked_and_the_same_again_whatever_they_answered(world: World) -> None:
    (ann, bob), (max_, lea) = await world.people("ann", "bob"), await careful(world, "max", "lea")
    ids = tuple(each.user_id for each in (bob, max_, lea))
    command = CreateGroup(chat_id=new_id(world.clock()), name="Walkers", user_ids=ids)
    chat_id = command.chat_id

    async def created() -> tuple[set[str], list[str]]:
        opened: OpenedChat = await world.do(ann, command)
        return {member.username for member in opened.members}, opened.asked

    waiting = sorted([max_.user_id, lea.user_id])
    assert await created() == ({"ann", "bob"}, waiting)
    assert [row.member_count for row in await asked(world, max_)] == [2]
    assert await created() == ({"ann", "bob"}, waiting)
    await answer(world, max_, chat_id, accept=False)
    assert await created() == ({"ann", "bob"}, waiting)
    await answer(world, lea, chat_id, accept=True)
    assert await created() == ({"ann", "bob", "lea"}, [max_.user_id])
    assert (await world.do(bob, GetChat(chat_id=chat_id))).chat.member_count == 3


ENDS: dict[str, Callable[[str, Caller, Caller, Caller], list[tuple[Caller, Command[Any]]]]] = {
    "the group is deleted": lambda chat, owner, admin, asked: [(owner, DeleteChat(chat_id=chat))],
    "the inviter is removed": lambda chat, owner, admin, asked: [
        (owner, RemoveMember(chat_id=chat, user_id=admin.user_id))
    ],
    "the inviter leaves": lambda chat, owner, admin, asked: [(admin, LeaveChat(chat_id=chat))],
    "the inviter is no admin any more": lambda chat, owner, admin, asked: [
        (owner, ChangeRole(chat_id=chat, user_id=admin.user_id, role=ChatRole.MEMBER))
    ],
    "only the owner adds people": lambda chat, owner, admin, asked: [
        (owner, ChangeRights(chat_id=chat, who_adds=ChatRole.OWNER))
    ],
    "the person blocks the inviter": lambda chat, owner, admin, asked: [(asked, BlockPerson(user_id=admin.user_id))],
    "the inviter blocks the person": lambda chat, owner, admin, asked: [(admin, BlockPerson(user_id=asked.user_id))],
    "the person is in by another way": lambda chat, owner, admin, asked: [
        (asked, ChangeAccount(ask_before_adding=False)),
        (owner, AddMember(chat_id=chat, user_id=asked.user_id)),
    ],
}


@pytest.mark.parametrize("how", ENDS)
async def test_it_ends_when(world: World, how: str) -> None:
    (ann, bob), (max_,) = await world.people("ann", "bob"), await careful(world, "max")
    chat_id = await world.group(ann, bob)
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    await add(world, bob, chat_id, max_)
    device = await world.connect(max_)
    device.take()
    for who, command in ENDS[how](chat_id, ann, bob, max_):
        await world.do(who, command)
    assert [row.closed for row in device.rows() if isinstance(row, AddRequest)] == [True]
    assert await asked(world, max_) == []
    with pytest.raises(AddRequestNotFound):
        await answer(world, max_, chat_id, accept=True)


async def test_it_ends_with_the_account_of_either_of_the_two(world: World) -> None:
    (ann, bob), (max_, lea) = await world.people("ann", "bob"), await careful(world, "max", "lea")
    chat_id = await world.group(ann, bob)
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    for who in (max_, lea):
        await add(world, bob, chat_id, who)
    await world.do(max_, DeleteAccount(password=PASSWORD, messages=WhatStays.KEEP))
    assert len(await asked(world, lea)) == 1
    await world.do(bob, DeleteAccount(password=PASSWORD, messages=WhatStays.KEEP))
    assert await asked(world, lea) == []
    await world.pass_time(31 * DAY_MS)
    assert await members(world, ann, chat_id) == {"ann"}


async def test_it_ends_after_thirty_days_and_may_then_be_asked_anew(world: World) -> None:
    (ann,), (max_,) = await world.people("ann"), await careful(world, "max")
    chat_id = await world.group(ann)
    await add(world, ann, chat_id, max_)
    device = await world.connect(max_)
    device.take()
    await world.pass_time(30 * DAY_MS - 1)
    assert len(await asked(world, max_)) == 1
    await world.pass_time(1)
    assert [row.closed for row in device.rows() if isinstance(row, AddRequest)] == [True]
    with pytest.raises(AddRequestNotFound):
        await answer(world, max_, chat_id, accept=True)
    await add(world, ann, chat_id, max_)
    assert len(await asked(world, max_)) == 1


async def test_what_changes_nothing_for_it_lets_it_be(world: World) -> None:
    (ann, bob, eve), (max_,) = await world.people("ann", "bob", "eve"), await careful(world, "max")
    chat_id, other = await world.group(ann, bob), await world.group(bob)
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    await add(world, bob, chat_id, max_)
    await add(world, bob, other, max_)
    await world.do(max_, BlockPerson(user_id=eve.user_id))
    await world.do(max_, ChangeAccount(ask_before_adding=False, who_may_add=Circle.NOBODY))
    await world.do(ann, ChangeRights(chat_id=chat_id, who_adds=ChatRole.MEMBER))
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.MEMBER))
    assert len(await asked(world, max_)) == 2
    await world.do(bob, LeaveChat(chat_id=chat_id))
    assert [row.chat_id for row in await asked(world, max_)] == [other]
    await world.do(bob, BlockPerson(user_id=max_.user_id))
    await world.do(bob, UnblockPerson(user_id=max_.user_id))
    assert await asked(world, max_) == []


async def test_a_new_name_of_the_group_or_the_inviter_is_shown(world: World) -> None:
    (ann,), (max_,) = await world.people("ann"), await careful(world, "max")
    chat_id = await world.group(ann)
    await add(world, ann, chat_id, max_)
    device = await world.connect(max_)
    device.take()
    await world.do(ann, ChangeChat(chat_id=chat_id, name="Walkers"))
    await world.do(ann, ChangeAccount(name="Anna"))
    rows = [row for row in device.rows() if isinstance(row, AddRequest)]
    assert [(row.chat_name, row.inviter_name) for row in rows] == [("Walkers", "ann"), ("Walkers", "Anna")]
    assert rows[-1:] == await asked(world, max_)


async def test_a_bounded_number_waits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MAX_ADD_REQUESTS", 2)
    monkeypatch.setattr(asking, "MAX_OWN_ADD_REQUESTS", 2)
    (ann,), many = await world.people("ann"), await careful(world, "max", "lea", "tom")
    groups = [await world.group(ann) for _ in range(4)]
    for who in many[:2]:
        assert await add(world, ann, groups[0], who)
    with pytest.raises(TooManyAddRequests):
        await add(world, ann, groups[0], many[2])
    assert await asked(world, many[2]) == []
    assert await add(world, ann, groups[0], many[0])
    await answer(world, many[1], groups[0], accept=False)
    assert await add(world, ann, groups[0], many[2])
    # And so many groups wait for one person; it reads like their rule.
    assert await add(world, ann, groups[1], many[0])
    with pytest.raises(AddingNotAccepted):
        await add(world, ann, groups[2], many[0])
    command = CreateGroup(chat_id=new_id(world.clock()), name="New", user_ids=(many[0].user_id,))
    with pytest.raises(AddingNotAccepted):
        await world.do(ann, command)
    with pytest.raises(ChatNotFound):
        await world.do(ann, GetChat(chat_id=command.chat_id))
