"""The handlers of threads: who may open one, and who follows it."""

from typing import Final

from molva.protocol.commands import FollowThread, ListThreads, OpenedThread, OpenThread, ThreadPage
from molva.protocol.errors import ChatNotFound, InvalidField, MessageDeleted, MessageNotFound, NotAGroup, RightsMissing
from molva.protocol.rows import Membership, Message, Root, chat_scope
from molva.server.features.chats import (
    RANK,
    LastWritten,
    chat_members,
    close_to,
    find_roots,
    find_standing,
    find_thread,
    follow,
    insert_thread,
    list_unfollowed,
    lock_counters,
    open_to,
    page_followed,
    require_member,
    touch,
    visible,
)
from molva.server.features.messages import chat_state, find_visible
from molva.server.kernel.context import Context, View

MAX_OPENED: Final = 100
"""Threads that are open to a person who does not follow them: each is a chat more that their devices keep."""


def open_thread(ctx: Context, command: OpenThread) -> OpenedThread:
    """Handle `OpenThread`: one thread a message, whoever comes first."""
    root = Root(chat_id=command.chat_id, seq=command.seq)
    _require_root(ctx, root)
    chat_id = find_thread(ctx.connection, root)
    if chat_id is None:
        ctx.next_rev(chat_scope(root.chat_id))
        # Whoever deletes the root or opens its thread takes the same revision: from here on nobody is between.
        message = _require_root(ctx, root)
        chat_id = find_thread(ctx.connection, root) or _begin(ctx, root, message.sender_id)
    if visible(ctx.connection, ctx.user_id, chat_id) is not None:
        touch(ctx.tx, chat_id, ctx.user_id)
    else:
        last_seq = lock_counters(ctx.connection, [chat_id])[chat_id].last_seq
        ctx.note(open_to(ctx.tx, chat_id, ctx.user_id, following=False, read_seq=last_seq))
        for forgotten in list_unfollowed(ctx.connection, ctx.user_id)[MAX_OPENED:]:
            close_to(ctx, forgotten, ctx.user_id)
    return _describe(ctx, chat_id, root)


def follow_thread(ctx: Context, command: FollowThread) -> Membership:
    """Handle `FollowThread`; the same again changes nothing."""
    if require_member(ctx.connection, ctx.user_id, command.chat_id).root is None:
        raise ChatNotFound
    return follow(ctx.tx, command.chat_id, ctx.user_id, following=command.following)


def follow_called(ctx: Context, subject: str) -> None:
    """Let other features know of somebody who was called into a thread, as if they had opened it themselves."""
    chat_id, _, user_id = subject.partition(":")
    if visible(ctx.connection, user_id, chat_id) is not None:
        for member in chat_members(ctx.connection, chat_id, [user_id]):
            ctx.note(member)


def list_threads(view: View, command: ListThreads) -> ThreadPage:
    """Handle `ListThreads`."""
    before = None
    if (command.before_at is None) != (command.before_id is None):
        raise InvalidField(reason="`before_at` and `before_id` go together")
    if command.before_at is not None and command.before_id is not None:
        before = LastWritten(command.before_at, command.before_id)
    found = page_followed(view.connection, view.user_id, before=before, limit=command.limit + 1)
    page = [each.chat_id for each in found[: command.limit]]
    roots = find_roots(view.connection, page)
    return ThreadPage(
        threads=[_describe(view, chat_id, roots[chat_id]) for chat_id in page], more=len(found) > len(page)
    )


def _require_root(ctx: Context, root: Root) -> Message:
    """Read what is to be commented on; where there is no thread yet, the right to comment is asked for too."""
    place = require_member(ctx.connection, ctx.user_id, root.chat_id)
    if not place.ranked:
        raise NotAGroup
    message = find_visible(ctx, root.chat_id, root.seq)
    if message.deleted:
        raise MessageDeleted
    if message.service is not None:
        raise MessageNotFound
    writes = RANK[place.role] >= RANK[place.who_comments]
    if not writes and find_thread(ctx.connection, root) is None:
        raise RightsMissing
    return message


def _begin(ctx: Context, root: Root, author_id: str) -> str:
    """Make a thread, which whoever has written the root follows from the first comment on."""
    chat_id = insert_thread(ctx, root)
    if visible(ctx.connection, author_id, root.chat_id, root.seq) is not None:
        ctx.note(open_to(ctx.tx, chat_id, author_id, following=True, read_seq=0))
    return chat_id


def _describe(ctx: Context | View, chat_id: str, root: Root) -> OpenedThread:
    message = find_visible(ctx, root.chat_id, root.seq)
    senders = chat_members(ctx.connection, root.chat_id, [message.sender_id])
    active_at, following = find_standing(ctx.connection, chat_id, ctx.user_id)
    return OpenedThread(
        thread=chat_state(ctx, chat_id),
        root=message,
        root_sender=senders[0] if senders else None,
        active_at=active_at,
        following=following,
    )
