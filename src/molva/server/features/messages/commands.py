"""Deleting messages, the service messages that chats ask for, and what other features do with messages."""

from msgspec.structs import replace

from molva.protocol.commands import DeleteMessage, Done
from molva.protocol.errors import MessageNotFound, RightsMissing
from molva.protocol.ids import new_id
from molva.protocol.previewed_link import previewed_link
from molva.protocol.rows import ChatRole, LinkPreview, Message, Poll, Reaction, chat_scope
from molva.server.features.chats import (
    ChatDeleted,
    ChatEvent,
    Place,
    lock_counters,
    require_member,
    write_counters,
)
from molva.server.features.mentions import write_mentions
from molva.server.features.messages import store
from molva.server.kernel.context import Context, View
from molva.server.storage.transaction import Transaction


def delete_message(ctx: Context, command: DeleteMessage) -> Done:
    """Handle `DeleteMessage`; deleting again does nothing."""
    place, message = visible_message(ctx, command.chat_id, command.seq)
    mine = message.sender_id == ctx.user_id and message.service is None
    moderator = place.led and place.role is not ChatRole.MEMBER
    if not (mine or moderator):
        raise RightsMissing
    if not message.deleted:
        rev = ctx.next_rev(chat_scope(command.chat_id))
        store.erase(ctx.connection, command.chat_id, command.seq, rev=rev)
        write_mentions(ctx.connection, tell_changed(ctx, command.chat_id, command.seq), before=message.mentions)
    return Done()


def write_service_message(ctx: Context, event: ChatEvent) -> None:
    """Act on a chat's event: tell it in the chat, in the name of whoever acts or has caused it."""
    if not event.told:
        return
    scope = chat_scope(event.chat_id)
    rev = ctx.next_rev(scope)
    counters = lock_counters(ctx.connection, [event.chat_id])[event.chat_id]
    counters.last_seq += 1
    message = Message(
        chat_id=event.chat_id,
        seq=counters.last_seq,
        rev=rev,
        id=new_id(ctx.now),
        sender_id=event.by or ctx.user_id,
        sent_at=ctx.now,
        service=event.service,
    )
    store.insert_service_message(ctx.connection, message)
    write_counters(ctx.connection, [counters], ctx.now)
    ctx.changed(scope, message)


def delete_all_messages(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion."""
    store.delete_all(ctx.connection, event.chat_id)


def find_visible(ctx: Context | View, chat_id: str, seq: int) -> Message:
    """Read a message for another feature, the tombstone of a deleted one included.

    Raises:
        ChatNotFound: the user is not in the chat.
        MessageNotFound: no such message, or one that the user may not see.
    """
    return visible_message(ctx, chat_id, seq)[1]


def set_reactions(ctx: Context, message: Message, reactions: tuple[Reaction, ...]) -> Message:
    """Give a message other reactions, for the feature that knows who may; everybody in the chat hears of it."""
    rev = ctx.next_rev(chat_scope(message.chat_id))
    store.update_reactions(ctx.connection, message.chat_id, message.seq, reactions=reactions, rev=rev)
    return tell_changed(ctx, message.chat_id, message.seq)


def set_poll(tx: Transaction, message: Message, poll: Poll) -> Message:
    """Let a message tell of its poll as it is now, for the feature that counts; everybody in the chat hears of it."""
    scope = chat_scope(message.chat_id)
    rev = tx.advance(scope)
    store.update_poll(tx.connection, message.chat_id, message.seq, poll=poll, rev=rev)
    told = replace(message, poll=poll, rev=rev)
    tx.changes[scope].rows.append(told)
    return told


def set_preview(ctx: Context, chat_id: str, seq: int, preview: LinkPreview) -> bool:
    """Let a message show what its link leads to; False if it leads elsewhere by now, or nowhere."""
    rev = ctx.next_rev(chat_scope(chat_id))
    # Whoever changes or deletes it takes a revision, too: from here on nobody is between.
    message = store.find_message(ctx.connection, chat_id, seq)
    if message is None or message.deleted or previewed_link(message.text) != preview.url:
        return False
    store.update_preview(ctx.connection, chat_id, seq, preview, rev=rev)
    tell_changed(ctx, chat_id, seq)
    return True


def visible_message(ctx: Context | View, chat_id: str, seq: int) -> tuple[Place, Message]:
    """Read a message as `find_visible`, with the user's place in the chat."""
    place = require_member(ctx.connection, ctx.user_id, chat_id)
    message = store.find_message(ctx.connection, chat_id, seq) if place.sees(seq) else None
    if message is None:
        raise MessageNotFound
    return place, message


def tell_changed(ctx: Context, chat_id: str, seq: int) -> Message:
    """Read a message after its change, which everybody in the chat hears of."""
    message = store.find_message(ctx.connection, chat_id, seq)
    if message is None:
        raise MessageNotFound
    ctx.changed(chat_scope(chat_id), message)
    return message
