"""A clock that stands still until it is moved."""

import asyncio
import heapq
from itertools import count
from typing import Final

START_MS: Final = 1_700_000_000_000


class FakeClock:
    """Stands in for the system's clock; `advance` moves it and wakes who slept."""

    def __init__(self, start_ms: int = START_MS) -> None:
        self._start_ms = start_ms
        self._passed = 0.0
        self._order = count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now_ms(self) -> int:
        """Milliseconds since the epoch."""
        return self._start_ms + round(self._passed * 1000)

    def monotonic(self) -> float:
        """Seconds since the clock was made."""
        return self._passed

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has been moved so far."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._passed + seconds, next(self._order), future))
        await future

    def advance(self, seconds: float) -> None:
        """Move the clock; who slept until then or less goes on."""
        self._passed += seconds
        while self._sleepers and self._sleepers[0][0] <= self._passed:
            future = heapq.heappop(self._sleepers)[2]
            if not future.done():
                future.set_result(None)

    @property
    def sleeping(self) -> int:
        """How many wait for the clock to move."""
        return sum(not future.done() for _, _, future in self._sleepers)
