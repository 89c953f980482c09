"""Limits on guessing: attempts are counted by account and by network address before anything costly is done."""

import hashlib
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address

from molva.protocol.errors import TooManyRequests
from molva.server.features.accounts.store.attempts import count_all, counted
from molva.server.kernel.clock import Clock
from molva.server.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Limit:
    """So many attempts of one kind, from the first one on."""

    kind: str
    most: int
    period_ms: int

    def key(self, who: str) -> bytes:
        """Name the count of somebody; a hash, so that no address or name stands in the table."""
        return hashlib.sha256(f"{self.kind}\0{who}".encode("utf-8", "surrogatepass")).digest()[:16]


class Attempts:
    """Counts attempts in transactions of their own, so that a refused command counts too."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def admit(self, *claims: tuple[Limit, str]) -> None:
        """Count one attempt under each limit.

        Args:
            claims: a limit and whom it counts.

        Raises:
            TooManyRequests: one of them is used up; nothing more is written then, however often one tries.
        """
        now = self._clock()
        limits = {limit.key(who): limit for limit, who in claims}
        for key, had, ends_at in await self._database.read(lambda connection: counted(connection, limits, now)):
            if had >= limits[key].most:
                raise TooManyRequests(retry_after_ms=ends_at - now)
        # In the order of the keys: two nodes that lock the same counts never wait for each other.
        ends = {key: now + limits[key].period_ms for key in sorted(limits)}
        for key, had, ends_at in await self._database.write(lambda connection: count_all(connection, ends, now)):
            if had > limits[key].most:
                raise TooManyRequests(retry_after_ms=ends_at - now)


def address_key(address: str) -> str:
    """Name the network that one customer usually has: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((int(parsed) >> 64 << 64, 64)))
