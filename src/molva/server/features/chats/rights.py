"""Who may do what in a chat, how fast its members write, and to whom it belongs."""

from typing import Any, Final

from molva.protocol.commands import ChangeRights, TransferChat
from molva.protocol.errors import NotAGroup, NotAMember, Oneself, RightsMissing
from molva.protocol.rows import Chat, ChatKind, ChatRole, Member, OwnerChanged
from molva.server.features.chats import store
from molva.server.features.chats.events import ChatEvent
from molva.server.features.chats.store.access import RANK, Place, require_member, visible
from molva.server.features.chats.store.rows import find_chat
from molva.server.kernel.context import Context

RIGHTS: Final = ("who_writes", "who_adds", "who_pins", "who_changes", "who_comments")
PACE: Final = ("slow_s", "hourly")


def change_rights(ctx: Context, command: ChangeRights) -> Chat:
    """Handle `ChangeRights`; the same again changes nothing, and the chat tells nothing of it."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    place.require_role(ChatRole.ADMIN)
    before = find_chat(ctx.connection, command.chat_id)
    changes: dict[str, Any] = {}
    for name in (*RIGHTS, *PACE):
        value = getattr(command, name)
        if value is not None and value != getattr(before, name):
            changes[name] = value
    for name in RIGHTS:
        if name in changes:
            _check_right(place, name, getattr(before, name), changes[name])
    return store.update_rights(ctx, command.chat_id, changes) if changes else before


def transfer_chat(ctx: Context, command: TransferChat) -> Member:
    """Handle `TransferChat`."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    place.require_role(ChatRole.OWNER)
    if command.user_id == ctx.user_id:
        raise Oneself
    if visible(ctx.connection, command.user_id, command.chat_id) is None:
        raise NotAMember
    store.update_role(ctx, command.chat_id, ctx.user_id, ChatRole.ADMIN)
    member = store.update_role(ctx, command.chat_id, command.user_id, ChatRole.OWNER)
    if member.left:
        # They have gone since; from the first change on nobody comes between.
        raise NotAMember
    ctx.note(ChatEvent(command.chat_id, OwnerChanged(user_id=command.user_id)))
    return member


def _check_right(place: Place, name: str, before: ChatRole, after: ChatRole) -> None:
    if place.kind is ChatKind.CHANNEL and after is ChatRole.MEMBER and name != "who_comments":
        raise NotAGroup
    if RANK[place.role] < max(RANK[before], RANK[after]):
        raise RightsMissing
