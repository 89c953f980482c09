"""A channel: the connections on this node that follow one scope."""

from typing import Generic, TypeVar

from molva.server.delivery.bus import Publication

Connection = TypeVar("Connection")


class Channel(Generic[Connection]):
    """Followers of a scope, those who may not see its beginning, and those who still catch up."""

    __slots__ = ("_raised", "followers", "held", "limited", "rev")

    def __init__(self) -> None:
        self.rev: int | None = None
        """Last revision that was pushed here; None before the first."""
        self.followers: dict[Connection, None] = {}
        self.limited: dict[Connection, int] = {}
        """Followers with the first message number they may see."""
        self._raised: dict[Connection, int] = {}
        self.held: dict[Connection, list[Publication]] = {}
        """Followers that still catch up, with what came meanwhile."""

    def hold(self, connection: Connection) -> None:
        """Keep what comes for a connection that begins to follow, or follows anew."""
        self.followers.pop(connection, None)
        self.limited.pop(connection, None)
        self._raised.pop(connection, None)
        self.held[connection] = []

    def release(self, connection: Connection, rev: int, from_seq: int) -> list[Publication]:
        """Let a connection follow from revision `rev` on; tell what it has to get first."""
        if connection not in self.held:
            return []
        from_seq = max(from_seq, self._raised.pop(connection, 1))
        newer = [each for each in self.held.pop(connection) if each.rev > rev]
        if from_seq > 1:
            self.limited[connection] = from_seq
        else:
            self.followers[connection] = None
        # `self.rev` stays: a commit that this connection has read may not have been pushed to the others yet.
        return newer

    def limit(self, connection: Connection, from_seq: int) -> None:
        """Keep what belongs to messages before this one from a connection; while it stays, this only grows."""
        if connection in self.held:
            # What it reads meanwhile may be of the moment before.
            self._raised[connection] = max(from_seq, self._raised.get(connection, 1))
        elif from_seq > self.limited.get(connection, 1):
            self.followers.pop(connection, None)
            self.limited[connection] = from_seq

    def anyone(self) -> Connection | None:
        """Name one of the followers."""
        return next(iter((*self.followers, *self.limited)), None)

    def drop(self, connection: Connection) -> bool:
        """Let a connection go; tell whether nobody is left."""
        self.followers.pop(connection, None)
        self.limited.pop(connection, None)
        self.held.pop(connection, None)
        self._raised.pop(connection, None)
        return not (self.followers or self.limited or self.held)
