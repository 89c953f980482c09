"""Own messages that are not in the replica yet, in the order in which they were written, for programs to show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from molva.client.outbox import Posted
from molva.client.replica import Replica
from molva.protocol.commands import SendMessage
from molva.protocol.ids import made_at

LOOKED_AT: Final = 200
"""Among so many newest messages of a chat, and as many more as are waited for, those that have arrived are found."""


@dataclass(frozen=True)
class Unsent:
    """A message on its way, or one that the server did not take and `error` says why."""

    command: SendMessage
    error: Exception | None = None

    @property
    def written_at(self) -> int:
        """When it was written, in milliseconds since the epoch."""
        return made_at(self.command.id)


class Outgoing:
    """What is drawn below the messages of a chat until it is one of them.

    Args:
        posted: what was on its way before the program began; see `Client.unanswered`.
    """

    def __init__(self, posted: Iterable[Posted] = ()) -> None:
        self._messages: dict[str, Unsent] = {}
        for command in posted:
            if isinstance(command, SendMessage):
                self.put(command)

    def put(self, command: SendMessage) -> None:
        """A message was written; the same one again is on its way once more, in its old place."""
        self._messages[command.id] = Unsent(command)

    def refuse(self, message_id: str, error: Exception) -> None:
        """The server refused the message for good; one that nobody waits for any more is passed over."""
        unsent = self._messages.get(message_id)
        if unsent is not None:
            self._messages[message_id] = Unsent(unsent.command, error)

    def drop(self, message_id: str) -> None:
        """The message is one of the chat's now, or nobody wants it any more."""
        self._messages.pop(message_id, None)

    def find(self, message_id: str) -> Unsent | None:
        """A message that is still here."""
        return self._messages.get(message_id)

    def of(self, chat_id: str) -> list[Unsent]:
        """The messages to a chat, oldest first."""
        return [unsent for unsent in self._messages.values() if unsent.command.chat_id == chat_id]

    def refused(self) -> list[Unsent]:
        """The messages that the server did not take."""
        return [unsent for unsent in self._messages.values() if unsent.error is not None]

    def settle(self, replica: Replica) -> None:
        """Drop what the replica has."""
        for chat_id in {unsent.command.chat_id for unsent in self._messages.values()}:
            rows, waiting = replica.chats.get(chat_id), self.of(chat_id)
            if rows is not None:
                newest = sorted(rows.messages)[-LOOKED_AT - len(waiting) :]
                here = {rows.messages[seq].id for seq in newest}
                self._messages = {name: unsent for name, unsent in self._messages.items() if name not in here}
