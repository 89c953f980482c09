"""A road as narrow and as long as a telephone's on the move."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from queue import SimpleQueue
from typing import Final

from tests.e2e.road import Road

BYTES_A_SECOND: Final = 200_000
ROUND_TRIP_S: Final = 0.15
CHUNK_BYTES: Final = 4_096


class SlowRoad(Road):
    """1.6 Mbit/s for all connections together, and 150 ms there and back."""

    _free_at = 0.0

    def _connect(self, here: socket.socket) -> None:
        # Opening a connection takes a round trip.
        time.sleep(ROUND_TRIP_S)
        super()._connect(here)

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        under_way: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
        delivery = threading.Thread(target=self._deliver, args=(under_way, target), daemon=True)
        delivery.start()
        with suppress(OSError):  # either end is gone
            while data := source.recv(CHUNK_BYTES):
                under_way.put((self._arrival(len(data)), data))
        under_way.put((0.0, b""))
        delivery.join()
        for each in (source, target):
            with suppress(OSError):  # it is closed already
                each.shutdown(socket.SHUT_RDWR)

    def _arrival(self, size: int) -> float:
        with self._lock:
            self._free_at = max(time.monotonic(), self._free_at) + size / BYTES_A_SECOND
            return self._free_at + ROUND_TRIP_S / 2

    def _deliver(self, under_way: SimpleQueue[tuple[float, bytes]], target: socket.socket) -> None:
        with suppress(OSError):  # nobody takes it any more
            while (item := under_way.get())[1]:
                due, data = item
                # The road itself: what is sent arrives so much later.
                time.sleep(max(0.0, due - time.monotonic()))
                target.sendall(data)
