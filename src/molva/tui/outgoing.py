"""Own messages that the server has not told back yet, in the order in which they were written."""

from collections.abc import Container
from dataclasses import dataclass

from molva.protocol.commands import SendMessage
from molva.words import Tick


@dataclass
class Unsent:
    """A message on its way, or one that the server did not take."""

    command: SendMessage
    written_at: int
    error: Exception | None = None


class Outgoing:
    """What is drawn below the messages of a chat until it is one of them."""

    def __init__(self) -> None:
        self._messages: dict[str, Unsent] = {}

    def put(self, command: SendMessage, now: int) -> None:
        """A message was written."""
        self._messages.setdefault(command.id, Unsent(command, now))

    def refuse(self, message_id: str, error: Exception) -> None:
        """The server refused the message for good."""
        if message_id in self._messages:
            self._messages[message_id].error = error

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

    def failed(self, chat_id: str) -> bool:
        """Tell whether a message to the chat was refused."""
        return any(unsent.command.chat_id == chat_id for unsent in self.refused())


def tick_of_unsent(unsent: Unsent, waiting: Container[str]) -> Tick:
    """How far it has come; `waiting` names what the server has not answered yet."""
    if unsent.error is not None:
        return Tick.FAILED
    return Tick.QUEUED if unsent.command.id in waiting else Tick.SENT
