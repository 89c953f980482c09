"""Closing: by hand or at the poll's own moment; from then on everybody knows everything but who chose what."""

from typing import Final

from msgspec.structs import replace

from molva.protocol.commands import ClosePoll
from molva.protocol.errors import MessageDeleted, MessageNotFound, RightsMissing
from molva.protocol.rows import ChatRole, Message, Poll
from molva.server.features.chats import lock_counters, require_member
from molva.server.features.messages import find_message, find_visible, set_poll
from molva.server.features.polls import store
from molva.server.kernel.context import Context
from molva.server.storage.jobs import drop_job
from molva.server.storage.transaction import Transaction

CLOSE: Final = "close_poll"
"""The kind of job; its subject is `CHAT:SEQ`."""

TELL: Final = "tell_poll"
"""The kind of job that brings a poll's message to the counts of its votes; its subject is `CHAT:SEQ`."""


def close_poll(ctx: Context, command: ClosePoll) -> Message:
    """Handle `ClosePoll`; closing again does nothing."""
    lock_counters(ctx.connection, [command.chat_id])
    message = find_visible(ctx, command.chat_id, command.seq)
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    if message.deleted:
        raise MessageDeleted
    if message.poll is None:
        raise MessageNotFound
    moderator = place.ranked and place.role is not ChatRole.MEMBER
    if message.sender_id != ctx.user_id and not moderator:
        raise RightsMissing
    return message if message.poll.closed else _close(ctx.tx, message, message.poll)


def close_due(ctx: Context, subject: str) -> None:
    """Close a poll at its moment."""
    found = _find_locked(ctx, subject)
    if found is not None and found.poll is not None and not found.poll.closed:
        _close(ctx.tx, found, found.poll)


def tell_due(ctx: Context, subject: str) -> None:
    """Bring a poll's message to the counts of its votes."""
    found = _find_locked(ctx, subject)
    if found is not None and found.poll is not None and not found.poll.closed:
        tally = store.find_tally(ctx.connection, found.chat_id, found.seq)
        tally.told_at = ctx.now
        store.write_tally(ctx.connection, found.chat_id, found.seq, tally)
        set_poll(ctx.tx, found, counted(found.poll, tally))


def counted(poll: Poll, tally: store.Tally) -> Poll:
    """Give a poll the counts of its votes."""
    options = tuple(replace(one, count=count) for one, count in zip(poll.options, tally.counts, strict=True))
    return replace(poll, options=options, voters=tally.voters)


def drop_jobs(ctx: Context, chat_id: str, seq: int) -> None:
    """Let nothing more happen to a poll by itself."""
    for kind in (CLOSE, TELL):
        drop_job(ctx.connection, kind, subject_of(chat_id, seq))


def subject_of(chat_id: str, seq: int) -> str:
    """Name a poll to its jobs."""
    return f"{chat_id}:{seq}"


def _close(tx: Transaction, message: Message, poll: Poll) -> Message:
    tally = store.find_tally(tx.connection, message.chat_id, message.seq)
    for kind in (CLOSE, TELL):
        drop_job(tx.connection, kind, subject_of(message.chat_id, message.seq))
    closed = replace(counted(poll, tally), closed=True, correct=tally.correct, explanation=tally.explanation)
    return set_poll(tx, message, closed)


def _find_locked(ctx: Context, subject: str) -> Message | None:
    """Find the message of a job; None where it is gone with its chat, or with the history that nobody sees."""
    chat_id, _, seq = subject.partition(":")
    return find_message(ctx.connection, chat_id, int(seq)) if lock_counters(ctx.connection, [chat_id]) else None
