"""What a workload needs of a messenger: a server to start, and how its clients speak."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias

from molva.cli.bench.meter import Meter
from molva.cli.bench.server_process import ServerProcess

AnyMeter: TypeAlias = Meter[Any]


class User(NamedTuple):
    """An account, with its token and id where the messenger gives them."""

    name: str
    token: str = ""
    id: str = ""


class Client(Protocol):
    """One signed-in connection."""

    def listen(self, meter: AnyMeter | None) -> None:
        """From now on give all that arrives to the meter, or drop it."""

    def leave(self) -> None:
        """End the connection without a word, as a device does that loses its network."""

    def send_direct(self, other: Any, body: bytes) -> None:
        """Send to a client that one has been befriended with."""

    def send_room(self, body: bytes) -> None:
        """Send to the room that one has been gathered in."""


class Dialect(ABC):
    """How clients of one kind of messenger speak."""

    @abstractmethod
    async def register(self, port: int, names: Sequence[str]) -> list[User]:
        """Make accounts."""

    @abstractmethod
    async def connect(self, port: int, user: User, *, password: bool = False) -> Client:
        """Open an authenticated connection that receives; with `password` even where a token would do."""

    async def befriend(self, one: Any, other: Any) -> None:  # noqa: B027  # most need nothing
        """Do whatever two users need before they can write to each other."""

    @abstractmethod
    async def gather_room(self, members: Sequence[Any]) -> None:
        """Put all into one room and wait until they are there."""


class Peer(NamedTuple):
    """A messenger under load."""

    name: str
    server: type[ServerProcess]
    dialect: Dialect


class Receiver(asyncio.Protocol):
    """Takes over a connection after the sign-in and scans what comes."""

    def __init__(self, meter: AnyMeter | None) -> None:
        self.scan = meter.scan if meter else None
        self.rest = b""

    def data_received(self, data: bytes) -> None:
        if self.scan:
            self.rest = self.scan(self.rest + data)


class Stream:
    """A connection that is first read step by step and later only listened to."""

    READ_LIMIT = 1 << 24

    async def open(self, port: int) -> None:
        """Connect to the server on this machine."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port, limit=self.READ_LIMIT)
        self.transport = self.writer.transport
        self.write = self.transport.write

    async def ask(self, data: bytes, answer: bytes) -> bytes:
        """Send, and read up to the end of the answer."""
        self.write(data)
        return await self.reader.readuntil(answer)

    def leave(self) -> None:
        """Abort the connection."""
        self.transport.abort()

    def listen(self, meter: AnyMeter | None) -> None:
        """Hand the connection over to a Receiver."""
        self.transport.set_protocol(Receiver(meter))
