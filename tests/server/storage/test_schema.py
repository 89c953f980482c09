"""The schema: what migrations make, what interrupts them, and which versions are refused."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, inspect, text

import molva.server
from molva.server.storage.columns import metadata
from molva.server.storage.engine import Database
from molva.server.storage.postgres import postgres_engine
from molva.server.storage.schema import NEWEST, SchemaTooNew, create_tables, migrate, run_migrations, schema_version
from molva.server.storage.sqlite import sqlite_engine
from tests.fixtures.postgres import PostgresServer

SERVER = Path(molva.server.__file__).parent
STEPS = SERVER / "storage" / "migrations"

# The metadata knows a table once its module is loaded.
for tables in sorted(SERVER.glob("features/*/tables.py")):
    import_module(f"molva.server.features.{tables.parent.name}.tables")
import_module("molva.server.storage.jobs")


class PulledPlug(BaseException):
    """The process ends here."""


@contextmanager
def plug_pulled(engine: Engine, statement: int) -> Iterator[None]:
    """Interrupt whatever runs on the engine just before its n-th statement."""
    left = count(statement, -1)

    def before(*_: object) -> None:
        if next(left) == 1:
            raise PulledPlug

    event.listen(engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", before)


def statements_of(engine: Engine, work: Callable[[], None]) -> int:
    seen: list[object] = []

    def before(*_: object) -> None:
        seen.append(None)

    event.listen(engine, "before_cursor_execute", before)
    work()
    event.remove(engine, "before_cursor_execute", before)
    return len(seen)


def state(connection: Connection) -> tuple[str | None, set[str]]:
    return schema_version(connection), set(inspect(connection).get_table_names()) - {"alembic_version"}


def first_version(connection: Connection) -> None:
    """Make the schema of the first migration, as an early server has left it."""
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")
    connection.commit()


def shape(connection: Connection) -> dict[str, object]:
    """All that a SQLite file says of its tables, but the order of their columns."""

    def ask(question: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in connection.exec_driver_sql(question)]

    def index(name: object) -> object:
        made_by = ask(f"SELECT sql FROM sqlite_master WHERE name = '{name}'")
        condition = str(made_by[0][0]).partition(" WHERE ")[2] if made_by else ""
        return sorted(row[2:5] for row in ask(f"PRAGMA index_xinfo('{name}')") if row[5]), condition

    return {
        str(table): (
            sorted((row[1:] for row in ask(f"PRAGMA table_xinfo('{table}')")), key=str),
            sorted(((row[1:], index(row[1])) for row in ask(f"PRAGMA index_list('{table}')")), key=str),
            ask(f"PRAGMA foreign_key_list('{table}')"),
            [word for word in ("WITHOUT ROWID", "CHECK", "AUTOINCREMENT", "COLLATE") if word in str(sql)],
        )
        for table, sql in ask("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'")
    }


def test_a_new_file_has_what_the_migrations_make(tmp_path: Path) -> None:
    shapes = []
    for way in (create_tables, run_migrations):
        engine = sqlite_engine(tmp_path / way.__name__)
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            way(connection)
            connection.commit()
            assert state(connection) == (NEWEST, set(metadata.tables))
            shapes.append(shape(connection))
        engine.dispose()
    assert shapes[0] == shapes[1]


async def test_migrations_make_exactly_the_tables_of_the_metadata(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))

    assert await database.read(differences) == []


def test_the_newest_version_is_the_last_step() -> None:
    assert ScriptDirectory(str(STEPS)).get_current_head() == NEWEST


def test_migrating_a_migrated_database_writes_nothing(sqlite_file: Path) -> None:
    before = sqlite_file.read_bytes()
    engine = sqlite_engine(sqlite_file)
    with engine.connect() as connection:
        migrate(connection)
    engine.dispose()
    assert sqlite_file.read_bytes() == before


@pytest.mark.parametrize("begin", [lambda _: None, first_version], ids=["new", "of the first version"])
def test_an_interrupted_migration_of_sqlite_leaves_the_old_schema_and_can_be_repeated(
    tmp_path: Path, begin: Callable[[Connection], None]
) -> None:
    whole = sqlite_engine(tmp_path / "whole.db")
    with whole.connect() as connection:
        begin(connection)
        before = state(connection)
        connection.rollback()
        total = statements_of(whole, lambda: migrate(connection))
        done = state(connection)
    assert done == (NEWEST, set(metadata.tables))
    for statement in range(1, total + 1):
        path = tmp_path / f"{statement}.db"
        engine = sqlite_engine(path)
        with engine.connect() as connection:
            begin(connection)
        with plug_pulled(engine, statement), pytest.raises(PulledPlug), engine.connect() as connection:
            migrate(connection)
        with engine.connect() as connection:
            assert state(connection) == before
            connection.rollback()
            migrate(connection)
            assert state(connection) == done


async def test_an_interrupted_migration_of_postgresql_leaves_the_old_schema_and_can_be_repeated(
    postgres: PostgresServer,
) -> None:
    name = "interrupted"
    postgres.create(name)
    engine = postgres_engine(postgres.url(name))
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
        done = await connection.run_sync(state)
    await engine.dispose()
    postgres.drop(name)
    for statement in range(1, 40, 5):
        postgres.create(name)
        engine = postgres_engine(postgres.url(name))
        try:
            with plug_pulled(engine.sync_engine, statement):
                async with engine.connect() as connection:
                    await connection.run_sync(migrate)
        except PulledPlug:
            async with engine.connect() as connection:
                assert await connection.run_sync(state) == (None, set())
                await connection.rollback()
                await connection.run_sync(migrate)
        async with engine.connect() as connection:
            assert await connection.run_sync(state) == done
        await engine.dispose()
        postgres.drop(name)


async def test_servers_that_start_together_migrate_once(postgres: PostgresServer) -> None:
    postgres.create("together")
    engines = [postgres_engine(postgres.url("together")) for _ in range(3)]

    async def start(number: int) -> None:
        async with engines[number].connect() as connection:
            await connection.run_sync(migrate)

    await asyncio.gather(*map(start, range(len(engines))))
    async with engines[0].connect() as connection:
        assert await connection.run_sync(state) == (NEWEST, set(metadata.tables))
    for engine in engines:
        await engine.dispose()
    postgres.drop("together")


async def test_a_newer_schema_is_refused_and_left_alone(database: Database) -> None:
    def make_newer(connection: Connection) -> None:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    await database.write(make_newer)
    with pytest.raises(SchemaTooNew, match="9999"):
        await database.read(migrate)
    assert await database.read(state) == ("9999", set(metadata.tables))
