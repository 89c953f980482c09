"""Links into groups: first who must not make, see or follow them; then how far each of them goes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from molva.protocol.commands import (
    ChangeRights,
    ChangeRole,
    ChatInvitation,
    ChatInvite,
    Command,
    CreateChatInvite,
    DeleteChat,
    GetChat,
    GetHistory,
    JoinChat,
    LeaveChat,
    ListChatInvites,
    ListChats,
    ListInvites,
    LookUpChatInvite,
    OpenDirect,
    RevokeChatInvite,
)
from molva.protocol.commands.chat_invites import MAX_CHAT_INVITES
from molva.protocol.errors import (
    ChatNotFound,
    GeneralChat,
    InvalidName,
    InviteExpired,
    InviteNotFound,
    InviteRevoked,
    InviteUsedUp,
    NotAGroup,
    NotSignedIn,
    Refusal,
    RightsMissing,
    TooManyInvites,
)
from molva.protocol.frames import Rows
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole, MemberJoined, Message
from molva.server.features.chat_invites.tables import chat_invites
from molva.server.kernel.caller import Caller
from tests.fixtures.settling import settle
from tests.fixtures.world import World
from tests.server.features.chat_invites.links import join, link, look, uses

pytestmark = pytest.mark.anyio

VISITOR = Caller(address="192.0.2.2")


async def test_only_a_groups_owner_and_admins_have_to_do_with_its_links(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    invite = await link(world, ann, chat_id)
    for who, refusal in ((bob, RightsMissing), (eve, ChatNotFound), (VISITOR, NotSignedIn)):
        refused: tuple[Command[Any], ...] = (
            CreateChatInvite(chat_id=chat_id),
            ListChatInvites(chat_id=chat_id),
            RevokeChatInvite(chat_id=chat_id, invite_id=invite.id),
        )
        for command in refused:
            with pytest.raises(refusal):
                await world.do(who, command)
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    theirs = await link(world, bob, chat_id)
    await world.do(bob, RevokeChatInvite(chat_id=chat_id, invite_id=invite.id))
    assert [each.id for each in (await world.do(ann, ListChatInvites(chat_id=chat_id))).invites] == [theirs.id]


async def test_a_link_of_another_group_is_not_ones_own_to_revoke(world: World) -> None:
    ann, eve = await world.people("ann", "eve")
    chat_id, hers = await world.group(ann), await world.group(eve)
    invite = await link(world, ann, chat_id)
    for invite_id in (invite.id, new_id(1)):
        with pytest.raises(InviteNotFound):
            await world.do(eve, RevokeChatInvite(chat_id=hers, invite_id=invite_id))
    assert (await look(world, eve, invite)).state == "works"


async def test_there_are_no_links_into_chats_of_two_or_of_everybody(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    direct = (await world.do(ann, OpenDirect(user_id=bob.user_id))).chat.id
    with pytest.raises(NotAGroup):
        await link(world, ann, direct)
    (general,) = [each.chat.id for each in (await world.do(ann, ListChats())).chats if each.chat.general]
    with pytest.raises(GeneralChat):
        await link(world, ann, general)


async def test_s19_the_code_is_long_shown_once_and_stored_as_a_hash(world: World) -> None:
    (ann,) = await world.people("ann")
    chat_id = await world.group(ann)
    codes = {(await link(world, ann, chat_id)).code or "" for _ in range(20)}
    assert len(codes) == 20
    assert all(len(code) == 22 for code in codes), "128 bits in base64"
    assert [each.code for each in (await world.do(ann, ListChatInvites(chat_id=chat_id))).invites] == [None] * 20

    def stored(connection: Any) -> str:
        return repr(connection.execute(chat_invites.select()).all())

    rows = await world.core.database.read(stored)
    assert not [code for code in codes if code in rows]


@pytest.mark.parametrize("code", ["", "no such code", "1\u0301", "' OR 1=1 --"])
async def test_an_unknown_code_says_nothing_and_leads_nowhere(world: World, code: str) -> None:
    ann, bob = await world.people("ann", "bob")
    await link(world, ann, await world.group(ann))
    for who in (VISITOR, bob):
        with pytest.raises(InviteNotFound):
            await world.do(who, LookUpChatInvite(code=code))
    with pytest.raises(InviteNotFound):
        await world.do(bob, JoinChat(code=code))


async def test_whoever_holds_the_code_learns_little_and_without_a_session_less(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, description="Where the mushrooms are")
    invite = await link(world, ann, chat_id, name="For the neighbours")
    assert await look(world, VISITOR, invite) == ChatInvitation(
        state="works", chat_name="Group", member_count=1, inviter="ann"
    )
    seen = await look(world, bob, invite)
    assert (seen.description, seen.chat_id) == ("Where the mushrooms are", None)
    assert (await look(world, ann, invite)).chat_id == chat_id


async def test_a_link_that_leads_nowhere_says_why_and_nothing_else(world: World) -> None:
    ann, bob, cat = await world.people("ann", "bob", "cat")
    chat_id = await world.group(ann)
    short = await link(world, ann, chat_id, lifetime_s=60)
    once = await link(world, ann, chat_id, max_uses=1)
    gone = await link(world, ann, chat_id, name="Gone")
    await join(world, bob, once)
    await world.do(ann, RevokeChatInvite(chat_id=chat_id, invite_id=gone.id))
    await world.pass_time(60_000)
    endings: tuple[tuple[ChatInvite, ChatInvitation, type[Refusal]], ...] = (
        (short, ChatInvitation(state="expired"), InviteExpired),
        (once, ChatInvitation(state="used_up"), InviteUsedUp),
        (gone, ChatInvitation(state="revoked"), InviteRevoked),
    )
    for invite, ended, refusal in endings:
        for who in (VISITOR, cat):
            assert await look(world, who, invite) == ended
        with pytest.raises(refusal):
            await world.do(cat, JoinChat(code=invite.code or ""))
        # Who is in is led there all the same, and uses nothing up.
        assert (await look(world, bob, invite)).chat_id == chat_id
        assert await join(world, bob, invite) == chat_id
    with pytest.raises(ChatNotFound):
        await world.do(cat, GetChat(chat_id=chat_id))
    assert sorted(await uses(world, ann, chat_id)) == [0, 1]


async def test_who_follows_a_link_is_in_and_everybody_hears_of_it(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann)
    await world.say(ann, chat_id, "before")
    invite = await link(world, ann, chat_id)
    device, theirs = await world.connect(ann), await world.connect(bob)
    device.take(), theirs.take()
    assert await join(world, bob, invite) == chat_id
    told = [row for row in device.rows() if isinstance(row, Message)]
    assert [(row.sender_id, row.service) for row in told] == [(bob.user_id, MemberJoined())]
    await settle(lambda: any(isinstance(frame, Rows) and frame.scope == f"chat:{chat_id}" for frame in theirs.frames))
    assert "before" in theirs.texts()
    # Again changes nothing.
    assert await join(world, bob, invite) == chat_id
    assert device.rows() == []
    assert await uses(world, ann, chat_id) == [1]


async def test_a_newcomer_by_link_sees_what_newcomers_see(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, history_shared=False)
    await world.say(ann, chat_id, "before")
    await join(world, bob, await link(world, ann, chat_id))
    history = await world.do(bob, GetHistory(chat_id=chat_id))
    assert [message.service for message in history.messages] == [MemberJoined()]


async def test_one_who_has_left_comes_back_by_the_link(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann)
    invite = await link(world, ann, chat_id, max_uses=2)
    await join(world, bob, invite)
    await world.do(bob, LeaveChat(chat_id=chat_id))
    await join(world, bob, invite)
    assert await uses(world, ann, chat_id) == [2]


async def test_of_many_who_come_at_once_as_many_are_let_in_as_the_link_is_for(world: World) -> None:
    (ann,) = await world.people("ann")
    chat_id = await world.group(ann)
    invite = await link(world, ann, chat_id, max_uses=10)
    crowd: list[Caller] = []
    for first in range(0, 1_000, 10):  # no more passwords at once than the server takes
        crowd += await asyncio.gather(*(world.person(f"u{number}") for number in range(first, first + 10)))
    execute = world.core.dispatcher.execute
    command = JoinChat(code=invite.code or "")
    answers = await asyncio.gather(*(execute(each, command) for each in crowd), return_exceptions=True)
    assert sum(isinstance(answer, InviteUsedUp) for answer in answers) == 990
    assert await uses(world, ann, chat_id) == [10]
    assert (await world.do(ann, GetChat(chat_id=chat_id))).chat.member_count == 11


async def test_a_group_has_so_many_links_and_no_more(world: World) -> None:
    (ann,) = await world.people("ann")
    chat_id = await world.group(ann)
    made = [await link(world, ann, chat_id) for _ in range(MAX_CHAT_INVITES)]
    with pytest.raises(TooManyInvites):
        await link(world, ann, chat_id)
    await world.do(ann, RevokeChatInvite(chat_id=chat_id, invite_id=made[0].id))
    await link(world, ann, chat_id)


async def test_a_name_of_a_link_can_be_shown(world: World) -> None:
    (ann,) = await world.people("ann")
    chat_id = await world.group(ann)
    assert (await link(world, ann, chat_id, name="  Neighbours  ")).name == "Neighbours"
    with pytest.raises(InvalidName):
        await link(world, ann, chat_id, name="a\u202eb")


async def test_with_the_group_its_links_end(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann)
    invite = await link(world, ann, chat_id, registers=True)
    await world.do(ann, DeleteChat(chat_id=chat_id))
    assert await look(world, bob, invite) == ChatInvitation(state="revoked")
    with pytest.raises(InviteRevoked):
        await world.do(bob, JoinChat(code=invite.code or ""))
    assert (await world.do(ann, ListInvites())).invites == []


async def test_an_admin_who_may_not_add_people_makes_no_links(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    made = await link(world, bob, chat_id)
    await world.do(ann, ChangeRights(chat_id=chat_id, who_adds=ChatRole.OWNER))
    commands: list[Command[Any]] = [
        CreateChatInvite(chat_id=chat_id),
        ListChatInvites(chat_id=chat_id),
        RevokeChatInvite(chat_id=chat_id, invite_id=made.id),
    ]
    for command in commands:
        with pytest.raises(RightsMissing):
            await world.do(bob, command)
    assert [each.id for each in (await world.do(ann, ListChatInvites(chat_id=chat_id))).invites] == [made.id]
