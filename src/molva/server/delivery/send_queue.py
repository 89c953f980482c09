"""What goes out to one connection: frames of one tick joined into one write, bounded when the reader is slow."""

import asyncio
from collections.abc import Callable
from typing import Final, Protocol

MAX_WAITING_BYTES: Final = 256 * 1024
"""What may wait for a slow reader beside the transport's own 64 KiB; beyond it the reader is cut off and resumes."""


class Writer(Protocol):
    """Where bytes go: an asyncio transport, or a stand-in for servers that do not hand theirs out."""

    def write(self, data: bytes) -> None:
        """Send bytes, buffering what the socket does not take."""

    def is_closing(self) -> bool:
        """Tell whether nothing can be written any more."""


class Tick:
    """Collects the queues that got something in this turn of the event loop and flushes them at its end."""

    def __init__(self) -> None:
        self._dirty: list[SendQueue] = []

    def add(self, queue: "SendQueue") -> None:
        """Flush the queue at the end of this turn."""
        if not self._dirty:
            asyncio.get_running_loop().call_soon(self._flush)
        self._dirty.append(queue)

    def _flush(self) -> None:
        dirty, self._dirty = self._dirty, []
        for queue in dirty:
            queue.flush()


class SendQueue:
    """Frames on their way to one connection."""

    __slots__ = ("_frames", "_overflow", "_paused", "_size", "_tick", "_writable", "_writer")

    def __init__(self, writer: Writer, tick: Tick, overflow: Callable[[], None]) -> None:
        """Begin empty.

        Args:
            overflow: called once when more waits than MAX_WAITING_BYTES.
        """
        self._writer = writer
        self._tick = tick
        self._overflow: Callable[[], None] | None = overflow
        self._frames: list[bytes] = []
        self._size = 0
        self._paused = False
        self._writable: asyncio.Event | None = None

    def push(self, frame: bytes) -> None:
        """Send a frame with the others of this tick."""
        if self._overflow is None:
            return
        self._frames.append(frame)
        if self._paused:
            self._size += len(frame)
            if self._size > MAX_WAITING_BYTES:
                self._cut_off()
        elif len(self._frames) == 1:
            self._tick.add(self)

    def flush(self) -> None:
        """Write what waits, unless the reader is behind."""
        frames = self._frames
        if frames and not self._paused:
            self._frames = []
            if self._writer.is_closing():
                self.close()
                return
            self._writer.write(frames[0] if len(frames) == 1 else b"".join(frames))

    def pause(self, paused: bool) -> None:
        """Take note that the transport's buffer is full, or has drained."""
        self._paused = paused
        if paused:
            self._size = sum(map(len, self._frames))
            return
        self.flush()
        if self._writable is not None:
            self._writable.set()

    def close(self) -> None:
        """Take nothing more and forget what waits."""
        self._overflow = None
        self._frames = []
        if self._writable is not None:
            self._writable.set()

    async def writable(self) -> None:
        """Wait until the reader has caught up; how long answers are sent without filling the memory."""
        while self._paused and self._overflow is not None:
            self._writable = asyncio.Event()
            await self._writable.wait()

    def _cut_off(self) -> None:
        overflow = self._overflow
        self.close()
        if overflow is not None:
            overflow()
