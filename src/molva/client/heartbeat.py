"""Noticing that the other side is gone: a ping after silence of our own, an end after silence of theirs."""


class Heartbeat:
    """When to say `ping`, and when to give the connection up; seconds, monotonic, handed in.

    Args:
        seconds: the server's interval; twice that without a word means that the connection is dead.
    """

    def __init__(self, seconds: float, now: float) -> None:
        self._seconds = seconds
        self._sent = now
        self._heard = now

    def sent(self, now: float) -> None:
        """We said something."""
        self._sent = now

    def heard(self, now: float) -> None:
        """They said something."""
        self._heard = now

    def ping_due(self, now: float) -> bool:
        """Tell whether we have been silent for so long that it is time for a ping."""
        return now - self._sent >= self._seconds

    def dead(self, now: float) -> bool:
        """Tell whether they have been silent for so long that nobody is there."""
        return now - self._heard >= 2 * self._seconds
