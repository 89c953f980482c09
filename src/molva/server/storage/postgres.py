"""PostgreSQL through asyncpg: one writer a node, order between nodes by the locks on the rows that count."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar, cast

from sqlalchemy import AsyncAdaptedQueuePool, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from molva.server.storage.engine import Connections, Disconnected, Interrupted, Work
from molva.server.storage.verdict import verdict

T = TypeVar("T")

TRIES: Final = 5
"""Attempts at a transaction that meets others: two nodes meet once, and five times in a row hardly ever."""

READERS: Final = 8
"""Connections for reads, beside the writer's one."""

STATEMENT_TIMEOUT_MS: Final = 15_000
"""No statement of ours needs a tenth of that; a longer one is stuck."""


class PostgresDatabase:
    """The database on a PostgreSQL server; any number of nodes may use it."""

    name = "postgresql"

    def __init__(self, url: str) -> None:
        """Prepare connections to `postgresql+asyncpg://…`; none is opened yet."""
        self.engine = postgres_engine(url)
        self._writing = asyncio.Lock()
        # Reads never take the connection that the writer needs.
        self._reading = asyncio.Semaphore(READERS)

    @property
    def connections(self) -> Connections:
        """See `Database.connections`."""
        pool = cast(AsyncAdaptedQueuePool, self.engine.pool)
        return Connections(pool.checkedin() + pool.checkedout(), pool.size())

    async def write(self, work: Work[T]) -> T:
        """See `Database.write`."""
        async with self._writing:
            return await _again(lambda: self._write(work))

    async def read(self, work: Work[T]) -> T:
        """See `Database.read`."""
        async with self._reading:
            return await _again(lambda: self._read(work))

    async def close(self) -> None:
        """See `Database.close`."""
        await self.engine.dispose()

    async def _write(self, work: Work[T]) -> T:
        committing = False
        try:
            async with self.engine.connect() as connection:
                # Begun by name: SQLAlchemy does not see what runs on the driver itself, and would commit nothing.
                transaction = await connection.begin()
                result = await connection.run_sync(work)
                committing = True
                await transaction.commit()
        except Exception as error:
            # Driver and library raise of many kinds; what is not the database's own goes on as it came.
            told = verdict(error)
            if told is None or told is error or (committing and isinstance(told, Disconnected)):
                raise
            raise told from error
        return result

    async def _read(self, work: Work[T]) -> T:
        try:
            async with self.engine.connect() as connection:
                snapshot = await connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
                return await snapshot.run_sync(work)
        except Exception as error:
            # Driver and library raise of many kinds; what is not the database's own goes on as it came.
            told = verdict(error)
            if told is None or told is error:
                raise
            raise told from error


async def _again(attempt: Callable[[], Awaitable[T]]) -> T:
    """Repeat what had no effect: it met another transaction, or the connection was gone before the commit."""
    for _ in range(TRIES - 1):
        try:
            return await attempt()
        except (Interrupted, Disconnected):
            continue
    return await attempt()


def postgres_engine(url: str) -> AsyncEngine:
    """Make an engine with the server's settings: durable commits, a time limit for each statement."""
    return create_async_engine(
        url,
        pool_size=READERS + 1,
        max_overflow=0,
        hide_parameters=True,
        connect_args={
            "server_settings": {
                "application_name": "molva",
                "synchronous_commit": "on",
                "statement_timeout": str(STATEMENT_TIMEOUT_MS),
                "timezone": "UTC",
            }
        },
    )


async def count_users(url: str) -> int:
    """Count the connections that servers, and whatever else of Molva runs, have to a database just now."""
    engine = postgres_engine(url)
    try:
        async with engine.connect() as connection:
            others = text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND application_name = 'molva' AND pid <> pg_backend_pid()"
            )
            count: int = (await connection.execute(others)).scalar_one()
            return count
    finally:
        await engine.dispose()
