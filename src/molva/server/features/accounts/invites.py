"""Invites to register: made, listed and revoked by the server's owner and admins, read by who was given one."""

import msgspec

from molva.protocol.commands import (
    CreateInvite,
    Done,
    Invitation,
    Invite,
    InviteList,
    ListInvites,
    LookUpInvite,
    RevokeInvite,
)
from molva.protocol.errors import InviteNotFound
from molva.protocol.ids import new_id
from molva.server.features.accounts.server import require_admin
from molva.server.features.accounts.store import invites as store
from molva.server.features.accounts.tokens import new_code
from molva.server.kernel.context import Context, View


def create_invite(ctx: Context, command: CreateInvite) -> Invite:
    """Handle `CreateInvite`; the answer is the only place where the code is ever seen."""
    require_admin(ctx)
    code = new_code()
    invite = Invite(
        id=new_id(ctx.now),
        created_at=ctx.now,
        expires_at=None if command.lifetime_s is None else ctx.now + command.lifetime_s * 1000,
        max_uses=command.max_uses,
    )
    store.add_invite(ctx.connection, invite, code, ctx.user_id)
    return msgspec.structs.replace(invite, code=code)


def list_invites(view: View, command: ListInvites) -> InviteList:
    """Handle `ListInvites`."""
    require_admin(view)
    return InviteList(invites=store.list_invites(view.connection, view.now))


def revoke_invite(ctx: Context, command: RevokeInvite) -> Done:
    """Handle `RevokeInvite`."""
    require_admin(ctx)
    if not store.delete_invite(ctx.connection, command.invite_id):
        raise InviteNotFound
    return Done()


def look_up_invite(view: View, command: LookUpInvite) -> Invitation:
    """Handle `LookUpInvite`; whoever has the code may know whose it is, and why it no longer works."""
    found = store.find_invitation(view.connection, command.code, view.now)
    if found is None:
        raise InviteNotFound
    return found
