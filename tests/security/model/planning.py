"""Messages that are to be sent later: nobody but their writer knows of them before their moment."""

from __future__ import annotations

from dataclasses import dataclass

from molva.protocol.commands import (
    CancelScheduledMessage,
    ChangeScheduledMessage,
    ScheduleMessage,
    SendMessage,
    SendScheduledMessage,
)
from tests.security.model.keeping import Keeping
from tests.security.model.private import Planned
from tests.security.model.room import Refused, refuse
from tests.security.model.rules import rule_of

LATE_MS = 60_000


@dataclass
class Due:
    """A message whose moment has come."""

    at: int
    user: str
    id: str


class Planning(Keeping):
    """What people schedule."""

    @rule_of(ScheduleMessage)
    def schedule(self, command: ScheduleMessage, user: str, now: int) -> None:
        self.stay(user, command.chat_id)
        if command.reply_to is not None:
            self.entry(user, command.chat_id, command.reply_to)
        planned = Planned(command.chat_id, command.text, command.reply_to, command.due_at)
        self.private[user].planned[command.id] = planned

    @rule_of(ChangeScheduledMessage)
    def change_scheduled(self, command: ChangeScheduledMessage, user: str, now: int) -> None:
        planned = self._require_planned(user, command.id)
        self.stay(user, planned.chat_id)
        due_at = planned.due_at if command.due_at is None else command.due_at
        moved = command.due_at is not None or planned.failed is not None
        refuse("moment_passed", moved and due_at < now - LATE_MS)
        text = planned.text if command.text is None else command.text
        self.private[user].planned[command.id] = Planned(planned.chat_id, text, planned.reply_to, due_at)

    @rule_of(SendScheduledMessage)
    def send_scheduled(self, command: SendScheduledMessage, user: str, now: int) -> None:
        if any(each.id == command.id and each.sender == user for room in self.rooms.values() for each in room.entries):
            return
        planned = self._require_planned(user, command.id)
        self._send(user, command.id, planned, now)
        del self.private[user].planned[command.id]

    @rule_of(CancelScheduledMessage)
    def cancel_scheduled(self, command: CancelScheduledMessage, user: str, now: int) -> None:
        self.private[user].planned.pop(command.id, None)

    def next_due(self, now: int) -> Due | None:
        """Find the message whose moment has come first."""
        due = [
            Due(planned.due_at, user, named)
            for user, private in self.private.items()
            for named, planned in private.planned.items()
            if planned.due_at <= now and planned.failed is None
        ]
        return min(due, key=lambda each: each.at, default=None)

    def send_due(self, due: Due, now: int) -> None:
        """Send a message at its moment; a refusal stays with it."""
        planned = self.private[due.user].planned.pop(due.id)
        try:
            self._send(due.user, due.id, planned, now)
        except Refused as refused:
            self.private[due.user].planned[due.id] = planned._replace(failed=str(refused))

    def _send(self, user: str, named: str, planned: Planned, now: int) -> None:
        said = SendMessage(chat_id=planned.chat_id, id=named, text=planned.text, reply_to=planned.reply_to)
        self.send_message(said, user, now)

    def _require_planned(self, user: str, named: str) -> Planned:
        refuse("scheduled_message_not_found", named not in self.private[user].planned)
        return self.private[user].planned[named]
