"""What keeps bad peers from holding on to connections: deadlines, sizes, and a count for each address."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

Network = IPv4Network | IPv6Network

LOOPBACK: Final[tuple[Network, ...]] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardLimits:
    """How long and how much a peer may keep a connection busy; a proxy in front may be stricter."""

    header_s: float = 10
    """From the connection, or the first byte of a later request, to the end of the headers."""
    silence_s: float = 10
    """Between two pieces of a body, or of a WebSocket message that has begun."""
    body_s: float = 30
    """For a whole body, or a whole WebSocket message: a hello of a megabyte on a slow phone takes 20 s."""
    idle_s: int = 10
    """Between the answer to one request and the next one."""
    unread_s: float = 30
    """Until a peer reads what waits for it."""
    closing_s: float = 5
    """Until a peer answers a WebSocket's close frame, and has read what stood before it."""
    header_bytes: int = 16 * 1024
    """Request line and headers."""
    websocket_message_bytes: int = 1024 * 1024
    """The largest hello; afterwards the connection itself takes less."""


class ConnectionCount:
    """Counts the open connections of each address, an IPv6 network of 64 bits counting as one."""

    def __init__(self, limit: int, exempt: Sequence[Network] = LOOPBACK) -> None:
        """Begin with none.

        Args:
            exempt: networks that are not limited: this machine, and the proxies that speak for others.
        """
        self._limit = limit
        self._exempt = exempt
        self._open: Counter[str | None] = Counter()

    def enter(self, address: str) -> bool:
        """Count a connection; tell whether the address may have it. `leave` is due in either case."""
        place = self._place(address)
        if place is None:
            return True
        self._open[place] += 1
        return self._open[place] <= self._limit

    def crowded(self, address: str) -> bool:
        """Tell whether an address has so many connections that one more is not even worth an answer."""
        return self._open.get(self._place(address), 0) > 2 * self._limit

    def leave(self, address: str) -> None:
        """Take note that a counted connection is gone."""
        place = self._place(address)
        if place in self._open:
            self._open[place] -= 1
            if not self._open[place]:
                del self._open[place]

    def _place(self, address: str) -> str | None:
        """Name what is counted together, or None for what is not counted."""
        try:
            ip = ip_address(address)
        except ValueError:
            # A Unix socket's peer has no address: it is on this machine.
            return None
        if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        if any(ip in network for network in self._exempt):
            return None
        return str(ip) if isinstance(ip, IPv4Address) else str(ip_network((int(ip), 64), strict=False))


class Deadline:
    """Calls back once if it is not stopped in time."""

    __slots__ = ("_loop", "_missed", "_timer")

    def __init__(self, loop: asyncio.AbstractEventLoop, missed: Callable[[], None]) -> None:
        self._loop = loop
        self._missed = missed
        self._timer: asyncio.TimerHandle | None = None

    def start(self, seconds: float) -> None:
        """Begin to wait; a wait that has begun goes on as it was."""
        if self._timer is None:
            self._timer = self._loop.call_later(seconds, self._missed)

    def restart(self, seconds: float) -> None:
        """Begin to wait anew."""
        self.stop()
        self.start(seconds)

    def stop(self) -> None:
        """Wait no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
