"""A device of a person, behind a link that loses, doubles, delays and cuts."""

from collections import deque
from collections.abc import Iterable
from enum import StrEnum

from molva.client.conversation import Answered, Conversation
from molva.client.outbox import Entry, Outbox
from molva.client.replica import KEPT_MESSAGES, Replica
from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import GetHistory, History, SendMessage
from molva.server.delivery.connection import Connection
from molva.server.delivery.gateway import Gateway
from molva.server.kernel.caller import Caller
from molva.server.wire.codec import payload, split_frames


class Fate(StrEnum):
    """What happens to a frame of rows on its way; every other frame arrives."""

    ARRIVES = "arrives"
    LOST = "lost"
    TWICE = "twice"
    LATE = "late"


class Device:
    """A replica, an outbox and one connection after another."""

    def __init__(self, gateway: Gateway, caller: Caller, *, keep: int = KEPT_MESSAGES) -> None:
        self.caller = caller
        self.replica = Replica(keep_messages=keep)
        self.conversation = Conversation(self.replica, Outbox(lambda: 0.5))
        self.lossless = True
        """Nothing has been lost since the connection was made."""
        self.now = 0.0
        self._gateway = gateway
        self._inbox: deque[bytes] = deque()
        self._late: list[bytes] = []
        self._asked: dict[int, str] = {}
        self._connection: Connection | None = None

    def write(self, data: bytes) -> None:
        """Take what the server writes (a `Writer`)."""
        self._inbox.extend(payload(frame) for frame in split_frames(data))

    def is_closing(self) -> bool:
        """See `Writer`."""
        return False

    def connect(self) -> None:
        """Make a connection and say hello, unless there is one."""
        if self._connection is not None:
            return
        self._connection = self._gateway.open(self.caller, self, self._closed)
        self.lossless = True
        self.conversation.begin(self.now)
        self._send()

    def cut(self) -> None:
        """Lose the connection and all that is under way."""
        if self._connection is not None:
            self._gateway.lost(self._connection)
            self._connection = None
        self._inbox.clear()
        self._late.clear()
        self._asked.clear()
        self.conversation.end()

    def deliver(self, fates: Iterable[Fate] = ()) -> bool:
        """Let frames arrive: as many as there are fates, all if there are none; tell whether any did."""
        fated = list(fates)
        whole = not fated
        arrived = False
        while self._inbox and (fated or whole):
            frame = self._inbox.popleft()
            fate = fated.pop(0) if fated else Fate.ARRIVES
            if not frame.startswith(b'{"type":"rows"'):
                fate = Fate.ARRIVES
            if fate is Fate.LOST:
                self.lossless = False
            elif fate is Fate.LATE:
                self._late.append(frame)
            else:
                for _ in range(2 if fate is Fate.TWICE else 1):
                    self._receive(frame)
            arrived = True
        return arrived

    def catch_late(self) -> None:
        """Let what was delayed arrive after all, the last first."""
        late, self._late = self._late, []
        for frame in reversed(late):
            self._receive(frame)

    def tick(self) -> None:
        """Let a second pass."""
        self.now += 1
        self.conversation.tick(self.now)
        self._send()

    def post(self, command: SendMessage) -> None:
        """Send a message through the outbox, which repeats it until it is answered."""
        self.conversation.post(Entry(id=command.id, command=command), self.now)
        self._send()

    def read_history(self, command: GetHistory) -> None:
        """Ask for a page of history; the replica keeps what fits."""
        if self._connection is not None and self.conversation.welcomed:
            self._asked[self.conversation.call(command, self.now)] = command.chat_id
            self._send()

    def _receive(self, frame: bytes) -> None:
        for event in self.conversation.receive(frame, self.now):
            if isinstance(event, Answered) and isinstance(event.result, History):
                self.replica.remember(self._asked.pop(event.ref), event.result)
        self._send()
        if self.conversation.broken:
            self.cut()
            self.connect()

    def _send(self) -> None:
        for data in self.conversation.take():
            if self._connection is not None:
                self._connection.receive(data)

    def _closed(self, code: CloseCode) -> None:
        assert code.reconnect, f"the server sent {self.caller.user_id} away for good: {code.name}"
        self.cut()
        self.connect()
