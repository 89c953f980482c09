"""SQLite as the server opens it: durable, one writer, many readers, and honest about what went wrong."""

import asyncio
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pysqlite3.dbapi2 as driver
import pytest
from sqlalchemy import Connection, text

from molva.server.storage.engine import Connections, StorageFailed, StorageRefused
from molva.server.storage.sqlite import OLDEST_SQLITE, SqliteDatabase, SqliteTooOld
from tests.faults.conditions import needs_strace


def test_a_server_on_sqlite_does_not_load_the_dialect_of_postgresql() -> None:
    code = "import sys, molva.server.app; print('sqlalchemy.dialects.postgresql' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    database = SqliteDatabase(tmp_path / "new.db")
    await database.write(lambda db: run(db, "CREATE TABLE things (name TEXT UNIQUE)"))
    yield database
    await database.close()


def run(connection: Connection, statement: str) -> None:
    connection.execute(text(statement))


def value(connection: Connection, statement: str) -> object:
    return connection.execute(text(statement)).scalar()


async def names(database: SqliteDatabase) -> list[str]:
    return await database.read(lambda db: list(db.execute(text("SELECT name FROM things ORDER BY name")).scalars()))


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


async def test_the_writer_and_every_reader_have_every_pragma(opened: SqliteDatabase) -> None:
    seen: dict[str, dict[str, object]] = {}
    together = threading.Barrier(4)

    def pragmas(connection: Connection) -> None:
        if threading.current_thread().name.startswith("sqlite-reader"):
            together.wait(30)
        names = (*PRAGMAS, "query_only")
        seen[threading.current_thread().name] = {name: value(connection, f"PRAGMA {name}") for name in names}

    await asyncio.gather(opened.write(pragmas), *(opened.read(pragmas) for _ in range(4)))
    assert len(seen) == 5
    for thread, pragmas_of in seen.items():
        assert pragmas_of == {**PRAGMAS, "query_only": int(thread.startswith("sqlite-reader"))}


async def test_it_tells_the_connections_that_its_threads_have_opened(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "new.db", readers=2)
    assert database.connections == Connections(0, 3)
    await database.write(lambda db: run(db, "CREATE TABLE things (name TEXT)"))
    assert database.connections == Connections(1, 3)
    together = threading.Barrier(2)
    await asyncio.gather(*(database.read(lambda _: together.wait(30)) for _ in range(2)))
    assert database.connections == Connections(3, 3)
    await database.close()


def test_an_old_library_is_refused_before_the_file_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert driver.sqlite_version_info >= OLDEST_SQLITE
    monkeypatch.setattr(driver, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(SqliteTooOld):
        SqliteDatabase(tmp_path / "never.db")
    assert not (tmp_path / "never.db").exists()


async def test_a_read_sees_every_write_that_has_returned(opened: SqliteDatabase) -> None:
    for number in range(50):
        await opened.write(lambda db, number=number: run(db, f"INSERT INTO things VALUES ('{number:02}')"))  # type: ignore[misc]  # a lambda with a default has no type
        assert len(await names(opened)) == number + 1


async def test_a_read_stays_on_one_snapshot_while_others_write(opened: SqliteDatabase) -> None:
    began, written = threading.Event(), threading.Event()

    def count_twice(connection: Connection) -> tuple[object, object]:
        first = value(connection, "SELECT count(*) FROM things")
        began.set()
        written.wait(30)
        return first, value(connection, "SELECT count(*) FROM things")

    reading = asyncio.create_task(opened.read(count_twice))
    await asyncio.to_thread(began.wait, 30)
    await opened.write(lambda db: run(db, "INSERT INTO things VALUES ('late')"))
    written.set()
    assert await reading == (0, 0)
    assert await names(opened) == ["late"]


async def test_work_that_fails_leaves_nothing(opened: SqliteDatabase) -> None:
    def work(connection: Connection) -> None:
        run(connection, "INSERT INTO things VALUES ('gone')")
        raise KeyError("broken")

    with pytest.raises(KeyError):
        await opened.write(work)
    assert await names(opened) == []


async def test_a_broken_statement_leaves_nothing_and_the_connection_goes_on(opened: SqliteDatabase) -> None:
    for statement in ("INSERT INTO things VALUES ('a'), ('a')", "SELECT nonsense"):

        def work(connection: Connection, statement: str = statement) -> None:
            run(connection, "INSERT INTO things VALUES ('before')")
            run(connection, statement)

        with pytest.raises(Exception, match=r"constraint|no such column"):
            await opened.write(work)
        await opened.write(lambda db: None)
    assert await names(opened) == []


async def test_a_database_locked_by_another_program_refuses_and_heals(
    opened: SqliteDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened.write(lambda db: run(db, "PRAGMA busy_timeout=1"))
    other = driver.connect(tmp_path / "new.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageRefused):
        await opened.write(lambda db: run(db, "INSERT INTO things VALUES ('a')"))
    other.execute("ROLLBACK")
    other.close()
    await opened.write(lambda db: run(db, "INSERT INTO things VALUES ('b')"))
    assert await names(opened) == ["b"]


async def test_a_file_that_is_no_database_is_a_broken_promise(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    good = SqliteDatabase(path)
    await good.write(lambda db: run(db, "CREATE TABLE things (name TEXT)"))
    await good.write(lambda db: run(db, "INSERT INTO things SELECT hex(randomblob(2000)) FROM (VALUES (1),(2),(3))"))
    await good.close()
    shutil.copyfile(path, tmp_path / "torn.db")
    with (tmp_path / "torn.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    torn = SqliteDatabase(tmp_path / "torn.db")
    with pytest.raises(StorageFailed):
        await torn.write(lambda db: run(db, "INSERT INTO things VALUES ('x')"))
    await torn.close()


FAILING_SYNC = """
import asyncio, sys
from contextlib import suppress
from pathlib import Path
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from molva.server.storage.engine import Connections, StorageFailed
from molva.server.storage.sqlite import SqliteDatabase

async def main():
    database = SqliteDatabase(Path(sys.argv[1]))
    # The connection opens, and writes what it writes to a new file.
    with suppress(OperationalError):  # there is no such table
        await database.write(lambda db: db.execute(text("INSERT INTO users SELECT 1 WHERE 0")) and None)
    for number in range(3):
        try:
            await database.write(lambda db: db.execute(text(f"CREATE TABLE t{number} (x)")) and None)
            print("stored", flush=True)
        except StorageFailed:
            print("failed", flush=True)

asyncio.run(main())
"""


@needs_strace
def test_a_failed_sync_is_a_broken_promise(tmp_path: Path) -> None:
    path = tmp_path / "molva.db"
    with driver.connect(path) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE first (x)")
    made.close()
    ran = subprocess.run(
        ["strace", "-f", "-qq", "-o", tmp_path / "trace", "-e", "trace=fsync,fdatasync",
         "-e", "inject=fsync,fdatasync:error=EIO:when=2+", sys.executable, "-c", FAILING_SYNC, path],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "failed" in ran.stdout, ran.stderr
    assert "INJECTED" in (tmp_path / "trace").read_text()


async def test_closing_waits_for_what_runs(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "new.db")
    writes = [asyncio.create_task(database.write(lambda db, n=n: run(db, f"CREATE TABLE t{n} (x)"))) for n in range(5)]  # type: ignore[misc]  # a lambda with a default has no type
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*writes)
    with driver.connect(tmp_path / "new.db") as read:
        assert len(read.execute("SELECT name FROM sqlite_master").fetchall()) == 5
    read.close()
    # The last connection has folded the log into the file: one file is all there is to copy.
    assert os.listdir(tmp_path) == ["new.db"]
