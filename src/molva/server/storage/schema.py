"""The schema's version: brought forward on start, and refused when it is newer than this program."""

from importlib import resources
from typing import Final

from sqlalchemy import Connection, inspect, text

NEWEST: Final = "0028"
"""The last migration that this program knows."""

EXCLUSIVELY: Final = {
    # The driver begins no transaction by itself (see `sqlite_engine`).
    "sqlite": ("BEGIN IMMEDIATE",),
    # Rewriting a large table may take longer than any statement of daily work; the number is the lock's name.
    "postgresql": ("SET LOCAL statement_timeout = 0", "SELECT pg_advisory_xact_lock(7865462061)"),
}
"""How a transaction begins in which no other server migrates."""


class SchemaTooNew(Exception):
    """A newer program has migrated this database; the argument is its version."""


def migrate(connection: Connection) -> None:
    """Bring the schema to NEWEST in one transaction: an interrupted run leaves the old schema, whole.

    Of several servers that start at once on one PostgreSQL database, one migrates and the others wait.

    Raises:
        SchemaTooNew: the database is ahead of this program; nothing is changed.
    """
    if not _is_behind(connection):
        return
    # Alembic takes a quarter of a second to load, which only a change of version is worth.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.files("molva.server.storage").joinpath("migrations")))
    config.attributes["connection"] = connection
    try:
        for statement in EXCLUSIVELY[connection.dialect.name]:
            connection.exec_driver_sql(statement)
        # Alembic finds the transaction open and leaves it to us.
        command.upgrade(config, "head")
        connection.commit()
    finally:
        connection.rollback()


def _is_behind(connection: Connection) -> bool:
    try:
        version = schema_version(connection)
    finally:
        connection.rollback()
    if version is not None and version > NEWEST:
        raise SchemaTooNew(version)
    return version != NEWEST


def schema_version(connection: Connection) -> str | None:
    """Read the version that the database has, or None before the first migration."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
