"""The schema's version: brought forward on start, and refused when it is newer than this program."""

from importlib import resources
from typing import Final

from sqlalchemy import Connection, inspect, text

NEWEST: Final = "0002"
"""The last migration that this program knows."""


class SchemaTooNew(Exception):
    """A newer program has migrated this database; the argument is its version."""


def migrate(connection: Connection) -> None:
    """Bring the schema to NEWEST; an interrupted run goes on where it stopped.

    Raises:
        SchemaTooNew: the database is ahead of this program; nothing is changed.
    """
    version = schema_version(connection)
    connection.rollback()
    if version == NEWEST:
        return
    if version is not None and version > NEWEST:
        raise SchemaTooNew(version)
    # Alembic takes a quarter of a second to load, which only a change of version is worth.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.files("molva.server.storage").joinpath("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def schema_version(connection: Connection) -> str | None:
    """Read the version that the database has, or None before the first migration."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
