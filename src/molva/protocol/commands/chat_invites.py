"""Commands about the links that lead into a group, and about asking to be let in."""

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from molva.protocol.commands.base import Command, Done, ShortText
from molva.protocol.ids import ChatId, InviteId, Millis, UserId

MAX_CHAT_INVITES: Final = 100
"""Links that a group may have at a time."""

MAX_JOIN_REQUESTS: Final = 500
"""People who may wait for a group's answer; all of them are part of the replica of each who answers."""

MAX_ADD_REQUESTS: Final = 200
"""People whom a group may have asked at a time whether they want to be added."""

MAX_OWN_ADD_REQUESTS: Final = 100
"""Groups that may have asked one person at a time; all of them are part of the person's replica."""


class ChatInvite(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A link into a group; `code` is shown once, when it is made."""

    id: InviteId
    chat_id: ChatId
    created_by: UserId
    created_at: Millis
    name: str = ""
    """For those who manage links; who follows one is not told."""
    expires_at: Millis | None = None
    max_uses: int | None = None
    uses: int = 0
    """People who have joined by it."""
    approval: bool = False
    """Who follows it asks to be let in."""
    registers: bool = False
    """It opens registration too, on a server where that takes an invite."""
    code: str | None = None


class ChatInviteList(Struct, frozen=True, kw_only=True):
    """The links of a group, newest first, those that have expired or are used up among them, revoked ones not."""

    invites: list[ChatInvite]


class CreateChatInvite(Command[ChatInvite], tag="create_chat_invite", frozen=True, kw_only=True):
    """Make a link into a group; for its owner and admins."""

    chat_id: ChatId
    name: ShortText = ""
    max_uses: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    lifetime_s: Annotated[int, Meta(ge=60, le=366 * 86_400)] | None = None
    approval: bool = False
    registers: bool = False
    """Let it open registration too; only for those who also are the server's owner or admins."""


class ListChatInvites(Command[ChatInviteList], tag="list_chat_invites", frozen=True, kw_only=True):
    """List the links of a group; for its owner and admins."""

    chat_id: ChatId


class RevokeChatInvite(Command[Done], tag="revoke_chat_invite", frozen=True, kw_only=True):
    """Make a link useless at once; for the group's owner and admins. Who has asked by it waits no more."""

    chat_id: ChatId
    invite_id: InviteId


class ChatInvitation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a link says to whoever holds its code; of a group that it no longer leads into, nothing."""

    state: Literal["works", "expired", "used_up", "revoked"]
    chat_name: str = ""
    member_count: int = 0
    inviter: str = ""
    """The name of the person who made it."""
    approval: bool = False
    registers: bool = False
    description: str = ""
    """Told to those who are signed in."""
    chat_id: ChatId | None = None
    """Told to those who are in the group, or have asked to be."""
    asked: bool = False
    """The caller waits for the answer."""


class LookUpChatInvite(Command[ChatInvitation], tag="look_up_chat_invite", frozen=True, kw_only=True):
    """Ask where a link leads and whether it still works; needs no session."""

    code: ShortText


class Joining(Struct, frozen=True, kw_only=True):
    """What became of following a link: the caller is in the group, or has asked to be."""

    chat_id: ChatId
    asked: bool = False


class JoinChat(Command[Joining], tag="join_chat", frozen=True, kw_only=True):
    """Follow a link into a group. Whoever is in it already, or has asked already, uses nothing up.

    Where the link says so, and where the caller was once removed from the group, this asks to be let in.
    """

    code: ShortText


class WithdrawJoinRequest(Command[Done], tag="withdraw_join_request", frozen=True, kw_only=True):
    """Wait for a group's answer no more, or put a refusal away."""

    chat_id: ChatId


class AnswerJoinRequest(Command[Done], tag="answer_join_request", frozen=True, kw_only=True):
    """Let somebody into a group who has asked, or refuse; for its owner and admins."""

    chat_id: ChatId
    user_id: UserId
    approve: bool


class AnswerAddRequest(Command[Done], tag="answer_add_request", frozen=True, kw_only=True):
    """Join a group that asks whether one wants to be added, or decline; declining is told to nobody."""

    chat_id: ChatId
    accept: bool
