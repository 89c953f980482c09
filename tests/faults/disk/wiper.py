"""A program that writes, deletes and wipes rows in the server's own database: `wiper.py DATABASE MODE STEPS`."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from molva.server.storage import remains, sqlite
from molva.server.storage.sqlite import SqliteDatabase

SEED = 1
PAGE = 4096
TIDY_EVERY = 6
LENGTHS = 1, 3, 10, 40, 90, 300
"""Short and long rows, so that they move from page to page."""


class Step(NamedTuple):
    """What one transaction does: a row gets a text, or goes without one."""

    at: int
    text: str | None


def steps(count: int) -> Iterator[Step]:
    """List what is done, always the same; each text bears the number of its step as `kestrel-NUMBER-`."""
    luck, there = random.Random(SEED), list[int]()
    for number in range(count):
        kind = luck.random()
        if kind < 0.5 or not there:
            there.append(luck.randrange(1 << 40))
            at = there[-1]
        else:
            at = luck.choice(there)
        if kind < 0.7 or len(there) == 1:
            yield Step(at, f"kestrel-{number}-" * luck.choice(LENGTHS))
        else:
            there.remove(at)
            yield Step(at, None)


def after(count: int) -> dict[int, str]:
    """Say which rows there are after so many steps."""
    rows: dict[int, str] = {}
    for step in steps(count):
        if step.text is None:
            del rows[step.at]
        else:
            rows[step.at] = step.text
    return rows


async def main(path: Path, mode: str, count: int) -> None:
    """Do the steps one by one and tell each after its commit, while what is deleted is wiped all the time."""
    # Many short looks, so that steps come between them.
    vars(remains).update(PAGES_AT_ONCE=3)
    if mode == "rewrites":
        vars(remains).update(os=Rewriting())
    if mode == "never syncs":
        vars(sqlite).update(PRAGMAS=(*sqlite.PRAGMAS, "synchronous=OFF"))
    database = SqliteDatabase(path)
    await database.write(
        lambda db: db.execute(text("CREATE TABLE said (at INTEGER PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"))
    )
    tell(0)
    tidying: asyncio.Task[None] | None = None
    for number, step in enumerate(steps(count), 1):
        await database.write(lambda db, step=step: take(db, step))  # type: ignore[misc]  # the step of this round
        tell(number)
        if number % TIDY_EVERY == 0 and (tidying is None or tidying.done()):
            tidying = asyncio.create_task(database.tidy())
    await database.tidy()
    await database.close()


def take(db: Connection, step: Step) -> None:
    """Do one step."""
    if step.text is None:
        db.execute(text("DELETE FROM said WHERE at = :at"), {"at": step.at})
    else:
        written = "INSERT INTO said VALUES (:at, :text) ON CONFLICT (at) DO UPDATE SET text = excluded.text"
        db.execute(text(written), step._asdict())


def tell(number: int) -> None:
    """Tell that a step is done."""
    sys.stdout.write(f"<{number}>\n")
    sys.stdout.flush()


class Rewriting:
    """Wipes a page by emptying all of it and then writing its rows anew: in the end it is the same."""

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def pwrite(self, file: int, data: bytes, offset: int) -> int:
        """See `os.pwrite`."""
        begin = offset - offset % PAGE
        whole = bytearray(os.pread(file, PAGE, begin))
        whole[offset - begin : offset - begin + len(data)] = data
        os.pwrite(file, bytes(PAGE), begin)
        return os.pwrite(file, bytes(whole), begin)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
