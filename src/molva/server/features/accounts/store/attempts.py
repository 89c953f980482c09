"""Statements about counted attempts; stored, so that neither a restart nor another node forgets a guesser."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, case, delete, select, update

from molva.server.features.accounts.tables import attempts
from molva.server.storage.insert import insert_over

SWEPT: Final = 100
"""Finished counts deleted with each attempt: the table cannot grow faster than it is cleaned."""


def counted(connection: Connection, keys: Iterable[bytes], now: int) -> list[tuple[bytes, int, int]]:
    """Read (key, tried, ends_at) of the counts that run."""
    running = select(attempts.c.key, attempts.c.tried, attempts.c.ends_at)
    found = connection.execute(running.where(attempts.c.key.in_(list(keys)), attempts.c.ends_at > now))
    return [(row.key, row.tried, row.ends_at) for row in found]


def count_all(connection: Connection, ends: Mapping[bytes, int], now: int) -> list[tuple[bytes, int, int]]:
    """Count an attempt under each key, and clean up a little.

    Args:
        ends: when the count of a key ends if it begins with this attempt.

    Returns:
        (key, attempts up to now, when the count ends).
    """
    over = select(attempts.c.key).where(attempts.c.ends_at <= now).limit(SWEPT)
    connection.execute(delete(attempts).where(attempts.c.key.in_(over)))
    return [(key, *_count(connection, key, now, ends_at)) for key, ends_at in ends.items()]


def give_back(connection: Connection, key: bytes) -> None:
    """Take one attempt off a count."""
    connection.execute(update(attempts).where(attempts.c.key == key).values(tried=attempts.c.tried - 1))


def forget(connection: Connection, key: bytes) -> None:
    """Begin a count anew."""
    connection.execute(delete(attempts).where(attempts.c.key == key))


def _count(connection: Connection, key: bytes, now: int, ends_at: int) -> tuple[int, int]:
    over = attempts.c.ends_at <= now
    step = insert_over(connection, attempts).values(key=key, tried=1, ends_at=ends_at)
    step = step.on_conflict_do_update(
        index_elements=[attempts.c.key],
        set_={
            "tried": case((over, 1), else_=attempts.c.tried + 1),
            "ends_at": case((over, ends_at), else_=attempts.c.ends_at),
        },
    )
    row = connection.execute(step.returning(attempts.c.tried, attempts.c.ends_at)).one()
    return row[0], row[1]
