"""Inserts that meet a row of the same key: both databases can, each through its own statement class."""

from typing import TYPE_CHECKING

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
