"""A connection that says and hears frames, and does nothing by itself."""

import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from molva.protocol.commands import AnyCommand, Call, Command, Sent, answer_type
from molva.protocol.frames import SUBPROTOCOL, Hello, RawAnswer, Refused, ServerFrame

MAX_RECEIVED_BYTES = 16 << 20
A = TypeVar("A")
_decoder = msgspec.json.Decoder(ServerFrame)


class Dropped(Exception):
    """The connection is gone; `code` is the server's close code, if it sent one."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class Wire:
    """One connection."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self._references = itertools.count(1)

    @classmethod
    async def open(cls, port: int, token: str) -> "Wire":
        """Connect with a bearer token. Raises OSError or Dropped."""
        try:
            socket = await connect(
                f"ws://127.0.0.1:{port}/api/v1/ws",
                additional_headers={"Authorization": f"Bearer {token}"},
                subprotocols=[Subprotocol(SUBPROTOCOL)],
                compression=None,
                ping_interval=None,
                proxy=None,
                max_size=MAX_RECEIVED_BYTES,
            )
        except (WebSocketException, TimeoutError, EOFError) as error:
            raise Dropped(None) from error
        return cls(socket)

    async def greet(self, epoch: str, revs: dict[str, int]) -> None:
        """Say what one has."""
        await self.say(Hello(epoch=epoch, revs=revs))

    async def call(self, command: AnyCommand) -> int:
        """Send a command and give the number of its answer."""
        reference = next(self._references)
        await self.say(Call(reference, command))
        return reference

    async def ask(self, command: Command[A]) -> A:
        """Run a command that is not refused and give its result; frames that come before the answer are dropped."""
        reference = next(self._references)
        await self.say(Call(reference, command))  # type: ignore[arg-type]  # AnyCommand lists what Command[A] is
        answer = await self.answer(reference)
        assert isinstance(answer, RawAnswer), answer
        return msgspec.json.decode(answer.result, type=answer_type(type(command)))

    async def answer(self, reference: int) -> RawAnswer | Refused:
        """Read on until the answer to a call; what comes before it is dropped."""
        while True:
            frame = await self.receive()
            if isinstance(frame, RawAnswer | Refused) and frame.ref == reference:
                return frame

    async def say(self, frame: msgspec.Struct) -> None:
        try:
            await self.socket.send(msgspec.json.encode(frame), text=True)
        except (WebSocketException, OSError) as error:
            raise self._dropped() from error

    async def receive(self) -> ServerFrame:
        """The next frame. Raises Dropped."""
        try:
            frame: ServerFrame = _decoder.decode(await self.socket.recv(decode=False))
        except (WebSocketException, OSError) as error:
            raise self._dropped() from error
        return frame

    async def close(self) -> None:
        """Leave without a goodbye."""
        self.socket.transport.abort()
        await self.socket.wait_closed()

    def _dropped(self) -> Dropped:
        return Dropped(self.socket.close_code)


@asynccontextmanager
async def connected(port: int, tokens: Sequence[str]) -> AsyncIterator[list[Wire]]:
    """Connections that have said hello, closed at the end."""
    wires = [await Wire.open(port, token) for token in tokens]
    try:
        for wire in wires:
            await wire.greet("", {})
        yield wires
    finally:
        for wire in wires:
            await wire.close()


def sent_of(answer: RawAnswer) -> Sent:
    """Read the answer to SendMessage."""
    return msgspec.json.decode(answer.result, type=Sent)
