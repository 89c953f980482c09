"""Remains: nothing of deleted rows stays in the file or its log, what is there is not touched, and readers go on."""

from __future__ import annotations

import asyncio
import random
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pysqlite3.dbapi2 as driver
import pytest
from sqlalchemy import Connection, text

from molva.server.storage import remains, sqlite
from molva.server.storage.remains import unused
from molva.server.storage.sqlite import SqliteDatabase
from tests.fixtures.settling import settle

pytestmark = pytest.mark.anyio

MARK = re.compile(rb"kestrel-\d+-")
PAGE = 4096


def name(number: int) -> str:
    return f"kestrel-{number}-"


async def churn(database: SqliteDatabase, seed: int, steps: int = 3000) -> tuple[set[bytes], set[bytes]]:
    """Write, change and delete long and short rows in no order, so that they move; what is gone, what is there."""
    luck, rows = random.Random(seed), dict[int, int]()

    def work(db: Connection) -> None:
        db.execute(text("CREATE TABLE said (at INTEGER PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"))
        for number in range(steps):
            said = {"text": name(number) * luck.choice([1, 3, 10, 40, 90, 300])}
            kind = luck.random()
            if kind < 0.5 or not rows:
                at = luck.randrange(1 << 40)
                db.execute(text("INSERT INTO said VALUES (:at, :text)"), {"at": at, **said})
                rows[at] = number
            elif kind < 0.7:
                at = luck.choice(list(rows))
                db.execute(text("UPDATE said SET text = :text WHERE at = :at"), {"at": at, **said})
                rows[at] = number
            else:
                at = luck.choice(list(rows))
                db.execute(text("DELETE FROM said WHERE at = :at"), {"at": at})
                del rows[at]

    await database.write(work)
    there = {name(number).encode() for number in rows.values()}
    return {name(number).encode() for number in range(steps)} - there, there


def marks(path: Path) -> set[bytes]:
    """Every name that stands anywhere in the database's files."""
    return {mark for each in path.parent.iterdir() for mark in MARK.findall(each.read_bytes())}


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


async def said(database: SqliteDatabase) -> list[tuple[int, str]]:
    return await database.read(lambda db: [tuple(row) for row in db.execute(text("SELECT * FROM said ORDER BY at"))])


async def test_deleting_alone_leaves_copies_and_wiping_leaves_none(tmp_path: Path) -> None:
    path = tmp_path / "molva.db"
    database = SqliteDatabase(path)
    gone, there = await churn(database, seed=1)
    before = await said(database)
    assert await database._writer.run(database._remains.empty_log)
    assert marks(path) & gone, "there is nothing to wipe"
    await database.tidy()
    assert marks(path) == there
    assert log_of(path).stat().st_size == 0
    assert await said(database) == before
    await database.write(lambda db: db.execute(text("DELETE FROM said")))
    await database.tidy()
    assert marks(path) == set()
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("seed", range(2, 6))
async def test_whatever_was_written_the_file_stays_whole(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remains, "PAGES_AT_ONCE", 7)
    path = tmp_path / "molva.db"
    database = SqliteDatabase(path)
    _, there = await churn(database, seed, steps=800)
    before = await said(database)
    await database.tidy()
    # What the connection remembers of the pages must not bring anything back.
    await database.write(lambda db: db.execute(text("UPDATE said SET text = text || '.'")))
    await database.tidy()
    assert await said(database) == [(at, f"{words}.") for at, words in before]
    assert marks(path) == there
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_a_file_that_shrinks_by_itself_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "molva.db"
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA auto_vacuum=FULL")
        connection.execute("VACUUM")
    database = SqliteDatabase(path)
    await churn(database, seed=1, steps=800)
    assert await database._writer.run(database._remains.empty_log)
    before = path.read_bytes()
    await database.tidy()
    assert path.read_bytes() == before
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("sql", ["SELECT * FROM said", "INSERT INTO said VALUES (-1, '')"])
async def test_who_reads_or_writes_beside_it_is_left_in_peace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str
) -> None:
    monkeypatch.setattr(remains, "PATIENCE_MS", 1)
    path = tmp_path / "molva.db"
    database = SqliteDatabase(path)
    await churn(database, seed=1, steps=100)
    # The same library: another one in this process would not see its locks.
    with closing(driver.connect(str(path), isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute(sql).fetchone()
        assert await database._writer.run(lambda: database._remains.wipe(0)) == 0
        assert log_of(path).stat().st_size > 0
        other.execute("COMMIT")
    await database.tidy()
    assert log_of(path).stat().st_size == 0
    await database.close()


async def test_it_happens_by_itself_after_a_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "LOG_KEPT_S", 0)
    monkeypatch.setattr(sqlite, "PAUSE_S", 0)
    path = tmp_path / "molva.db"
    database = SqliteDatabase(path)
    gone, there = await churn(database, seed=1)
    await settle(lambda: database._tidying is None)
    assert gone
    assert marks(path) == there
    # The next time soon after empties the log alone, and the file is wiped when its time has come.
    await database.write(lambda db: db.execute(text("DELETE FROM said")))
    assert log_of(path).stat().st_size > 0
    await settle(lambda: database._tidying is None)
    assert log_of(path).stat().st_size == 0
    assert database._wiping is not None
    monkeypatch.setattr(sqlite, "WIPED_EVERY_S", 0)
    wiped_at = database._wiped_at
    database._begin_to_wipe()
    await settle(lambda: database._tidying is None)
    assert database._wiped_at > wiped_at
    await database.close()


async def test_a_database_that_is_closed_meanwhile_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "LOG_KEPT_S", 0)
    monkeypatch.setattr(remains, "PAGES_AT_ONCE", 1)
    for turns in range(5):
        database = SqliteDatabase(tmp_path / f"{turns}.db")
        await churn(database, seed=1, steps=200)
        for _ in range(turns):
            await asyncio.sleep(0)
        await database.close()


@pytest.mark.parametrize("kind", [0, 1, 3, 0xFF])
def test_a_page_without_rows_has_nothing_to_wipe(kind: int) -> None:
    assert unused(bytes([kind]) + b"\xff" * (PAGE - 1), header=0) == (0, 0)


@pytest.mark.parametrize("header", [0, 100])
def test_what_lies_between_a_pages_header_and_its_rows_is_found(header: int) -> None:
    page = bytearray(PAGE)
    page[header : header + 7] = bytes([0x0D, 0, 0, 0, 2, 0x0F, 0x00])
    page[header + 12 : header + 20] = b"x" * 8
    assert unused(bytes(page), header=header) == (header + 12, 0x0F00)
    page[header + 12 : header + 20] = bytes(8)
    assert unused(bytes(page), header=header) == (0, 0)
    # A header that tells nonsense is not believed.
    page[header + 5 : header + 7] = b"\xff\xff"
    page[header + 12] = 1
    assert unused(bytes(page), header=header) == (0, 0)
