"""The quota: how many pages are asked for in an hour for one person."""

from collections import deque
from typing import Final

HOUR_MS: Final = 3_600_000


class Quota:
    """Counts in the memory of one process: who sends more is only shown fewer previews."""

    def __init__(self, per_hour: int) -> None:
        self._per_hour = per_hour
        self._taken: dict[str, deque[int]] = {}

    def take(self, user_id: str, now: int) -> bool:
        """Take one page of a person's; False if there is none left. `now` in milliseconds since the epoch."""
        taken = self._taken.setdefault(user_id, deque())
        while taken and abs(now - taken[0]) >= HOUR_MS:
            taken.popleft()
        if len(taken) >= self._per_hour:
            return False
        taken.append(now)
        self._forget(now)
        return True

    def _forget(self, now: int) -> None:
        """Let go of those who have taken nothing for an hour, as many as come."""
        for user_id in [each for each, taken in self._taken.items() if abs(now - taken[-1]) >= HOUR_MS]:
            del self._taken[user_id]
