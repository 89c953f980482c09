"""What an error means for the transaction it happened in."""

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy.exc import DBAPIError

from molva.server.storage.engine import Disconnected, Interrupted, StorageFailed, StorageRefused
from molva.server.storage.verdict import verdict


class FromSqlite(Exception):
    """An error of the SQLite driver."""

    def __init__(self, code: int) -> None:
        super().__init__("said")
        self.sqlite_errorcode = code


class FromPostgres(Exception):
    """An error of the PostgreSQL driver."""

    def __init__(self, state: str | None) -> None:
        super().__init__("Key (name)=(secret) already exists")
        self.sqlstate = state


CASES: list[tuple[Exception, type[Exception] | None]] = [
    (FromSqlite(sqlite.SQLITE_FULL), StorageRefused),
    (FromSqlite(sqlite.SQLITE_BUSY | 2 << 8), StorageRefused),
    (FromSqlite(sqlite.SQLITE_IOERR | 12 << 8), StorageRefused),
    (FromSqlite(sqlite.SQLITE_IOERR), StorageFailed),
    (FromSqlite(sqlite.SQLITE_IOERR | 4 << 8), StorageFailed),
    (FromSqlite(sqlite.SQLITE_CORRUPT), StorageFailed),
    (FromSqlite(sqlite.SQLITE_NOTADB), StorageFailed),
    (FromSqlite(sqlite.SQLITE_CONSTRAINT | 6 << 8), None),
    (FromSqlite(sqlite.SQLITE_ERROR), None),
    (FromSqlite(sqlite.SQLITE_TOOBIG), None),
    (FromPostgres("40001"), Interrupted),
    (FromPostgres("40P01"), Interrupted),
    (FromPostgres("08006"), Disconnected),
    (FromPostgres("57P01"), Disconnected),
    (FromPostgres("57014"), StorageRefused),
    (FromPostgres("53100"), StorageRefused),
    (FromPostgres("25P02"), StorageRefused),
    (FromPostgres("25006"), None),
    (FromPostgres("23505"), None),
    (FromPostgres("22021"), None),
    (FromPostgres("42601"), None),
    (FromPostgres(None), None),
    (ConnectionRefusedError(), Disconnected),
    (TimeoutError(), Disconnected),
    (KeyError("x"), None),
]


@pytest.mark.parametrize(("error", "kind"), CASES)
def test_an_error_is_judged_by_its_code_with_and_without_sqlalchemy(error: Exception, kind: type | None) -> None:
    assert type(verdict(error)) is (kind or type(None))
    if not isinstance(error, OSError):
        assert type(verdict(DBAPIError("SELECT 1", {}, error))) is (kind or type(None))


@pytest.mark.parametrize("error", [StorageRefused("x"), StorageFailed("x"), Interrupted("x")])
def test_a_verdict_stands(error: StorageRefused | StorageFailed) -> None:
    assert verdict(error) is error


def test_a_closed_connection_is_known_by_its_mark() -> None:
    assert isinstance(verdict(DBAPIError("SELECT 1", {}, Exception(), connection_invalidated=True)), Disconnected)


def test_postgresqls_sentence_stays_out() -> None:
    assert all("secret" not in str(verdict(FromPostgres(state))) for state in ("40001", "08006", "53100"))
