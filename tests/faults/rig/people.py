"""People who write to each other without a pause, come back after every cut, and note what they see."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from molva.protocol.commands import GetHistory, SendMessage
from molva.protocol.errors import Error
from molva.protocol.frames import RawAnswer, Refused, Rows, Synced, Welcome
from molva.protocol.ids import new_id
from molva.protocol.rows import Message
from tests.faults.history import events
from tests.faults.history.events import Way
from tests.faults.rig.wire import Dropped, Wire, sent_of

IN_FLIGHT = 4
PAGE = 200


@dataclass
class Notebook:
    """The history that all people of a run write together."""

    written: list[events.AnyEvent] = field(default_factory=list)
    acknowledged: int = 0
    """Answers so far, repeats included; the fault's timing hangs on it."""
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    services: set[str] = field(default_factory=set)

    def note(self, event: events.AnyEvent) -> None:
        self.written.append(event)

    def service(self, message: Message) -> None:
        """A message of the server's own: nobody sent it, and it has its place in the list like any other."""
        if message.id not in self.services:
            self.services.add(message.id)
            self.note(events.Sent(at=0, chat=message.chat_id, user=message.sender_id, message=message.id))

    async def answered(self) -> None:
        async with self.changed:
            self.acknowledged += 1
            self.changed.notify_all()

    async def acknowledgements(self, count: int) -> None:
        """Wait until so many answers have come."""
        async with self.changed:
            await self.changed.wait_for(lambda: self.acknowledged >= count)


def now() -> int:
    """The driver's one clock."""
    return time.monotonic_ns()


@dataclass
class Place:
    """What a person has of a chat: the scope's revision, and the last message's number."""

    rev: int = 0
    seq: int = 0


@dataclass
class Person:
    """One account with one device that keeps its outbox and its place in every chat across connections."""

    name: str
    token: str
    chats: Sequence[str]
    notebook: Notebook
    in_flight: int = IN_FLIGHT
    places: dict[str, Place] = field(default_factory=dict)
    outbox: dict[str, SendMessage] = field(default_factory=dict)
    """Sent and not yet answered, in the order of writing; sent again at every connection."""
    epoch: str = ""
    connections: int = 0
    writing: bool = True

    def __post_init__(self) -> None:
        self.places = {chat: Place() for chat in self.chats}

    async def live(self, connect: Callable[[str], Awaitable[Wire]]) -> None:
        """Connect, and connect again after every cut, until cancelled."""
        while True:
            try:
                wire = await connect(self.token)
            except (OSError, Dropped):
                # The server is dead or not up yet; people try again, not as fast as a processor can.
                await asyncio.sleep(0.01)
                continue
            try:
                await self.talk(wire)
            except Dropped:
                for message in self.outbox.values():
                    self.note_unknown(message)
            finally:
                await wire.close()

    async def talk(self, wire: Wire) -> None:
        """One connection, from the greeting to the cut."""
        self.connections += 1
        self.connection = f"{self.name}-{self.connections}"
        for chat, place in self.places.items():
            follow = events.Followed(at=now(), chat=chat, user=self.name, connection=self.connection, after=place.seq)
            self.notebook.note(follow)
        self.calls: dict[int, SendMessage] = {}
        self.catching_up = True
        await wire.greet(self.epoch, {f"chat:{chat}": place.rev for chat, place in self.places.items() if place.rev})
        for message in list(self.outbox.values()):
            await self.send(wire, message)
        while True:
            await self.write(wire)
            await self.take(wire, await wire.receive())

    async def write(self, wire: Wire) -> None:
        """Fill the outbox with new messages."""
        while self.writing and len(self.outbox) < self.in_flight:
            chat = self.chats[self.connections % len(self.chats)]
            message = SendMessage(chat_id=chat, id=new_id(time.time_ns() // 1_000_000), text=f"{self.name} says so")
            self.outbox[message.id] = message
            await self.send(wire, message)

    async def send(self, wire: Wire, message: SendMessage) -> None:
        self.notebook.note(events.Sent(at=now(), chat=message.chat_id, user=self.name, message=message.id))
        self.calls[await wire.call(message)] = message

    async def take(self, wire: Wire, frame: object) -> None:
        """Act on one frame of the server."""
        match frame:
            case Welcome():
                if frame.reset and self.epoch:
                    for chat in self.places:
                        self.begin_anew(chat)
                self.epoch = frame.epoch
            case Rows() if frame.scope.startswith("chat:"):
                self.see(frame)
            case Synced():
                self.catching_up = False
            case RawAnswer() if frame.ref in self.calls:
                message, seq = self.calls.pop(frame.ref), sent_of(frame).seq
                self.outbox.pop(message.id, None)
                self.notebook.note(
                    events.Acknowledged(at=now(), chat=message.chat_id, user=self.name, message=message.id, seq=seq)
                )
                await self.notebook.answered()
            case Refused() if frame.ref in self.calls:
                self.note_refused(self.calls.pop(frame.ref), frame.error)
            case _:
                pass

    def see(self, rows: Rows) -> None:
        """Take rows as a replica does: nothing twice. A gap is left for the checker to find."""
        chat = rows.scope.removeprefix("chat:")
        place = self.places.get(chat)
        if place is None or rows.rev <= place.rev:
            return
        if rows.hole:
            self.begin_anew(chat)
        for row in rows.rows:
            if isinstance(row, Message) and row.rev > place.rev:
                self.show(row, Way.RESUME if self.catching_up else Way.LIVE)
                place.seq = max(place.seq, row.seq)
        place.rev = rows.rev

    def show(self, message: Message, way: Way) -> None:
        if message.service is not None:
            self.notebook.service(message)
        self.notebook.note(
            events.Received(
                at=now(),
                chat=message.chat_id,
                user=self.name,
                connection=self.connection,
                message=message.id,
                seq=message.seq,
                way=way,
            )
        )

    def begin_anew(self, chat: str) -> None:
        self.notebook.note(events.WasReset(at=now(), chat=chat, user=self.name, connection=self.connection))

    def note_unknown(self, message: SendMessage) -> None:
        self.notebook.note(events.Unknown(at=now(), chat=message.chat_id, user=self.name, message=message.id))

    def note_refused(self, message: SendMessage, error: Error) -> None:
        """A refusal that may be tried again, or a defect of the server, leaves the outcome open."""
        if error.retry:
            self.note_unknown(message)
            return
        self.outbox.pop(message.id, None)
        self.notebook.note(
            events.Refused(at=now(), chat=message.chat_id, user=self.name, message=message.id, code=error.code)
        )

    async def read_final(self, wire: Wire) -> None:
        """Read the whole list of every chat on a connection of its own."""
        await wire.greet("", {})
        for chat in self.chats:
            found: list[Message] = []
            while True:
                after = found[-1].seq if found else 0
                page = await wire.ask(GetHistory(chat_id=chat, after=after, limit=PAGE))
                found += page.messages
                if page.at_end:
                    break
            for message in found:
                if message.service is not None:
                    self.notebook.service(message)
            entries = tuple(events.Entry(message.seq, message.id, message.sender_id) for message in found)
            self.notebook.note(events.FinalLog(at=now(), chat=chat, reader=self.name, entries=entries))
