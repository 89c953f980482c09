"""Inserts that meet a row of the same key: both databases can, each through its own statement class."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_over(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Begin an insert that goes on with `on_conflict_do_nothing` or `on_conflict_do_update`."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    # Loaded with the dialect itself by now; without PostgreSQL it would only slow the start.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def put_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Write a row over the one that has the same primary key.

    Args:
        values: by the column's name, those of the key among them.
    """
    key = table.primary_key.columns
    others = {name: value for name, value in values.items() if name not in key}
    written = insert_over(connection, table).values(values)
    connection.execute(written.on_conflict_do_update(index_elements=list(key), set_=others))
