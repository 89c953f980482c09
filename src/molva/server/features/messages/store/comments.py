"""Comments: what a message tells of the thread under it.

It is counted anew by a job, once a second at most: a busy thread does not change the root, which everybody in the chat
is told of, with each comment.
"""

from collections.abc import Iterable
from typing import Final

import msgspec
from sqlalchemy import Connection, func, select, update

from molva.protocol.rows import SHOWN_COMMENTERS, ChatKind, Comments, Message, chat_scope
from molva.server.features.chats import find_chat, find_roots
from molva.server.features.messages import store
from molva.server.features.messages.tables import messages
from molva.server.kernel.context import Context
from molva.server.storage.jobs import put_job

JOB: Final = "count_comments"
"""The kind of job; its subject is the thread."""

LOOKED_AT: Final = 50
"""How many of the newest comments name those who commented last."""


def count_later(connection: Connection, threads: Iterable[str], now: int) -> None:
    """See to it that the roots of threads tell soon what is there."""
    for chat_id in sorted(threads):
        put_job(connection, JOB, chat_id, now)


def count_comments(ctx: Context, chat_id: str) -> None:
    """Let a root tell what its thread has; the same as before changes nothing."""
    root = find_roots(ctx.connection, [chat_id]).get(chat_id)
    if root is None:
        return
    before = store.find_message(ctx.connection, root.chat_id, root.seq)
    if before is None or before.deleted or before.comments == _sum_up(ctx.connection, chat_id, root.chat_id, before):
        return
    scope = chat_scope(root.chat_id)
    rev = ctx.next_rev(scope)
    # Whoever deletes the root takes the same revision: from here on nobody is between.
    message = store.find_message(ctx.connection, root.chat_id, root.seq)
    if message is None or message.deleted:
        return
    comments = _sum_up(ctx.connection, chat_id, root.chat_id, message)
    told = None if comments is None else msgspec.json.encode(comments).decode()
    named = messages.c.chat_id == root.chat_id, messages.c.seq == root.seq
    ctx.connection.execute(update(messages).where(*named).values(comments=told, rev=rev))
    ctx.changed(scope, msgspec.structs.replace(message, comments=comments, rev=rev))


def _sum_up(connection: Connection, chat_id: str, parent_id: str, root: Message) -> Comments | None:
    there = messages.c.chat_id == chat_id, messages.c.deleted.is_(False), messages.c.service.is_(None)
    count: int = connection.execute(select(func.count()).select_from(messages).where(*there)).scalar_one()
    if count == 0:
        # Where there was one, the row stays among those that are known to have changed.
        return None if root.comments is None else Comments(chat_id=chat_id, count=0)
    query = select(messages.c.sender_id, messages.c.sent_at).where(*there).order_by(messages.c.seq.desc())
    newest = connection.execute(query.limit(LOOKED_AT)).all()
    # Who reads a channel is nobody else's to know before they comment, and then the thread tells it.
    open_ = find_chat(connection, parent_id).kind is not ChatKind.CHANNEL
    people = tuple(dict.fromkeys(sender_id for sender_id, _ in newest))[:SHOWN_COMMENTERS]
    return Comments(chat_id=chat_id, count=count, last_at=newest[0].sent_at, user_ids=people if open_ else ())
