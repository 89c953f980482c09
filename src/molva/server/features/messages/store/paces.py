"""Paces: when the members of a slow chat sent last, so that they can be told how long to wait."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import ceil
from typing import Final

import msgspec
from sqlalchemy import Connection, select, tuple_

from molva.protocol.errors import HourlyLimit, Refusal, SlowMode
from molva.server.features.messages.store.standings import Key, Standing
from molva.server.features.messages.tables import paces
from molva.server.storage.insert import put_row

HOUR_MS: Final = 3_600_000


@dataclass(slots=True)
class Pace:
    """What a member of a slow chat has sent last."""

    standing: Standing
    sent_at: list[int]
    """Milliseconds since the epoch, oldest first: as many as it takes to judge the next one."""
    moved: bool = False

    def refusal(self, now: int) -> Refusal | None:
        """Say how long the member waits, if they do."""
        slow_s, hourly = self.standing.slow_s, self.standing.hourly
        # After a clock that ran ahead nobody waits longer than they would anyway.
        sent_at = [min(at, now) for at in self.sent_at]
        if slow_s and sent_at and (wait := sent_at[-1] + slow_s * 1000 - now) > 0:
            return SlowMode(limit=slow_s, seconds=ceil(wait / 1000), retry_after_ms=wait)
        if hourly and len(sent_at) >= hourly and (wait := sent_at[-hourly] + HOUR_MS - now) > 0:
            return HourlyLimit(limit=hourly, seconds=ceil(wait / 1000), retry_after_ms=wait)
        return None

    def note(self, now: int) -> None:
        """Take note of a message."""
        self.sent_at = [*self.sent_at, now][-max(1, self.standing.hourly) :]
        self.moved = True


def paced_in(chat_id: str, user_id: str, standing: Standing) -> Key:
    """Name the pace that a message has to keep."""
    return (chat_id if standing.root is None else standing.root.chat_id), user_id


def find_paces(connection: Connection, standings: dict[Key, Standing]) -> dict[Key, Pace]:
    """Read the paces of those who have to wait or are counted; in other chats there is nothing to read.

    By the chat that sets the pace: comments count together with what is written beside them. Two nodes at once may let
    one too many through there, since each thread is locked by itself.
    """
    slow = {
        paced_in(*key, standing): standing for key, standing in standings.items() if standing.slow_s or standing.hourly
    }
    if not slow:
        return {}
    found = dict(_read(connection, slow))
    return {key: Pace(standing, found.get(key, [])) for key, standing in slow.items()}


def write_paces(connection: Connection, known: dict[Key, Pace]) -> None:
    """Store what has moved on."""
    for (chat_id, user_id), pace in known.items():
        if pace.moved:
            sent_at = msgspec.json.encode(pace.sent_at).decode()
            put_row(connection, paces, {"chat_id": chat_id, "user_id": user_id, "sent_at": sent_at})


def _read(connection: Connection, keys: Collection[Key]) -> Iterable[tuple[Key, list[int]]]:
    named = tuple_(paces.c.chat_id, paces.c.user_id).in_(list(keys))
    for chat_id, user_id, sent_at in connection.execute(select(paces).where(named)):
        yield (chat_id, user_id), msgspec.json.decode(sent_at, type=list[int])
