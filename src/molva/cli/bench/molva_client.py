"""A client of Molva for loads: frames are written and read as bytes, JSON is parsed while setting up only."""

import asyncio
import itertools
import random
import time
from collections.abc import Callable
from typing import Any, Final

import msgspec

from molva.cli.bench.peer import AnyMeter, Stream, User
from molva.protocol.commands import Call
from molva.protocol.frames import HEARTBEAT_SECONDS, SUBPROTOCOL, Hello, Ping

PATH: Final = "/api/v1/ws"
NO_MASK: Final = b"\0\0\0\0"
"""A mask of zeros is a mask (RFC 6455, section 5.3), and costs a client nothing."""
SEND: Final = b'{"type":"call","ref":%d,"command":{"type":"send_message","chat_id":"%b","id":"%b","text":"%b"}}'
NOTHING: Final = Hello()
"""What a device knows that connects for the first time."""
ANSWER_TYPES: Final = ("answer", "refused")


class MolvaClient(Stream):
    """One connection of one user, in at most one chat."""

    references = itertools.count(1)

    def __init__(self, user: User) -> None:
        self.user = user
        self.chat = b""

    async def sign_in(self, port: int, known: Hello = NOTHING) -> Hello:
        """Connect and catch up from what the device knows; return what it knows then."""
        await self.open(port)
        head = await self.ask(_upgrade(self.user.token), b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 101"):
            raise RuntimeError(head)
        self.write(client_frame(msgspec.json.encode(known)))
        revs, epoch = dict(known.revs), known.epoch

        def note(frame: dict[str, Any]) -> bool:
            nonlocal epoch
            if frame["type"] == "rows":
                revs[frame["scope"]] = frame["rev"]
            epoch = frame.get("epoch", epoch)
            return bool(frame["type"] == "synced")

        await self.frame(note)
        return Hello(epoch=epoch, revs=revs)

    async def call(self, command: Any) -> Any:
        """Run a command and give its result. Raises RuntimeError if it is refused."""
        reference = next(self.references)
        self.write(client_frame(msgspec.json.encode(Call(reference, command))))
        answer = await self.frame(lambda frame: frame["type"] in ANSWER_TYPES and frame.get("ref") == reference)
        if answer["type"] == "refused":
            raise RuntimeError(answer)
        return answer["result"]

    async def frame(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read on until a frame is the wanted one."""
        while True:
            _, length = await self.reader.readexactly(2)
            if length > 125:
                length = int.from_bytes(await self.reader.readexactly(2 if length == 126 else 8), "big")
            frame: dict[str, Any] = msgspec.json.decode(await self.reader.readexactly(length))
            if wanted(frame):
                return frame

    def listen(self, meter: AnyMeter | None) -> None:
        super().listen(meter)
        asyncio.get_running_loop().call_later(HEARTBEAT_SECONDS, self.beat)

    def beat(self) -> None:
        """Say that the client is there, again and again."""
        if not self.transport.is_closing():
            self.write(PING)
            asyncio.get_running_loop().call_later(HEARTBEAT_SECONDS, self.beat)

    def send_room(self, body: bytes) -> None:
        self.write(client_frame(SEND % (next(self.references), self.chat, message_id(), body)))

    def send_direct(self, _other: "MolvaClient", body: bytes) -> None:
        self.send_room(body)


def client_frame(payload: bytes) -> bytes:
    """A masked, final text frame."""
    length = len(payload)
    if length < 126:
        return bytes((0x81, 0x80 | length)) + NO_MASK + payload
    if length > 0xFFFF:
        return b"\x81\xff" + length.to_bytes(8, "big") + NO_MASK + payload
    return b"\x81\xfe" + length.to_bytes(2, "big") + NO_MASK + payload


PING: Final = client_frame(msgspec.json.encode(Ping()))


def message_id() -> bytes:
    """A new UUIDv7; random enough for a load, and cheaper than a secret one."""
    moment, chance = b"%012x" % (time.time_ns() // 1_000_000), random.getrandbits(60)
    return b"%b-%b-7%03x-8%03x-%012x" % (moment[:8], moment[8:], chance >> 48, chance >> 36 & 0xFFF, chance & 2**48 - 1)


def _upgrade(token: str) -> bytes:
    key = "AAAAAAAAAAAAAAAAAAAAAA=="
    return (
        f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: {SUBPROTOCOL}\r\n"
        f"Authorization: Bearer {token}\r\n\r\n"
    ).encode()
