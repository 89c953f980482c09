"""Finds messages in raw bytes by a mark that carries the moment of sending, and times them."""

import re
import time
from array import array
from collections.abc import Callable
from typing import Generic, TypeVar

MARK = re.compile(rb"==([0-9a-f]{16})")
MARK_BYTES = 18
BODY_BYTES = 100
PADDING = b"x" * (BODY_BYTES - MARK_BYTES)

Lane = TypeVar("Lane")


class Meter(Generic[Lane]):
    """Matches deliveries to sends. Each message is expected `fanout` times, then `on_complete(lane)` runs.

    `latencies` are nanoseconds, one a delivery; `strays` counts marks that were not awaited, such as a second
    delivery of the same message to the same client after all have it.
    """

    def __init__(self, fanout: int, on_complete: Callable[[Lane], None]) -> None:
        self.fanout = fanout
        self.on_complete = on_complete
        self.awaited: dict[bytes, tuple[Lane, list[int]]] = {}
        self.latencies = array("q")
        self.strays = 0
        self.last_at = 0
        self._stamp = 0

    def body(self, lane: Lane, due_at: int | None = None) -> bytes:
        """Text of a new message, stamped with now or with the moment when it was due (perf_counter_ns)."""
        self._stamp = max(self._stamp + 1, time.perf_counter_ns() if due_at is None else due_at)
        key = b"%016x" % self._stamp
        self.awaited[key] = lane, [self.fanout]
        return b"==" + key + PADDING

    def scan(self, data: bytes) -> bytes:
        """Count the marks in `data`; give back the end, which may hold half a mark."""
        if marks := MARK.findall(data):
            self.last_at = now = time.perf_counter_ns()
            for key in marks:
                if (message := self.awaited.get(key)) is None:
                    self.strays += 1
                    continue
                self.latencies.append(now - int(key, 16))
                lane, missing = message
                missing[0] -= 1
                if not missing[0]:
                    del self.awaited[key]
                    self.on_complete(lane)
        return data[1 - MARK_BYTES :]

    @property
    def delivered(self) -> int:
        return len(self.latencies)

    @property
    def lost(self) -> int:
        """Deliveries that have not come."""
        return sum(missing[0] for _, missing in self.awaited.values())

    def percentiles_ms(self) -> dict[str, float]:
        """Time from sending to receiving: p50, p95, p99."""
        ordered = sorted(self.latencies)
        places = {percent: min(len(ordered) - 1, len(ordered) * percent // 100) for percent in (50, 95, 99)}
        return {f"p{percent}_ms": round(ordered[place] / 1e6, 2) for percent, place in places.items() if ordered}
