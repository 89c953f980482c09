"""Time by argument, so that tests and bots' authors can move it."""

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """Where the client takes time from."""

    def now_ms(self) -> int:
        """Milliseconds since the epoch; names messages (UUIDv7), never orders anything."""

    def monotonic(self) -> float:
        """Seconds that only grow."""

    async def sleep(self, seconds: float) -> None:
        """Wait so long."""


class SystemClock:
    """The machine's own time."""

    def now_ms(self) -> int:
        """Milliseconds since the epoch."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait so long."""
        await asyncio.sleep(seconds)
