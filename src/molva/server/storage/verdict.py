"""What an error inside a transaction means: the command's own fault, a transaction not taken, or a broken promise."""

from typing import Final

import pysqlite3.dbapi2 as sqlite
from sqlalchemy.exc import DBAPIError

from molva.server.storage.engine import Disconnected, Interrupted, StorageFailed, StorageRefused

SQLITE_REFUSED: Final = frozenset({sqlite.SQLITE_FULL, sqlite.SQLITE_BUSY, sqlite.SQLITE_LOCKED, sqlite.SQLITE_NOMEM})
SQLITE_IOERR_NOMEM: Final = sqlite.SQLITE_IOERR | 12 << 8
"""Memory for an I/O buffer was short; no I/O has gone wrong. The driver does not name it."""

SQLITE_FAILED: Final = frozenset({sqlite.SQLITE_IOERR, sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB})

INTERRUPTED_STATES: Final = frozenset({"40001", "40P01"})
"""PostgreSQL's serialization failure and deadlock."""

DISCONNECTED_STATES: Final = ("08", "57P")
"""Broken connection; the server stops, has crashed or is starting."""

REFUSED_STATES: Final = ("25P", "28", "3D", "40", "53", "55", "57", "58", "XX")
"""Failed before; no access; no disk, memory or connections left; a statement that was stopped for its length."""


def verdict(error: BaseException) -> StorageRefused | StorageFailed | None:
    """Judge an error by the database's code for it; None: nothing is wrong with the transaction as such."""
    if isinstance(error, StorageRefused | StorageFailed):
        return error
    if isinstance(error, OSError):
        # Handlers do no I/O: this is the connection to PostgreSQL.
        return Disconnected(str(error))
    cause = error.orig if isinstance(error, DBAPIError) else error
    code, state = getattr(cause, "sqlite_errorcode", None), getattr(cause, "sqlstate", None)
    if isinstance(code, int):
        return _sqlite_verdict(code, str(cause))
    if isinstance(state, str):
        return _postgres_verdict(state)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return Disconnected("the connection is closed")
    return None


def _sqlite_verdict(code: int, said: str) -> StorageRefused | StorageFailed | None:
    primary = code & 0xFF
    if primary in SQLITE_REFUSED or code == SQLITE_IOERR_NOMEM:
        return StorageRefused(said)
    return StorageFailed(said) if primary in SQLITE_FAILED else None


def _postgres_verdict(state: str) -> StorageRefused | None:
    # The server's sentence may quote values: the state has to do.
    if state in INTERRUPTED_STATES:
        return Interrupted(state)
    if state.startswith(DISCONNECTED_STATES):
        return Disconnected(state)
    return StorageRefused(state) if state.startswith(REFUSED_STATES) else None
