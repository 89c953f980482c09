"""Inserts that meet a row of the same key: both databases can, each through its own statement class."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, bindparam
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_over(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Begin an insert that goes on with `on_conflict_do_nothing` or `on_conflict_do_update`."""
    return _insert(connection.dialect.name, table)


def _insert(dialect: str, table: Table) -> "sqlite.Insert | postgresql.Insert":
    if dialect == "sqlite":
        return sqlite.insert(table)
    # Loaded with the dialect itself by now; without PostgreSQL it would only slow the start.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def put_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Write a row over the one that has the same primary key.

    Args:
        values: by the column's name, those of the key among them.
    """
    put_rows(connection, table, [values])


def put_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows, all of the same columns, as `put_row` does one."""
    if rows:
        connection.execute(_over_the_same(connection.dialect.name, table, tuple(rows[0])), rows)


@cache
def _over_the_same(dialect: str, table: Table, names: tuple[str, ...]) -> "sqlite.Insert | postgresql.Insert":
    # Put together once: that takes several times what it takes to run it.
    key = table.primary_key.columns
    written = _insert(dialect, table).values({name: bindparam(name) for name in names})
    others = {name: written.excluded[name] for name in names if name not in key}
    return written.on_conflict_do_update(index_elements=list(key), set_=others)
