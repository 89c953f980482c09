"""What the rest of the server asks of a database; SQLite and PostgreSQL answer it in the sibling files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")

Work = Callable[[Connection], T]
"""Plain code over a connection; it runs inside a transaction, in the database's thread on SQLite and in a
greenlet on PostgreSQL, and may be run again after a serialization failure: it touches nothing else."""


class StorageRefused(Exception):
    """The database did not take the transaction and nothing of it is stored; it may take the next one."""


class Interrupted(StorageRefused):
    """The transaction met another one and had no effect: the same work may run again at once."""


class Disconnected(StorageRefused):
    """The connection to the database is gone and took the open transaction with it."""


class StorageFailed(Exception):
    """The database broke its word (a sync failed): what is on disk is unknown, and the process has to end.

    A failed fsync is never repeated: the kernel may have dropped the pages it could not write.
    """


@dataclass(frozen=True, slots=True)
class Connections:
    """What a process holds of its database."""

    now: int
    """Connections that are open."""
    most: int
    """How many it ever opens."""


class Database(Protocol):
    """A database of one server."""

    @property
    def name(self) -> str:
        """`sqlite` or `postgresql`."""

    @property
    def connections(self) -> Connections:
        """This process's connections, used or waiting for use."""

    async def write(self, work: Work[T]) -> T:
        """Run the work in one transaction; when this returns, its effect survives a power cut.

        Raises:
            StorageRefused: not stored; the same work may succeed later.
            StorageFailed: unknown; end the process.
            Exception: whatever the work raises; nothing of it is stored. Or the connection was lost while the
                commit was on its way: unknown, and whoever asks again with the same id learns it.
        """

    async def read(self, work: Work[T]) -> T:
        """Run the work on one consistent snapshot that contains every acknowledged write.

        Raises:
            StorageRefused: the database cannot be reached now.
            Exception: whatever the work raises, and what the database says to a write.
        """

    async def close(self) -> None:
        """Finish what runs and let go of the files and connections."""
