"""SQLite: one writer thread, a pool of reader threads, write-ahead log, every commit synced to the disk."""

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any, Final, TypeVar

import pysqlite3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from molva.server.storage.engine import Connections, StorageRefused, Work
from molva.server.storage.prepared import execute
from molva.server.storage.remains import Remains
from molva.server.storage.verdict import verdict
from molva.server.storage.worker import Worker

T = TypeVar("T")

log = logging.getLogger("molva.storage")

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
What is deleted is overwritten in the file, so that nobody finds it there; see also `remains.py`.
"""


READING: Final = ("query_only=ON", "cache_size=-4000")
"""What readers have otherwise: no way to write, and pages in their cache for one question, not for all (KiB)."""


LOG_KEPT_S: Final = 60.0
"""So long after a write the log is emptied: until then it holds what has been deleted since."""

WIPED_EVERY_S: Final = 3600.0
"""How often the whole file is looked through for what belongs to no row, as long as something is written."""

PAUSE_S: Final = 0.5
"""Between two parts of the file people's own commands come first."""


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
        self._writer = Worker("sqlite-writer")
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="sqlite-reader")
        self._most = readers + 1
        self._local = threading.local()
        self._open: list[Connection] = []
        self._remains = Remains(path, self._connection)
        self._tidying: asyncio.TimerHandle | asyncio.Task[None] | None = None
        self._wiping: asyncio.TimerHandle | None = None
        self._wiped_at = -inf

    @property
    def connections(self) -> Connections:
        """See `Database.connections`; each thread opens its own when it has something to do for the first time."""
        return Connections(len(self._open), self._most)

    async def write(self, work: Work[T]) -> T:
        """See `Database.write`."""
        result = await self._writer.run(partial(self._write, work))
        if self._tidying is None:
            self._tidying = asyncio.get_running_loop().call_later(LOG_KEPT_S, self._begin_to_tidy)
        return result

    async def read(self, work: Work[T]) -> T:
        """See `Database.read`."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def close(self) -> None:
        """See `Database.close`."""
        for waiting in (self._tidying, self._wiping):
            if waiting is not None:
                waiting.cancel()
        if isinstance(self._tidying, asyncio.Task):
            await asyncio.wait([self._tidying])
        await asyncio.to_thread(self._writer.stop)
        await asyncio.to_thread(self._readers.shutdown)
        for connection in self._open:
            connection.close()
        self.engine.dispose()
        self._remains.close()

    async def tidy(self, *, pause_s: float = 0) -> None:
        """Let go of everything that is deleted: empty the log, and wipe what belongs to no row in the file.

        Raises:
            Exception: what the driver says of a disk that fails; nothing is lost by it.
        """
        page = 0
        while (following := await self._writer.run(partial(self._remains.wipe, page))) is not None:
            # Where somebody reads on and on the file is wiped as soon as they have ended.
            await asyncio.sleep(pause_s)
            page = following

    def _begin_to_tidy(self) -> None:
        self._tidying = asyncio.get_running_loop().create_task(self._tidy_up(), name="tidying")

    def _begin_to_wipe(self) -> None:
        self._wiping = None
        if self._tidying is None:
            self._begin_to_tidy()

    async def _tidy_up(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            await self._writer.run(self._remains.empty_log)
            due_s = self._wiped_at + WIPED_EVERY_S - monotonic()
            if due_s <= 0:
                await self.tidy(pause_s=PAUSE_S)
                self._wiped_at = monotonic()
            elif self._wiping is None:
                self._wiping = loop.call_later(due_s, self._begin_to_wipe)
        except Exception as error:
            # It costs nobody a message; what is written next begins it anew.
            log.warning("What is deleted could not be wiped from the disk: %s", error)
        finally:
            self._tidying = None

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
