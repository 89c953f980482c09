"""What one has written and the server has not confirmed: on its way, or refused with the reason."""

from dataclasses import dataclass, field

from molva.client.replica import Replica
from molva.protocol.commands import SendMessage


@dataclass(frozen=True)
class Waiting:
    """A message that is not in the replica yet.

    Args:
        written_at: milliseconds since the epoch.
        refused: why the server will not have it; empty while it is on its way.
    """

    command: SendMessage
    written_at: int
    refused: str = ""


@dataclass
class Outgoing:
    """The own messages of each chat that are still to come into the replica, oldest first."""

    chats: dict[str, dict[str, Waiting]] = field(default_factory=dict)

    def add(self, waiting: Waiting) -> None:
        """A message was written, or refused."""
        self.chats.setdefault(waiting.command.chat_id, {})[waiting.command.id] = waiting

    def drop(self, chat_id: str, message_id: str) -> None:
        """Forget one."""
        self.chats.get(chat_id, {}).pop(message_id, None)

    def of(self, chat_id: str) -> list[Waiting]:
        """Those of a chat."""
        return list(self.chats.get(chat_id, {}).values())

    def arrived(self, replica: Replica) -> None:
        """Forget those that the replica has, and those of chats that are gone."""
        for chat_id, waiting in self.chats.items():
            rows = replica.chats.get(chat_id)
            if rows is None or not waiting:
                continue
            newest = sorted(rows.messages)[-len(waiting) - 200 :]
            here = {rows.messages[seq].id for seq in newest}
            for message_id in [each for each in waiting if each in here]:
                del waiting[message_id]
