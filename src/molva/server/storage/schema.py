"""The schema and its version: made or brought forward on start, and refused when it is newer than this program."""

from importlib import resources
from typing import Final

from sqlalchemy import Connection, inspect, text

from molva.server.storage.columns import metadata

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
    version = _known_version(connection)
    if version == NEWEST:
        return
    try:
        for statement in EXCLUSIVELY[connection.dialect.name]:
            connection.exec_driver_sql(statement)
        if version is None and connection.dialect.name == "sqlite":
            create_tables(connection)
        else:
            run_migrations(connection)
        connection.commit()
    finally:
        connection.rollback()


def create_tables(connection: Connection) -> None:
    """Make in a new file, in the open transaction, what all migrations together make, in a tenth of their time."""
    metadata.create_all(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (NEWEST,))


def run_migrations(connection: Connection) -> None:
    """Run the migrations that the database has not seen, in the open transaction."""
    # Alembic takes a quarter of a second to load, which only a change of version is worth.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.files("molva.server.storage").joinpath("migrations")))
    config.attributes["connection"] = connection
    # Alembic finds the transaction open and leaves it to us.
    command.upgrade(config, "head")


def _known_version(connection: Connection) -> str | None:
    try:
        version = schema_version(connection)
    finally:
        connection.rollback()
    if version is not None and version > NEWEST:
        raise SchemaTooNew(version)
    return version


def schema_version(connection: Connection) -> str | None:
    """Read the version that the database has, or None before the first migration."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
