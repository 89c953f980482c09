"""SQLite: one writer thread, a pool of reader threads, write-ahead log, every commit synced to the disk."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeVar

import pysqlite3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from molva.server.storage.engine import StorageRefused, Work
from molva.server.storage.prepared import execute
from molva.server.storage.verdict import verdict

T = TypeVar("T")

OLDEST_SQLITE: Final = (3, 51, 3)
"""Older libraries can corrupt a write-ahead log that several connections use (the WAL-reset bug)."""

READERS: Final = 4
"""Reader threads: reads are short, and two cores serve four of them."""

PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "cache_size=-32000",
    "temp_store=MEMORY",
    "secure_delete=ON",
)
"""FULL syncs the log before a commit returns; with NORMAL a power cut takes back acknowledged messages.
What is deleted is overwritten in the file, so that nobody finds it there.
"""


READING: Final = ("query_only=ON", "cache_size=-4000")
"""What readers have otherwise: no way to write, and pages in their cache for one question, not for all (KiB)."""


class SqliteTooOld(Exception):
    """The SQLite library is older than OLDEST_SQLITE."""


class SqliteDatabase:
    """The database in one file; only one process may have it open (see `lock.py`)."""

    name = "sqlite"

    def __init__(self, path: Path, *, readers: int = READERS) -> None:
        """Open or create the file.

        Raises:
            SqliteTooOld: the library is not safe to use.
        """
        if driver.sqlite_version_info < OLDEST_SQLITE:
            raise SqliteTooOld(driver.sqlite_version)
        self.engine = sqlite_engine(path)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="sqlite-writer")
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="sqlite-reader")
        self._local = threading.local()
        self._open: list[Connection] = []

    async def write(self, work: Work[T]) -> T:
        """See `Database.write`."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._write, work)

    async def read(self, work: Work[T]) -> T:
        """See `Database.read`."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def close(self) -> None:
        """See `Database.close`."""
        await asyncio.to_thread(self._writer.shutdown)
        await asyncio.to_thread(self._readers.shutdown)
        for connection in self._open:
            connection.close()
        self.engine.dispose()

    def _connection(self, *pragmas: str) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self.engine.connect()
            for pragma in pragmas:
                execute(connection, f"PRAGMA {pragma}")
            self._local.connection = connection
            self._open.append(connection)
        return connection

    def _write(self, work: Work[T]) -> T:
        connection = self._connection()
        try:
            execute(connection, "BEGIN IMMEDIATE")
            result = work(connection)
            execute(connection, "COMMIT")
        except BaseException as error:
            # Whatever happened, the connection must be out of its transaction before the next one.
            connection.connection.rollback()
            told = verdict(error)
            if told is None or told is error:
                raise
            raise told from error
        return result

    def _read(self, work: Work[T]) -> T:
        connection = self._connection(*READING)
        try:
            execute(connection, "BEGIN")
            return work(connection)
        except Exception as error:
            # Driver and library raise of many kinds; what is not the database's own goes on as it came.
            told = verdict(error)
            if isinstance(told, StorageRefused) and told is not error:
                raise told from error
            raise
        finally:
            connection.connection.rollback()


def sqlite_engine(path: Path) -> Engine:
    """Make an engine whose connections begin transactions only when told, with every pragma set."""

    def connect() -> Any:
        # Autocommit on the driver's side: the transaction's limits are the ones written in `_write` and `_read`.
        connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    # The connections live as long as their thread; a pool would only be in the way. Parameters are people's words
    # and secrets: they stay out of error texts.
    return create_engine("sqlite://", module=driver, creator=connect, poolclass=NullPool, hide_parameters=True)
