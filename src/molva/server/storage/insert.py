"""Inserts that meet a row of the same key: both databases can, each through its own statement class."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_over(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Begin an insert that goes on with `on_conflict_do_nothing` or `on_conflict_do_update`."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
