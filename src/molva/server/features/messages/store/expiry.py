"""Expiry: a message whose time is over is deleted for everybody, as if its writer did it.

One job a chat, due when the next of its messages is. The chat's own row says when that is, so that sending a message
that expires later than others costs nothing more; both are written under the chat's lock.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection

from molva.protocol.rows import Message, chat_scope
from molva.server.features.chats import Counters, lock_counters, write_expiry
from molva.server.features.mentions import write_mentions
from molva.server.features.messages import store
from molva.server.kernel.context import Context
from molva.server.storage.jobs import put_job

JOB: Final = "expire_messages"
"""The kind of job; its subject is the chat."""

AT_ONCE: Final = 500
"""Messages that one job deletes: people's own commands come between two rounds."""


def expire_messages(ctx: Context, chat_id: str) -> None:
    """Delete what is over in a chat; what is left over, and what comes later, gets the next job."""
    if not lock_counters(ctx.connection, [chat_id]):
        return
    over = store.find_expired(ctx.connection, chat_id, ctx.now, AT_ONCE)
    if over:
        bury(ctx, chat_id, over)
    _look(ctx.connection, chat_id, store.next_expiry(ctx.connection, chat_id))


def bury(ctx: Context, chat_id: str, gone: Sequence[Message]) -> None:
    """Turn messages of a chat into tombstones, and tell everybody in it."""
    scope = chat_scope(chat_id)
    rev = ctx.next_rev(scope)
    store.erase(ctx.connection, chat_id, *(message.seq for message in gone), rev=rev)
    for message in gone:
        tombstone = _tombstone(message, rev)
        write_mentions(ctx.connection, tombstone, before=message.mentions)
        ctx.changed(scope, tombstone)


def follow_expiring(connection: Connection, fresh: Iterable[Message], counters: dict[str, Counters]) -> None:
    """See to it that new messages which expire are looked at in time; their chats are locked."""
    soonest: dict[str, int] = {}
    for message in fresh:
        if message.expires_at is not None:
            soonest[message.chat_id] = min(message.expires_at, soonest.get(message.chat_id, message.expires_at))
    for chat_id, due_at in soonest.items():
        known = counters[chat_id].expiry_at
        if known is None or due_at < known:
            _look(connection, chat_id, due_at)


def _look(connection: Connection, chat_id: str, due_at: int | None) -> None:
    write_expiry(connection, chat_id, due_at)
    if due_at is not None:
        put_job(connection, JOB, chat_id, due_at)


def _tombstone(message: Message, rev: int) -> Message:
    return Message(
        chat_id=message.chat_id,
        seq=message.seq,
        rev=rev,
        id=message.id,
        sender_id=message.sender_id,
        sent_at=message.sent_at,
        deleted=True,
    )
