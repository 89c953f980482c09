"""Asking: a poll is a message that is sent through the door that every message takes."""

import hashlib

import msgspec

from molva.protocol.commands import CreatePoll, SendMessage, Sent
from molva.protocol.commands.polls import MAX_OPEN_DAYS
from molva.protocol.errors import InvalidField, MomentPassed, MomentTooFar, Refusal, VotersHidden
from molva.protocol.rows import Poll, PollOption
from molva.server.features.chats import require_member
from molva.server.features.messages import Origin, Sender, find_sent
from molva.server.features.polls import store
from molva.server.features.polls.closing import CLOSE, subject_of
from molva.server.kernel.context import Context
from molva.server.kernel.text import check_text
from molva.server.storage.jobs import put_job

DAY_MS = 86_400_000


class Asker:
    """The handler of `CreatePoll`."""

    def __init__(self, *, max_text: int, ban_appeal: str, general_hourly: int) -> None:
        self._sender = Sender(max_text=max_text, ban_appeal=ban_appeal, general_hourly=general_hourly)

    def create(self, ctx: Context, command: CreatePoll) -> Sent:
        """Handle `CreatePoll`; a repeat is answered as the first, whatever became of the poll since."""
        place = require_member(ctx.connection, ctx.user_id, command.chat_id)
        known = command.id in find_sent(ctx.connection, [command.id])
        if not known:
            _check(command, ctx.now)
            if place.channel and not command.anonymous:
                raise VotersHidden
        message = SendMessage(
            chat_id=command.chat_id,
            id=command.id,
            text=command.question,
            reply_to=command.reply_to,
            lifetime_s=command.lifetime_s,
        )
        origin = Origin(None, _fingerprint(command), _poll(command))
        (outcome,) = self._sender.send(ctx.tx, [(ctx.caller, message)], {command.id: origin})
        if isinstance(outcome, Refusal):
            raise outcome
        if not known:
            store.insert_poll(
                ctx.connection,
                command.chat_id,
                outcome.seq,
                options=len(command.options),
                correct=command.correct,
                explanation=command.explanation,
            )
            if command.closes_at is not None:
                put_job(ctx.connection, CLOSE, subject_of(command.chat_id, outcome.seq), command.closes_at)
        return outcome


def _check(command: CreatePoll, now: int) -> None:
    for text in (*command.options, *([command.explanation] if command.explanation else [])):
        check_text(text, len(text))
    if command.correct is None and command.explanation:
        raise InvalidField(reason="`explanation` belongs to a quiz, which has `correct`")
    if command.correct is not None and command.multiple:
        raise InvalidField(reason="a quiz has one right answer, so not `multiple`")
    if command.correct is not None and command.correct >= len(command.options):
        raise InvalidField(reason="`correct` has to be one of the options")
    if command.closes_at is not None and command.closes_at <= now:
        raise MomentPassed
    if command.closes_at is not None and command.closes_at > now + MAX_OPEN_DAYS * DAY_MS:
        raise MomentTooFar(limit=MAX_OPEN_DAYS)


def _poll(command: CreatePoll) -> Poll:
    """What everybody may know of it: not the right answer."""
    return Poll(
        options=tuple(PollOption(text=text) for text in command.options),
        multiple=command.multiple,
        anonymous=command.anonymous,
        quiz=command.correct is not None,
        closes_at=command.closes_at,
    )


def _fingerprint(command: CreatePoll) -> bytes:
    """Digest what a repeat must repeat; no text that is sent has a digest with a key."""
    return hashlib.blake2b(msgspec.json.encode(command), digest_size=16, key=b"poll").digest()
