"""What closes threads: to everybody with the root or its chat, to a person with their sight of the root."""

from molva.protocol.rows import Member, Message, Root
from molva.server.features.chats import (
    ChatDeleted,
    HistoryCleared,
    close_to,
    end_chat,
    find_roots,
    find_thread,
    list_open,
    list_threads,
)
from molva.server.features.messages import count_later
from molva.server.kernel.context import Context


def follow_deleted(ctx: Context, message: Message) -> None:
    """Act on a message's change: with a root its comments go; a comment that goes is counted no more."""
    if not message.deleted:
        return
    thread = find_thread(ctx.connection, Root(chat_id=message.chat_id, seq=message.seq))
    if thread is not None:
        end_chat(ctx, thread)
    count_later(ctx.connection, find_roots(ctx.connection, [message.chat_id]), ctx.now)


def follow_member(ctx: Context, member: Member) -> None:
    """Act on a member's change: whoever is out of a chat is out of its threads."""
    if member.left:
        _close(ctx, member.chat_id, member.user_id)


def follow_cleared(ctx: Context, event: HistoryCleared) -> None:
    """Act on a cleared history: a root that is not seen any more closes its thread."""
    _close(ctx, event.chat_id, event.user_id, event.from_seq)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion."""
    for thread in list_threads(ctx.connection, event.chat_id):
        end_chat(ctx, thread)


def _close(ctx: Context, chat_id: str, user_id: str, before: int | None = None) -> None:
    for thread in list_open(ctx.connection, user_id, chat_id, before):
        close_to(ctx, thread, user_id)
