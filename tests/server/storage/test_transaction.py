"""Transactions: revisions without gaps, and savepoints that take everything back."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, create_engine, insert, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from molva.protocol.ids import new_id
from molva.protocol.rows import Mark
from molva.server.storage.columns import IdType
from molva.server.storage.engine import Database, StorageFailed, StorageRefused
from molva.server.storage.postgres import PostgresDatabase
from molva.server.storage.prepared import execute
from molva.server.storage.revisions import ScopeKind
from molva.server.storage.sqlite import SqliteDatabase
from molva.server.storage.transaction import Transaction

metadata = MetaData()
pads = Table("pads", metadata, Column("id", IdType, primary_key=True), Column("rev", BigInteger, nullable=False))
PAD = ScopeKind("pad", pads, pads.c.id, pads.c.rev)
SCOPES = {"pad": PAD}
ONE, OTHER = new_id(1), new_id(2)


class Broken(Exception):
    """What a handler may raise."""


def make(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(insert(pads), [{"id": ONE, "rev": 0}, {"id": OTHER, "rev": 0}])


def revs(connection: Connection) -> list[int]:
    return list(connection.execute(select(pads.c.rev).order_by(pads.c.id)).scalars())


@pytest.fixture
async def ready(database: Database) -> Database:
    await database.write(make)
    return database


async def test_a_scope_counts_its_changes(ready: Database) -> None:
    def work(connection: Connection) -> list[int]:
        tx = Transaction(connection, 5, SCOPES)
        taken = [tx.advance(f"pad:{pad}") for pad in (ONE, ONE, OTHER, ONE)]
        assert [(change.scope, change.after, change.rev) for change in tx.changes.values()] == [
            (f"pad:{ONE}", 0, 3),
            (f"pad:{OTHER}", 0, 1),
        ]
        return taken

    assert await ready.write(work) == [1, 2, 1, 3]
    assert await ready.read(revs) == [3, 1]


@pytest.mark.parametrize(
    "scope", ["pad:" + new_id(9), "nothing:" + ONE, "pad", ""], ids=["unknown", "kind", "bare", "empty"]
)
async def test_a_scope_that_is_not_there_has_no_revision(ready: Database, scope: str) -> None:
    with pytest.raises((LookupError, StatementError)):
        await ready.write(lambda connection: Transaction(connection, 0, SCOPES).advance(scope))
    assert await ready.read(revs) == [0, 0]


async def test_nodes_that_write_at_once_take_every_revision_once(postgres_url: str) -> None:
    nodes = [PostgresDatabase(postgres_url) for _ in range(3)]
    await nodes[0].write(make)
    taken: list[int] = []

    async def write(node: PostgresDatabase) -> None:
        for _ in range(10):
            taken.append(await node.write(lambda connection: Transaction(connection, 0, SCOPES).advance(f"pad:{ONE}")))

    await asyncio.gather(*(write(node) for node in nodes for _ in range(2)))
    assert sorted(taken) == list(range(1, 61))
    for node in nodes:
        await node.close()


@given(st.lists(st.tuples(st.sampled_from([ONE, OTHER]), st.booleans()), max_size=12))
def test_a_savepoint_takes_back_exactly_what_was_inside(steps: list[tuple[str, bool]]) -> None:
    # Hypothesis runs this many times over: a database in memory, with the statements of the real one.
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        make(connection)
        tx = Transaction(connection, 0, SCOPES)
        kept: dict[str, list[int]] = {}
        for number, (pad, fails) in enumerate(steps):
            scope = f"pad:{pad}"
            try:
                with tx.savepoint():
                    rev = tx.advance(scope)
                    tx.changes[scope].rows.append(Mark(chat_id=pad, user_id=pad, rev=rev))
                    tx.effects.append(number)
                    if fails:
                        raise Broken
            except Broken:
                continue
            kept.setdefault(scope, []).append(rev)
        assert {scope: [row.rev for row in change.rows] for scope, change in tx.changes.items()} == kept
        assert all(change.rev == len(change.rows) and change.after == 0 for change in tx.changes.values())
        assert tx.effects == [number for number, (_, fails) in enumerate(steps) if not fails]
        assert revs(connection) == [len(kept.get(f"pad:{pad}", [])) for pad in (ONE, OTHER)]
    engine.dispose()


async def test_a_savepoint_in_a_savepoint_fails_alone(ready: Database) -> None:
    def work(connection: Connection) -> None:
        tx = Transaction(connection, 0, SCOPES)
        with tx.savepoint():
            tx.advance(f"pad:{ONE}")
            try:
                with tx.savepoint():
                    tx.advance(f"pad:{OTHER}")
                    raise Broken
            except Broken:
                pass
            tx.advance(f"pad:{ONE}")
        assert list(tx.changes) == [f"pad:{ONE}"]

    await ready.write(work)
    assert await ready.read(revs) == [2, 0]


def double(tx: Transaction) -> None:
    with tx.savepoint():
        tx.advance(f"pad:{OTHER}")
        tx.connection.execute(insert(pads), [{"id": ONE, "rev": 0}])


async def test_a_broken_statement_inside_a_savepoint_leaves_the_transaction_usable(ready: Database) -> None:
    def work(connection: Connection) -> None:
        tx = Transaction(connection, 0, SCOPES)
        tx.advance(f"pad:{ONE}")
        with pytest.raises(DBAPIError):
            double(tx)
        tx.advance(f"pad:{ONE}")

    await ready.write(work)
    assert await ready.read(revs) == [2, 0]


async def test_a_transaction_that_is_gone_is_never_gone_on_with(sqlite_file: object) -> None:
    database = SqliteDatabase(sqlite_file)  # type: ignore[arg-type]  # the fixture's path
    await database.write(make)

    def work(connection: Connection) -> None:
        tx = Transaction(connection, 0, SCOPES)
        with tx.savepoint():
            # SQLite does this by itself on some errors, and every later statement would be a commit of its own.
            execute(connection, "ROLLBACK")
            raise Broken

    with pytest.raises(StorageRefused):
        await database.write(work)
    assert await database.read(revs) == [0, 0]
    await database.close()


async def test_a_broken_promise_inside_a_savepoint_is_told_as_one(ready: Database) -> None:
    def work(connection: Connection) -> None:
        with Transaction(connection, 0, SCOPES).savepoint():
            raise StorageFailed("fsync")

    with pytest.raises(StorageFailed):
        await ready.write(work)
    assert await ready.read(lambda connection: connection.execute(text("SELECT 1")).scalar()) == 1
