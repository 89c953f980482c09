"""How long to wait before the next attempt: doubling, bounded, with full jitter."""

from collections.abc import Callable

FIRST_SECONDS = 0.5
MOST_SECONDS = 30.0
"""After a long outage everybody is back within half a minute."""


class Backoff:
    """Waits drawn evenly from zero to a bound that doubles, so that clients do not come back all at once.

    Args:
        random: draws a number in [0, 1).
        first: the first bound, seconds.
        most: the largest bound, seconds.

    Source: M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015 ("full jitter").
    """

    def __init__(
        self, random: Callable[[], float], *, first: float = FIRST_SECONDS, most: float = MOST_SECONDS
    ) -> None:
        self._random = random
        self._first = first
        self._most = most
        self._bound = first

    def next(self, *, at_least: float = 0.0) -> float:
        """Seconds to wait now; the bound doubles for the time after. `at_least` is what the server asked for."""
        wait = self._random() * self._bound
        self._bound = min(self._bound * 2, self._most)
        return at_least + wait

    def reset(self) -> None:
        """Begin anew: the last attempt succeeded."""
        self._bound = self._first
