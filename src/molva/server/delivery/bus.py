"""The bus: a doorbell between nodes. It may lose, double or delay; revisions heal what it does wrong."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from molva.protocol.rows import Membership
from molva.protocol.signals import AnySignal


class Publication(Struct, frozen=True):
    """Rows of a scope that a commit changed, encoded once for all who follow it."""

    scope: str
    after: int
    rev: int
    frame: bytes
    """The `rows` frame as it goes over the wire."""
    oldest_seq: int | None = None
    """Smallest number of a message that a row belongs to, for members who may not see everything."""
    memberships: tuple[Membership, ...] = ()
    """In an account's scope: where the user came in or went out."""


class Signalling(Struct, frozen=True):
    """A signal for whoever follows one of the scopes; each connection gets it once."""

    scopes: tuple[str, ...]
    signal: AnySignal
    hidden_from: frozenset[str] = frozenset()
    """Users who are not to see it."""


class Ring(Struct, frozen=True):
    """What one commit, or one signal, tells all nodes."""

    publications: tuple[Publication, ...] = ()
    signals: tuple[Signalling, ...] = ()
    ended_sessions: tuple[str, ...] = ()


Listener = Callable[[Ring], None]


class Bus(Protocol):
    """Carries rings to every node, this one included."""

    def publish(self, ring: Ring) -> None:
        """Send without waiting."""

    def listen(self, listener: Listener) -> None:
        """Call for every ring, on the event loop, in the order of publishing of each node."""

    async def start(self) -> None:
        """Connect."""

    async def stop(self) -> None:
        """Disconnect."""
