"""How large the workloads are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """The sizes that docs/performance.md quotes; a smaller one is for trying a change quickly."""

    pairs: int = 100
    in_flight: int = 8
    """Messages of each sender under way in W1."""
    messages: int = 20_000
    per_second: int = 500
    seconds: int = 20
    members: int = 500
    senders: int = 10
    room_messages: int = 500
    bare_broadcasts: int = 1_000
    """To 500 sockets, for the floor beside W2."""
    connections: int = 5_000
    parted_s: int = 20
    """Seconds in W3 between the devices' leaving and their return: whoever is gone must have been forgotten."""
    passwords: int = 200
    """Sign-ins by password at the end of W3."""
    settle_s: int = 40
    """Idle seconds before W3 reads the memory."""


FULL = Size()
SMALL = Size(
    pairs=4,
    messages=400,
    per_second=100,
    seconds=1,
    members=20,
    senders=4,
    room_messages=20,
    bare_broadcasts=10,
    connections=20,
    parted_s=1,
    passwords=4,
    settle_s=1,
)
