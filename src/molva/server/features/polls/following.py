"""What polls do when messages and chats go, and when people leave and come back."""

from molva.protocol.rows import Member, Message, account_scope
from molva.server.features.chats import ChatDeleted, HistoryErased, require_member
from molva.server.features.polls import store, store_votes
from molva.server.features.polls.closing import drop_jobs
from molva.server.kernel.context import Context


def forget_deleted(ctx: Context, message: Message) -> None:
    """Act on a message's change: a deleted one loses its poll, and every vote in it."""
    if message.deleted and store.forget_message(ctx.connection, message.chat_id, message.seq):
        drop_jobs(ctx, message.chat_id, message.seq)


def forget_erased(ctx: Context, event: HistoryErased) -> None:
    """Act on a chat's history that nobody sees any more."""
    store.forget_before(ctx.connection, event.chat_id, event.from_seq)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion."""
    store.forget_chat(ctx.connection, event.chat_id)


def follow_member(ctx: Context, member: Member) -> None:
    """Act on a member's change: the votes of whoever leaves count on, and they know of them when they come back."""
    if member.left:
        store_votes.set_aside(ctx.connection, member.user_id, member.chat_id)
    elif store_votes.is_waiting(ctx.connection, member.user_id, member.chat_id):
        place = require_member(ctx.connection, member.user_id, member.chat_id)
        rev = ctx.next_rev(account_scope(member.user_id))
        rows = store_votes.take_up(ctx.connection, member.user_id, member.chat_id, place.from_seq, rev)
        ctx.changed(account_scope(member.user_id), *rows)
