"""How long the messages of a chat are there."""

from molva.protocol.commands import ChangeLifetime
from molva.protocol.rows import Chat, LifetimeChanged
from molva.server.features.chats import store
from molva.server.features.chats.events import ChatEvent
from molva.server.features.chats.store.access import require_member
from molva.server.features.chats.store.rows import find_chat
from molva.server.kernel.context import Context


def change_lifetime(ctx: Context, command: ChangeLifetime) -> Chat:
    """Handle `ChangeLifetime`; the same again changes nothing."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    if place.led:
        place.require_role(place.who_changes)
    before = find_chat(ctx.connection, command.chat_id)
    if before.lifetime_s == command.lifetime_s:
        return before
    chat = store.update_chat(ctx, command.chat_id, lifetime_s=command.lifetime_s)
    ctx.note(ChatEvent(command.chat_id, LifetimeChanged(lifetime_s=command.lifetime_s)))
    return chat
