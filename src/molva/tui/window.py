"""Which stretch of a chat is on the screen: a bounded window of messages that moves with the reader."""

from typing import Final

from molva.client.chat_rows import ChatRows
from molva.client.replica import Replica
from molva.protocol.rows import Message

PAGE: Final = 50
"""Messages that come in at one end at a time."""

MOST: Final = 200
"""Messages that are drawn at the same time, however long the chat is."""


class Window:
    """The places `low` to `high` of one chat; without I/O: what is `missing` has to be read and handed to `take`."""

    def __init__(self, replica: Replica, chat_id: str) -> None:
        self._replica = replica
        self.chat_id = chat_id
        self.at_newest = True
        """The window ends with the chat, and new messages come into it."""
        self._older: dict[int, Message] = {}
        self.high = self.last
        self.low = max(self.first, self.high - PAGE + 1)

    @property
    def last(self) -> int:
        """The place of the newest message; 0 in an empty chat."""
        return self._rows().last_seq

    @property
    def first(self) -> int:
        """The first place that the reader may see."""
        membership = self._replica.memberships.get(self.chat_id)
        return 1 if membership is None else membership.from_seq

    def follow(self) -> None:
        """New messages may have come."""
        if self.at_newest:
            self.high = self.last
            self.low = max(self.first, self.low, self.high - MOST + 1)

    def widen_up(self) -> bool:
        """Take older messages in, and let newest ones go beyond the bound; tell whether anything changed."""
        before = self.low
        self.low = max(self.first, self.low - PAGE)
        if self.high - self.low >= MOST:
            self.high, self.at_newest = self.low + MOST - 1, False
        return self.low != before

    def widen_down(self) -> bool:
        """Take newer messages in, and let oldest ones go beyond the bound; tell whether anything changed."""
        before = self.high
        self.high = min(self.last, self.high + PAGE)
        self.low = max(self.low, self.high - MOST + 1)
        self.at_newest = self.high >= self.last
        self._older = {seq: row for seq, row in self._older.items() if self.low <= seq <= self.high}
        return self.high != before

    def to_newest(self) -> None:
        """Go to the end of the chat."""
        self.at_newest, self.high = True, self.last
        self.low = max(self.first, self.high - PAGE + 1)
        self._older.clear()

    def around(self, seq: int) -> None:
        """Go to a message."""
        self.low = max(self.first, seq - PAGE // 2)
        self.high = min(self.last, self.low + PAGE)
        self.at_newest = self.high >= self.last

    def missing(self) -> int | None:
        """The newest place of the window whose message is not here; None where all are."""
        here = self._rows().messages
        places = range(self.high, self.low - 1, -1)
        return next((seq for seq in places if seq not in here and seq not in self._older), None)

    def take(self, messages: list[Message]) -> None:
        """Keep what was read from the history: the replica holds on to the newest messages only."""
        for message in messages:
            known = self._older.get(message.seq)
            if self.low <= message.seq <= self.high and (known is None or known.rev < message.rev):
                self._older[message.seq] = message

    def changed(self, message: Message) -> None:
        """There is a newer copy of a message; the replica keeps it, unless it holds on to later ones only."""
        if message.seq in self._older:
            self.take([message])

    def find(self, seq: int) -> Message | None:
        """The message at a place, where it is here."""
        return self._rows().messages.get(seq) or self._older.get(seq)

    def messages(self, now: int) -> list[Message]:
        """What is shown, oldest first: without what the reader has deleted for themselves, and what has expired."""
        hidden = self._replica.hidden.get(self.chat_id, {})
        found = (self.find(seq) for seq in range(self.low, self.high + 1) if seq not in hidden)
        return [row for row in found if row is not None and (row.expires_at is None or row.expires_at > now)]

    def _rows(self) -> ChatRows:
        return self._replica.chats.get(self.chat_id) or ChatRows()
