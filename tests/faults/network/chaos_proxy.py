"""A TCP proxy on 127.0.0.1 that delays, slows, splits, swallows or cuts what passes through it.

It stands in for the kernel's netem, which is not there everywhere and needs root.
"""

import asyncio
import socket
import struct
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

READ_BYTES = 65536
LINGER_AND_RESET = struct.pack("ii", 1, 0)


class Way(StrEnum):
    """Which way bytes go: `UP` is from the client to the server."""

    UP = "up"
    DOWN = "down"


@dataclass
class Weather:
    """How bytes pass; a test may change it at any time, and it holds for open connections too."""

    delay_s: float = 0.0
    jitter_s: float = 0.0
    bytes_per_s: int | None = None
    segment_bytes: int = READ_BYTES
    swallow: frozenset[Way] = frozenset()
    """Half-open: these ways take bytes and let none through, without an end of the stream."""
    reset_after_bytes_up: int | None = None
    """Each connection is reset when so many bytes have gone up; the last segment may arrive in part."""


@dataclass(eq=False)
class Passage:
    """One connection through the proxy."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    bytes_up: int = 0

    def reset(self) -> None:
        """End both sides at once, with RST."""
        for writer in (self.client, self.server):
            connected = writer.get_extra_info("socket")
            # A side that has closed by itself has no socket any more.
            if connected.fileno() < 0:
                continue
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_AND_RESET)
            writer.transport.abort()


@dataclass
class ChaosProxy:
    """Listens on a free port and passes connections on to `target_port`; use it as a context."""

    target_port: int
    weather: Weather = field(default_factory=Weather)
    random: Random = field(default_factory=lambda: Random(0))
    passages: set[Passage] = field(default_factory=set)
    port: int = 0
    swallowed: asyncio.Queue[bytes] = field(default_factory=asyncio.Queue)
    """What was taken and not passed on."""
    cuts: asyncio.Queue[Passage] = field(default_factory=asyncio.Queue)
    """Connections that were reset because of `reset_after_bytes_up`."""

    async def __aenter__(self) -> "ChaosProxy":
        self._tasks: set[asyncio.Task[None]] = set()
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._listener.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._listener.close()
        self.reset_all()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def reset_all(self) -> None:
        """Reset every open connection."""
        for passage in list(self.passages):
            passage.reset()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._pass(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _pass(self, from_client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        try:
            from_server, to_server = await asyncio.open_connection("127.0.0.1", self.target_port)
        except OSError:
            to_client.transport.abort()
            return
        passage = Passage(to_client, to_server)
        self.passages.add(passage)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._pump(Way.UP, from_client, to_server, passage))
                group.create_task(self._pump(Way.DOWN, from_server, to_client, passage))
        finally:
            self.passages.discard(passage)
            to_client.close()
            to_server.close()

    async def _pump(
        self, way: Way, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, passage: Passage
    ) -> None:
        try:
            while data := await reader.read(self.weather.segment_bytes):
                if way in self.weather.swallow:
                    self.swallowed.put_nowait(data)
                    continue
                await self._wait(len(data))
                if way is Way.UP and (allowed := self._allowed(len(data), passage)) is not None:
                    writer.write(data[:allowed])
                    await writer.drain()
                    passage.reset()
                    self.cuts.put_nowait(passage)
                    return
                writer.write(data)
                await writer.drain()
            if way not in self.weather.swallow:
                writer.write_eof()
        except OSError:
            writer.close()

    async def _wait(self, size: int) -> None:
        pause = self.weather.delay_s + self.random.random() * self.weather.jitter_s
        if self.weather.bytes_per_s:
            pause += size / self.weather.bytes_per_s
        if pause:
            # The bad weather itself: delay, jitter and a narrow line.
            await asyncio.sleep(pause)

    def _allowed(self, size: int, passage: Passage) -> int | None:
        """How many of `size` bytes still pass before the reset; None while there is no reset yet."""
        passage.bytes_up += size
        limit = self.weather.reset_after_bytes_up
        if limit is None or passage.bytes_up < limit:
            return None
        return max(0, size - (passage.bytes_up - limit))
