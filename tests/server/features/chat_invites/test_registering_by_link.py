"""Links into groups that open registration too: only where somebody who runs the server says so."""

from __future__ import annotations

import pytest

from molva.protocol.commands import ChangeServer, ChatInvite, Register, RevokeChatInvite
from molva.protocol.errors import InviteNotFound, InviteRequired, RightsMissing
from molva.server.features.accounts.tables import invites
from molva.server.kernel.caller import Caller
from tests.fixtures.world import PASSWORD, World
from tests.server.features.chat_invites.links import join, link, look, uses

pytestmark = pytest.mark.anyio

VISITOR = Caller(address="192.0.2.2")


async def registered(world: World, username: str, invite: ChatInvite) -> Caller:
    """Register with the code of a link."""
    done = await world.do(VISITOR, Register(username=username, password=PASSWORD, invite=invite.code))
    return Caller(user=done.account.user_id, session=done.session_id)


async def test_a_link_into_a_group_alone_is_no_way_onto_the_server(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    await world.do(ann, ChangeServer(registration="invite"))
    for who in (ann, bob):
        invite = await link(world, who, await world.group(who))
        assert not (await look(world, VISITOR, invite)).registers
        with pytest.raises(InviteNotFound):
            await registered(world, "cat", invite)
    with pytest.raises(InviteRequired):
        await world.do(VISITOR, Register(username="cat", password=PASSWORD))


async def test_only_who_may_invite_to_the_server_lets_a_link_do_so(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    await world.do(ann, ChangeServer(registration="invite"))
    theirs = await world.group(bob)
    with pytest.raises(RightsMissing):
        await link(world, bob, theirs, registers=True)
    assert await uses(world, bob, theirs) == []
    chat_id = await world.group(ann)
    invite = await link(world, ann, chat_id, registers=True, max_uses=2)
    assert (await look(world, VISITOR, invite)).registers
    cat = await registered(world, "cat", invite)
    assert await join(world, cat, invite) == chat_id
    # Who is on the server already takes the last place: nobody can register for it any more.
    await join(world, bob, invite)
    with pytest.raises(InviteNotFound):
        await registered(world, "dan", invite)


async def test_a_revoked_link_registers_nobody(world: World) -> None:
    (ann,) = await world.people("ann")
    await world.do(ann, ChangeServer(registration="invite"))
    chat_id = await world.group(ann)
    invite = await link(world, ann, chat_id, registers=True)
    await world.do(ann, RevokeChatInvite(chat_id=chat_id, invite_id=invite.id))
    with pytest.raises(InviteNotFound):
        await registered(world, "cat", invite)
    assert await world.core.database.read(lambda connection: connection.execute(invites.select()).all()) == []
