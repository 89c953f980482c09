"""Leaving everything: what chats do when a member's account is deleted."""

from molva.protocol.rows import ChatRole, OwnerChanged, chat_scope
from molva.server.features.accounts import AccountDeleted
from molva.server.features.chats import store
from molva.server.features.chats.commands import end_chat
from molva.server.features.chats.events import ChatEvent
from molva.server.features.chats.store.access import visible
from molva.server.kernel.context import Context


def leave_everything(ctx: Context, event: AccountDeleted) -> None:
    """Act on a deleted account: the person leaves every chat without a word, and none shows their name any more."""
    for chat_id in store.present_chats(ctx, event.user_id):
        _leave(ctx, chat_id, event.user_id)
    store.restamp_profile(ctx, event.user_id)


def _leave(ctx: Context, chat_id: str, user_id: str) -> None:
    ctx.next_rev(chat_scope(chat_id))
    # Whoever comes, goes or gets a role takes the same revision: from here on the chat is what it is.
    place = visible(ctx.connection, user_id, chat_id)
    if place is None:
        return
    if place.member_count == 1 and not place.general:
        end_chat(ctx, chat_id)
        return
    if place.ranked and place.role is ChatRole.OWNER and store.count_owners(ctx, chat_id) == 1:
        heir = store.find_heir(ctx, chat_id, user_id)
        if heir is not None:
            store.update_role(ctx, chat_id, heir, ChatRole.OWNER)
            ctx.note(ChatEvent(chat_id, OwnerChanged(user_id=heir), by=user_id))
    store.end_member(ctx, chat_id, user_id)
