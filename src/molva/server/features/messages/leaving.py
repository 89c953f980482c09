"""What messages do when an account is deleted: copies lose the name, and its own messages go if that is wished.

Both may be many: they are done in parts, by jobs that each put the next, so that a process may die at any moment.
"""

from typing import Final

from molva.protocol.commands import WhatStays
from molva.protocol.rows import chat_scope
from molva.server.features.accounts import AccountDeleted
from molva.server.features.chats import lock_counters
from molva.server.features.messages.store import expiry
from molva.server.features.messages.store import leaving as store
from molva.server.kernel.context import Context
from molva.server.storage.jobs import put_job, put_jobs

DELETE: Final = "delete_messages_of"
"""The kind of job; its subject is `USER:CHAT:SEQ`, the last one being the place from which it goes on."""

UNNAME: Final = "unname_forwards_of"
"""The kind of job; its subject is `USER`, or `USER:CHAT:SEQ` where it goes on."""

AT_ONCE: Final = 500
"""Messages that one job changes: people's own commands come between two rounds."""

LOOKED_AT: Final = 10_000
"""Messages of a chat that one job looks at for those of one person; some ten milliseconds."""


def follow_removal(ctx: Context, event: AccountDeleted) -> None:
    """Act on a deleted account."""
    store.forget_paces(ctx.connection, event.user_id)
    put_job(ctx.connection, UNNAME, event.user_id, ctx.now)
    if event.messages is WhatStays.DELETE:
        chat_ids = store.chats_ever(ctx.connection, event.user_id)
        put_jobs(ctx.connection, DELETE, (f"{event.user_id}:{chat_id}:0" for chat_id in chat_ids), ctx.now)


def delete_due(ctx: Context, subject: str) -> None:
    """Delete a part of what a person has written in a chat, as they could themselves, for everybody."""
    user_id, chat_id, place = subject.split(":")
    counters = lock_counters(ctx.connection, [chat_id]).get(chat_id)
    if counters is None:
        return
    after, last = int(place), int(place) + LOOKED_AT
    found = store.find_written(ctx.connection, chat_id, user_id, after, last, AT_ONCE)
    if found:
        expiry.bury(ctx, chat_id, found)
    reached = found[-1].seq if len(found) == AT_ONCE else last
    if reached < counters.last_seq:
        put_job(ctx.connection, DELETE, f"{user_id}:{chat_id}:{reached}", ctx.now)


def unname_due(ctx: Context, subject: str) -> None:
    """Take a person's name from a part of the copies that others have forwarded; whose words they are stays."""
    user_id, *place = subject.split(":")
    found = store.page_forwards(ctx.connection, (place[0], int(place[1])) if place else None, AT_ONCE)
    for chat_id in sorted({each.chat_id for each in found if each.of == user_id}):
        scope = chat_scope(chat_id)
        rev = ctx.next_rev(scope)
        # Whoever deletes them takes a revision, too: those that are there now stay so.
        for seq in [each.seq for each in found if each.chat_id == chat_id and each.of == user_id]:
            message = store.unname(ctx.connection, chat_id, seq, user_id, rev)
            if message is not None:
                ctx.changed(scope, message)
    if len(found) == AT_ONCE:
        put_job(ctx.connection, UNNAME, f"{user_id}:{found[-1].chat_id}:{found[-1].seq}", ctx.now)
