"""PostgreSQL through asyncpg: one writer a node, order between nodes by the locks on the rows that count."""

import asyncio
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from molva.server.storage.engine import StorageRefused, Work

T = TypeVar("T")

RETRIED: Final = frozenset({"40001", "40P01"})
"""Serialization failure and deadlock: the transaction had no effect and may simply run again."""

TRIES: Final = 5

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

    async def write(self, work: Work[T]) -> T:
        """See `Database.write`."""
        async with self._writing:
            for _ in range(TRIES):
                try:
                    async with self.engine.begin() as connection:
                        return await connection.run_sync(work)
                except DBAPIError as error:
                    if getattr(error.orig, "sqlstate", None) in RETRIED:
                        continue
                    if isinstance(error, InterfaceError) or error.connection_invalidated:
                        raise StorageRefused(str(error.orig)) from error
                    raise
                except OSError as error:
                    raise StorageRefused(str(error)) from error
        raise StorageRefused("the transaction met others again and again")

    async def read(self, work: Work[T]) -> T:
        """See `Database.read`."""
        try:
            async with self.engine.connect() as connection:
                return await connection.run_sync(work)
        except OSError as error:
            raise StorageRefused(str(error)) from error

    async def close(self) -> None:
        """See `Database.close`."""
        await self.engine.dispose()


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
