"""The handlers of scheduled messages: who may, what is written, and the sending itself."""

from typing import Final

from msgspec.structs import replace

from molva.protocol.commands import (
    CancelScheduledMessage,
    ChangeScheduledMessage,
    Done,
    ListScheduledMessages,
    ScheduledMessages,
    ScheduleMessage,
    SendMessage,
    SendScheduledMessage,
    Sent,
)
from molva.protocol.commands.schedule import MAX_AHEAD_DAYS, MAX_SCHEDULED
from molva.protocol.errors import (
    MessageIdTaken,
    MessageNotFound,
    MomentPassed,
    MomentTooFar,
    Refusal,
    ScheduledMessageNotFound,
    TooManyScheduledMessages,
)
from molva.protocol.rows import Member, ScheduledMessage, account_scope
from molva.server.features.accounts import AccountDeleted
from molva.server.features.chats import ChatDeleted, require_member
from molva.server.features.messages import Sender, find_sent
from molva.server.features.schedule import store
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import Context, View
from molva.server.kernel.text import check_text
from molva.server.storage.jobs import drop_job, put_job

JOB: Final = "send_scheduled"
"""The kind of job; its subject is `USER:MESSAGE`."""

LATE_MS: Final = 60_000
"""How far in the past a moment may lie: a choice takes a while to arrive."""

DAY_MS: Final = 86_400_000


class Scheduler:
    """The handlers that check or send a text."""

    def __init__(self, *, max_text: int, ban_appeal: str, general_hourly: int, link_previews: bool) -> None:
        self._max_text = max_text
        self._sender = Sender(
            max_text=max_text, ban_appeal=ban_appeal, general_hourly=general_hourly, link_previews=link_previews
        )

    def schedule(self, ctx: Context, command: ScheduleMessage) -> ScheduledMessage:
        """Handle `ScheduleMessage`; one that is there, or was, stays as it is."""
        known = store.find_scheduled(ctx.connection, ctx.user_id, command.id)
        if known is None:
            rev = ctx.next_rev(account_scope(ctx.user_id))
            # Another device, or whoever leaves, takes the same revision: from here on nobody is between.
            known = store.find_scheduled(ctx.connection, ctx.user_id, command.id)
            if known is None:
                return self._begin(ctx, command, rev)
        if known.chat_id != command.chat_id:
            raise MessageIdTaken
        return known

    def change(self, ctx: Context, command: ChangeScheduledMessage) -> ScheduledMessage:
        """Handle `ChangeScheduledMessage`; the same again changes nothing."""
        known = _require_waiting(ctx, command.id)
        if self._changed(ctx, command, known) == known:
            return known
        rev = ctx.next_rev(account_scope(ctx.user_id))
        # From here on it is not sent meanwhile.
        return _put(ctx, ctx.user_id, replace(self._changed(ctx, command, _require_waiting(ctx, command.id)), rev=rev))

    def send_now(self, ctx: Context, command: SendScheduledMessage) -> Sent:
        """Handle `SendScheduledMessage`; refused, it stays as it was."""
        known = store.find_scheduled(ctx.connection, ctx.user_id, command.id)
        if known is not None and not known.deleted:
            rev = ctx.next_rev(account_scope(ctx.user_id))
            known = store.find_scheduled(ctx.connection, ctx.user_id, command.id)
            if known is not None and not known.deleted:
                outcome = self._send(ctx, ctx.user_id, known)
                if isinstance(outcome, Refusal):
                    raise outcome
                _put(ctx, ctx.user_id, _tombstone(known, rev))
                return outcome
        sent = find_sent(ctx.connection, [command.id]).get(command.id)
        if known is None or sent is None or sent.sender_id != ctx.user_id:
            raise ScheduledMessageNotFound
        return Sent(seq=sent.seq, sent_at=sent.sent_at)

    def send_due(self, ctx: Context, subject: str) -> None:
        """Send a message at its moment, or as soon as a slow chat takes it.

        A refusal for good stays with it, for its writer alone.
        """
        user_id, _, message_id = subject.partition(":")
        rev = ctx.next_rev(account_scope(user_id))
        known = store.find_scheduled(ctx.connection, user_id, message_id)
        if known is None or known.deleted:
            return
        outcome = self._send(ctx, user_id, known)
        if isinstance(outcome, Refusal) and outcome.retry:
            put_job(ctx.connection, JOB, subject, ctx.now + (outcome.retry_after_ms or LATE_MS))
        elif isinstance(outcome, Refusal):
            _put(ctx, user_id, replace(known, rev=rev, failed=outcome.code))
        else:
            _put(ctx, user_id, _tombstone(known, rev))

    def _begin(self, ctx: Context, command: ScheduleMessage, rev: int) -> ScheduledMessage:
        place = require_member(ctx.connection, ctx.user_id, command.chat_id)
        text = check_text(command.text, self._max_text)
        if command.reply_to is not None and not place.sees(command.reply_to):
            raise MessageNotFound
        _check_moment(ctx, command.due_at)
        if len(store.list_scheduled(ctx.connection, ctx.user_id)) >= MAX_SCHEDULED:
            raise TooManyScheduledMessages(limit=MAX_SCHEDULED)
        message = ScheduledMessage(
            id=command.id,
            chat_id=command.chat_id,
            rev=rev,
            text=text,
            reply_to=command.reply_to,
            due_at=command.due_at,
        )
        return _put(ctx, ctx.user_id, message)

    def _changed(self, ctx: Context, command: ChangeScheduledMessage, known: ScheduledMessage) -> ScheduledMessage:
        require_member(ctx.connection, ctx.user_id, known.chat_id)
        text = known.text if command.text is None else check_text(command.text, self._max_text)
        due_at = known.due_at if command.due_at is None else command.due_at
        if command.due_at is not None or known.failed is not None:
            _check_moment(ctx, due_at)
        return replace(known, text=text, due_at=due_at, failed=None)

    def _send(self, ctx: Context, user_id: str, known: ScheduledMessage) -> Sent | Refusal:
        """Send it through the door that every message takes; whoever may not write any more is refused there."""
        command = SendMessage(chat_id=known.chat_id, id=known.id, text=known.text, reply_to=known.reply_to)
        (outcome,) = self._sender.send(ctx.tx, [(Caller(user=user_id), command)])
        return outcome


def cancel_scheduled(ctx: Context, command: CancelScheduledMessage) -> Done:
    """Handle `CancelScheduledMessage`."""
    _cancel(ctx, ctx.user_id, [command.id])
    return Done()


def list_scheduled(view: View, command: ListScheduledMessages) -> ScheduledMessages:
    """Handle `ListScheduledMessages`."""
    return ScheduledMessages(messages=store.list_scheduled(view.connection, view.user_id, command.chat_id))


def forget_left(ctx: Context, member: Member) -> None:
    """Act on a member's change: who leaves takes along what was to be said; who is removed learns why it was not."""
    if member.left and ctx.caller.user == member.user_id:
        _cancel_all(ctx, member.user_id, member.chat_id)


def forget_person(ctx: Context, event: AccountDeleted) -> None:
    """Act on a deleted account."""
    for waiting in store.list_scheduled(ctx.connection, event.user_id):
        drop_job(ctx.connection, JOB, f"{event.user_id}:{waiting.id}")
    store.forget_person(ctx.connection, event.user_id)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion."""
    for user_id in store.list_authors(ctx.connection, event.chat_id):
        _cancel_all(ctx, user_id, event.chat_id)


def _cancel_all(ctx: Context, user_id: str, chat_id: str) -> None:
    _cancel(ctx, user_id, [known.id for known in store.list_scheduled(ctx.connection, user_id, chat_id)])


def _cancel(ctx: Context, user_id: str, message_ids: list[str]) -> None:
    for message_id in message_ids:
        known = store.find_scheduled(ctx.connection, user_id, message_id)
        if known is None or known.deleted:
            continue
        rev = ctx.next_rev(account_scope(user_id))
        known = store.find_scheduled(ctx.connection, user_id, message_id)
        if known is not None and not known.deleted:
            _put(ctx, user_id, _tombstone(known, rev))


def _require_waiting(ctx: Context, message_id: str) -> ScheduledMessage:
    known = store.find_scheduled(ctx.connection, ctx.user_id, message_id)
    if known is None or known.deleted:
        raise ScheduledMessageNotFound
    return known


def _check_moment(ctx: Context, due_at: int) -> None:
    if due_at < ctx.now - LATE_MS:
        raise MomentPassed
    if due_at > ctx.now + MAX_AHEAD_DAYS * DAY_MS:
        raise MomentTooFar(limit=MAX_AHEAD_DAYS)


def _tombstone(known: ScheduledMessage, rev: int) -> ScheduledMessage:
    return ScheduledMessage(id=known.id, chat_id=known.chat_id, rev=rev, deleted=True)


def _put(ctx: Context, user_id: str, message: ScheduledMessage) -> ScheduledMessage:
    """Write the row, and let the job be there exactly while the message waits for its moment."""
    store.put_scheduled(ctx.connection, user_id, message)
    subject = f"{user_id}:{message.id}"
    if message.deleted or message.failed is not None:
        drop_job(ctx.connection, JOB, subject)
    else:
        put_job(ctx.connection, JOB, subject, message.due_at)
    ctx.changed(account_scope(user_id), message)
    return message
