"""Requests to join: first who must not learn of them or answer; then they are asked, shown live and answered once."""

from __future__ import annotations

from typing import Any

import pytest

from molva.protocol.commands import (
    AddMember,
    AnswerJoinRequest,
    ChangeAccount,
    ChangeChat,
    ChangeRole,
    ChatInvite,
    CreateChatInvite,
    DeleteChat,
    GetChanges,
    GetChat,
    JoinChat,
    LeaveChat,
    ListChatInvites,
    LookUpChatInvite,
    RemoveMember,
    RevokeChatInvite,
    WithdrawJoinRequest,
)
from molva.protocol.errors import ChatNotFound, JoiningRefused, JoinRequestNotFound, RightsMissing, TooManyJoinRequests
from molva.protocol.rows import ChatRole, JoinRequest, JoinState, MemberAdded, Message, account_scope
from molva.server.features.chat_invites import requests
from molva.server.kernel.caller import Caller
from tests.fixtures.world import Socket, World

pytestmark = pytest.mark.anyio

HOUR_MS = 3_600_000


async def link(world: World, who: Caller, chat_id: str, **limits: Any) -> ChatInvite:
    """Make a link by which one asks."""
    return await world.do(who, CreateChatInvite(chat_id=chat_id, approval=True, **limits))


async def ask(world: World, who: Caller, invite: ChatInvite) -> None:
    """Follow a link, and have to wait."""
    assert (await world.do(who, JoinChat(code=invite.code or ""))).asked


async def answer(world: World, who: Caller, chat_id: str, other: Caller, *, approve: bool) -> None:
    """Answer a request."""
    await world.do(who, AnswerJoinRequest(chat_id=chat_id, user_id=other.user_id, approve=approve))


async def kept(world: World, who: Caller) -> list[tuple[str, JoinState]]:
    """Whose requests a device of somebody's has that was away, but for the tombstones."""
    changes = await world.do(who, GetChanges(scope=account_scope(who.user_id), after=0))
    rows = [row for row in changes.rows.rows if isinstance(row, JoinRequest)]
    return [(row.user_id, row.state) for row in rows if row.state is not JoinState.CLOSED]


def told(socket: Socket) -> list[tuple[str, JoinState]]:
    """Whose requests have come since the last look."""
    return [(row.user_id, row.state) for row in socket.rows() if isinstance(row, JoinRequest)]


async def test_members_and_strangers_neither_learn_of_a_request_nor_answer_it(world: World) -> None:
    ann, bob, cat, eve = await world.people("ann", "bob", "cat", "eve")
    chat_id = await world.group(ann, bob)
    devices = [await world.connect(who) for who in (bob, eve)]
    for device in devices:
        device.take()
    await ask(world, cat, await link(world, ann, chat_id))
    assert [device.take() for device in devices] == [[], []]
    assert (await kept(world, bob), await kept(world, eve)) == ([], [])
    for who, refusal in ((bob, RightsMissing), (eve, ChatNotFound), (cat, ChatNotFound)):
        for approve in (True, False):
            with pytest.raises(refusal):
                await answer(world, who, chat_id, cat, approve=approve)
    with pytest.raises(ChatNotFound):
        await world.do(cat, GetChat(chat_id=chat_id))
    assert await kept(world, cat) == [(cat.user_id, JoinState.WAITING)]


async def test_nobody_answers_what_was_not_asked(world: World) -> None:
    ann, bob, cat = await world.people("ann", "bob", "cat")
    chat_id = await world.group(ann, bob)
    for other in (bob, cat):
        with pytest.raises(JoinRequestNotFound):
            await answer(world, ann, chat_id, other, approve=True)
    with pytest.raises(JoinRequestNotFound):
        await world.do(cat, WithdrawJoinRequest(chat_id=chat_id))


async def test_a_request_is_told_live_and_approved_once(world: World) -> None:
    ann, bob, cat = await world.people("ann", "bob", "cat")
    chat_id = await world.group(ann, bob)
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    invite = await link(world, ann, chat_id)
    owner, admin, asker = [await world.connect(who) for who in (ann, bob, cat)]
    for device in (owner, admin, asker):
        device.take()
    await ask(world, cat, invite)
    waiting = [(cat.user_id, JoinState.WAITING)]
    (row,) = [row for row in asker.rows() if isinstance(row, JoinRequest)]
    assert (row.chat_name, row.name, row.asked_at) == ("Group", "cat", world.clock())
    assert (told(owner), told(admin)) == (waiting, waiting)
    assert (await world.do(cat, LookUpChatInvite(code=invite.code or ""))).asked
    # Asking again changes nothing.
    await ask(world, cat, invite)
    assert (told(owner), told(asker)) == ([], [])

    await answer(world, bob, chat_id, cat, approve=True)
    rows = owner.rows()
    assert (cat.user_id, JoinState.CLOSED) in [(row.user_id, row.state) for row in rows if isinstance(row, JoinRequest)]
    said = [(row.sender_id, row.service) for row in rows if isinstance(row, Message)]
    assert said == [(bob.user_id, MemberAdded(user_id=cat.user_id))]
    assert told(asker) == [(cat.user_id, JoinState.CLOSED)]
    assert (await world.do(cat, GetChat(chat_id=chat_id))).chat.member_count == 3
    with pytest.raises(JoinRequestNotFound):
        await answer(world, ann, chat_id, cat, approve=True)
    assert [each.uses for each in (await world.do(ann, ListChatInvites(chat_id=chat_id))).invites] == [1]


async def test_a_refusal_is_told_to_whoever_asked_and_holds_for_a_day(world: World) -> None:
    ann, cat = await world.people("ann", "cat")
    chat_id = await world.group(ann)
    invite = await link(world, ann, chat_id)
    await ask(world, cat, invite)
    await answer(world, ann, chat_id, cat, approve=False)
    assert await kept(world, cat) == [(cat.user_id, JoinState.REFUSED)]
    assert await kept(world, ann) == []
    await world.do(cat, WithdrawJoinRequest(chat_id=chat_id))
    assert await kept(world, cat) == []
    with pytest.raises(JoinRequestNotFound):
        await world.do(cat, WithdrawJoinRequest(chat_id=chat_id))
    await world.pass_time(requests.REFUSED_HOURS * HOUR_MS - 1)
    with pytest.raises(JoiningRefused):
        await ask(world, cat, invite)
    await world.pass_time(1)
    await ask(world, cat, invite)
    assert await kept(world, ann) == [(cat.user_id, JoinState.WAITING)]


async def test_what_is_withdrawn_is_gone_for_all(world: World) -> None:
    ann, cat = await world.people("ann", "cat")
    chat_id = await world.group(ann)
    invite = await link(world, ann, chat_id)
    await ask(world, cat, invite)
    await world.do(cat, WithdrawJoinRequest(chat_id=chat_id))
    assert (await kept(world, ann), await kept(world, cat)) == ([], [])
    with pytest.raises(JoinRequestNotFound):
        await answer(world, ann, chat_id, cat, approve=True)
    await ask(world, cat, invite)


@pytest.mark.parametrize("how", ["revoked", "deleted"])
async def test_with_the_link_or_the_group_its_requests_go(world: World, how: str) -> None:
    ann, cat, dan = await world.people("ann", "cat", "dan")
    chat_id = await world.group(ann)
    invite, other = await link(world, ann, chat_id), await link(world, ann, chat_id)
    await ask(world, cat, invite)
    await ask(world, dan, other)
    if how == "revoked":
        await world.do(ann, RevokeChatInvite(chat_id=chat_id, invite_id=invite.id))
        assert await kept(world, ann) == [(dan.user_id, JoinState.WAITING)]
    else:
        await world.do(ann, DeleteChat(chat_id=chat_id))
        assert (await kept(world, ann), await kept(world, dan)) == ([], [])
    assert await kept(world, cat) == []


async def test_who_answers_has_the_rows_as_long_as_they_may(world: World) -> None:
    ann, bob, cat = await world.people("ann", "bob", "cat")
    chat_id = await world.group(ann, bob)
    await ask(world, cat, await link(world, ann, chat_id))
    device = await world.connect(bob)
    device.take()
    for role, state in ((ChatRole.ADMIN, JoinState.WAITING), (ChatRole.MEMBER, JoinState.CLOSED)):
        await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=role))
        assert told(device) == [(cat.user_id, state)]
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    await world.do(bob, LeaveChat(chat_id=chat_id))
    assert await kept(world, bob) == []
    assert await kept(world, ann) == [(cat.user_id, JoinState.WAITING)]


async def test_who_is_let_in_another_way_waits_no_more(world: World) -> None:
    ann, cat = await world.people("ann", "cat")
    chat_id = await world.group(ann)
    await ask(world, cat, await link(world, ann, chat_id))
    await world.do(ann, AddMember(chat_id=chat_id, user_id=cat.user_id))
    assert (await kept(world, ann), await kept(world, cat)) == ([], [])


async def test_who_was_removed_asks_whatever_the_link_says(world: World) -> None:
    ann, cat = await world.people("ann", "cat")
    chat_id = await world.group(ann, cat)
    invite = await world.do(ann, CreateChatInvite(chat_id=chat_id))
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=cat.user_id))
    assert (await world.do(cat, LookUpChatInvite(code=invite.code or ""))).approval
    await ask(world, cat, invite)
    await answer(world, ann, chat_id, cat, approve=True)
    # Let in again, they are like everybody else.
    await world.do(cat, LeaveChat(chat_id=chat_id))
    assert not (await world.do(cat, JoinChat(code=invite.code or ""))).asked


async def test_a_link_that_is_over_meanwhile_does_not_stand_in_the_way_of_an_answer(world: World) -> None:
    ann, cat, dan = await world.people("ann", "cat", "dan")
    chat_id = await world.group(ann)
    invite = await link(world, ann, chat_id, max_uses=1, lifetime_s=60)
    await ask(world, cat, invite)
    await ask(world, dan, invite)
    await answer(world, ann, chat_id, cat, approve=True)
    await world.pass_time(60_000)
    await answer(world, ann, chat_id, dan, approve=True)
    assert (await world.do(ann, GetChat(chat_id=chat_id))).chat.member_count == 3
    assert [each.uses for each in (await world.do(ann, ListChatInvites(chat_id=chat_id))).invites] == [1]


async def test_new_names_reach_whoever_has_the_request(world: World) -> None:
    ann, cat = await world.people("ann", "cat")
    chat_id = await world.group(ann)
    await ask(world, cat, await link(world, ann, chat_id))
    owner, asker = await world.connect(ann), await world.connect(cat)
    owner.take(), asker.take()
    await world.do(cat, ChangeAccount(name="Catherine"))
    assert [row.name for row in owner.rows() if isinstance(row, JoinRequest)] == ["Catherine"]
    await world.do(ann, ChangeChat(chat_id=chat_id, name="Renamed"))
    names = [row.chat_name for row in asker.rows() if isinstance(row, JoinRequest)]
    assert names[-1] == "Renamed"


async def test_only_so_many_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ann, cat, dan = await world.people("ann", "cat", "dan")
    chat_id = await world.group(ann)
    invite = await link(world, ann, chat_id)
    monkeypatch.setattr(requests, "MAX_JOIN_REQUESTS", 1)
    await ask(world, cat, invite)
    with pytest.raises(TooManyJoinRequests):
        await ask(world, dan, invite)
