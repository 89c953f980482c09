"""Commands about the server itself and the invites to register on it."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from molva.protocol.commands.base import Command, Done, ShortText
from molva.protocol.ids import InviteId, Millis


class ServerInfo(Struct, frozen=True, kw_only=True):
    """What anybody may know of this server before signing in."""

    name: str
    version: str
    registration: Literal["open", "invite", "closed"]
    set_up: bool
    """False until the first account, the owner's, exists."""
    max_text: int
    ban_appeal: str = ""
    """Whom to turn to about a ban, in the words of whoever runs the server; empty: its owner."""
    directory: bool = True
    """Chats can be public here."""
    link_previews: bool = False
    """The server fetches the pages that messages name, to show what they are about."""
    edit_hours: int = 48
    """Hours in which one may change what one has written; 0 for ever."""
    edit_history: bool = False
    """What a changed message said before is kept for the owner and the admins of its group or channel."""


class GetServer(Command[ServerInfo], tag="get_server", frozen=True, kw_only=True):
    """Read what the server is called and whether one can register."""


class ChangeServer(Command[ServerInfo], tag="change_server", frozen=True, kw_only=True):
    """Change the server's name or who may register; for its owner and admins."""

    name: ShortText | None = None
    registration: Literal["open", "invite", "closed"] | None = None


class Invite(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An invite to register; `code` is shown once, when it is made."""

    id: InviteId
    created_at: Millis
    expires_at: Millis | None = None
    max_uses: int | None = None
    uses: int = 0
    code: str | None = None


class InviteList(Struct, frozen=True, kw_only=True):
    """The invites that still work, newest first."""

    invites: list[Invite]


class CreateInvite(Command[Invite], tag="create_invite", frozen=True, kw_only=True):
    """Make an invite to register; for the server's owner and admins."""

    max_uses: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    lifetime_s: Annotated[int, Meta(ge=60, le=366 * 86_400)] | None = None


class ListInvites(Command[InviteList], tag="list_invites", frozen=True, kw_only=True):
    """List the invites that still work; for the server's owner and admins."""


class RevokeInvite(Command[Done], tag="revoke_invite", frozen=True, kw_only=True):
    """Make an invite useless at once; for the server's owner and admins."""

    invite_id: InviteId


class Invitation(Struct, frozen=True, kw_only=True):
    """What an invite says to whoever holds its code."""

    inviter: str
    """The name of the person who made it."""
    state: Literal["works", "expired", "used_up"]


class LookUpInvite(Command[Invitation], tag="look_up_invite", frozen=True, kw_only=True):
    """Ask who invites and whether the invite still works; a revoked one is not found."""

    code: ShortText
