"""The outbox: commands that must reach the server, kept until it has answered, sent again after every break."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from msgspec import Struct

from molva.client.backoff import Backoff
from molva.client.errors import may_retry
from molva.protocol.commands import (
    CreatePoll,
    DeleteMessage,
    EditMessage,
    ForwardMessages,
    MarkChat,
    ScheduleMessage,
    SendMessage,
    VoteInPoll,
)
from molva.protocol.errors import Refusal

RETRY_FIRST_SECONDS: Final = 1.0
RETRY_MOST_SECONDS: Final = 60.0

Posted = (
    SendMessage | ForwardMessages | CreatePoll | VoteInPoll | EditMessage | DeleteMessage | MarkChat | ScheduleMessage
)
"""Commands that may be sent any number of times and take effect once."""


class Entry(Struct, frozen=True, kw_only=True, tag="post"):
    """A command on its way; `id` names it in the journal, and a message carries it to the server."""

    id: str
    command: Posted


class Settled(Struct, frozen=True, kw_only=True, tag="settled"):
    """The entry has been answered, with success or for good without."""

    id: str


class Owner(Struct, frozen=True, kw_only=True, tag="owner"):
    """Whose commands these are."""

    user_id: str


Record = Entry | Settled | Owner


@dataclass
class _Queue:
    """What one chat has waiting, in order; only the first is ever under way."""

    entries: OrderedDict[str, Entry]
    backoff: Backoff
    sending: bool = False
    due: float = 0.0


class Outbox:
    """Queues by chat, first in first out; no I/O.

    An entry stays until `settle`, so a lost answer leads to a second sending, which the server answers with
    the first result because the client named the message. A refusal for good ends the entry and lets the next one go.

    Args:
        random: draws a number in [0, 1), for the waits between attempts.
    """

    def __init__(self, random: Callable[[], float]) -> None:
        self.owner = ""
        self._random = random
        self._queues: dict[str, _Queue] = {}
        self._chat_of: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._chat_of)

    def restore(self, records: Iterable[Record]) -> None:
        """Take what a journal held; entries that were being sent are sent again."""
        for record in records:
            match record:
                case Entry():
                    self.put(record)
                case Settled():
                    self._remove(record.id)
                case Owner():
                    self.owner = record.user_id

    def records(self) -> list[Record]:
        """The shortest journal that restores this outbox."""
        owner: list[Record] = [Owner(user_id=self.owner)] if self.owner else []
        return owner + [entry for queue in self._queues.values() for entry in queue.entries.values()]

    def put(self, entry: Entry) -> None:
        """Add an entry at the end of its chat's queue; one that is already in it stays where it is."""
        chat_id = entry.command.chat_id
        if entry.id in self._chat_of:
            return
        if chat_id not in self._queues:
            backoff = Backoff(self._random, first=RETRY_FIRST_SECONDS, most=RETRY_MOST_SECONDS)
            self._queues[chat_id] = _Queue(OrderedDict(), backoff)
        self._queues[chat_id].entries[entry.id] = entry
        self._chat_of[entry.id] = chat_id

    def take(self, now: float) -> list[Entry]:
        """Entries to send now: the first of each chat that is not under way or waiting after a refusal."""
        found = []
        for queue in self._queues.values():
            if not queue.sending and queue.due <= now:
                queue.sending = True
                found.append(next(iter(queue.entries.values())))
        return found

    def settle(self, entry_id: str) -> Settled | None:
        """The server has answered: the entry is done, and the next of its chat may go. None for an unknown id."""
        return Settled(id=entry_id) if self._remove(entry_id) else None

    def refused(self, entry_id: str, refused: Refusal, now: float) -> bool:
        """The server refused the entry; tell whether that is for good. If not, it is sent again later, in its place."""
        queue = self._queues.get(self._chat_of.get(entry_id, ""))
        if queue is None or not may_retry(refused):
            return True
        queue.sending = False
        asked = (refused.retry_after_ms or 0) / 1000
        queue.due = now + queue.backoff.next(at_least=asked)
        return False

    def lost(self) -> None:
        """The connection broke: everything that was under way is sent again on the next one, at once."""
        for queue in self._queues.values():
            queue.sending, queue.due = False, 0.0

    def _remove(self, entry_id: str) -> bool:
        chat_id = self._chat_of.pop(entry_id, None)
        if chat_id is None:
            return False
        queue = self._queues[chat_id]
        first = next(iter(queue.entries)) == entry_id
        del queue.entries[entry_id]
        if not queue.entries:
            del self._queues[chat_id]
        elif first:
            queue.sending, queue.due = False, 0.0
            queue.backoff.reset()
        return True
