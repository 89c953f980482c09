"""PostgreSQL as the server uses it: several nodes, deadlocks, restarts."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import await_only

from molva.server.storage.engine import Connections, Disconnected, Interrupted, StorageRefused
from molva.server.storage.postgres import READERS, TRIES, PostgresDatabase
from molva.server.storage.verdict import verdict
from tests.fixtures.postgres import PostgresServer, postgres_server


@pytest.fixture
async def nodes(postgres_url: str) -> AsyncIterator[tuple[PostgresDatabase, PostgresDatabase]]:
    pair = PostgresDatabase(postgres_url), PostgresDatabase(postgres_url)
    await pair[0].write(lambda db: run(db, "CREATE TABLE things (name text PRIMARY KEY, n int NOT NULL)"))
    await pair[0].write(lambda db: run(db, "INSERT INTO things VALUES ('a', 0), ('b', 0)"))
    yield pair
    for node in pair:
        await node.close()


def run(connection: Connection, statement: str) -> None:
    connection.execute(text(statement))


def step(connection: Connection, name: str) -> None:
    run(connection, f"UPDATE things SET n = n + 1 WHERE name = '{name}'")


def numbers(connection: Connection) -> list[int]:
    return list(connection.execute(text("SELECT n FROM things ORDER BY name")).scalars())


async def test_a_commit_is_durable_and_a_statement_has_a_limit(postgres_url: str) -> None:
    database = PostgresDatabase(postgres_url)
    settings = ("synchronous_commit", "statement_timeout", "TimeZone")

    def shown(connection: Connection) -> list[object]:
        return [connection.execute(text(f"SHOW {name}")).scalar() for name in settings]

    for told in (await database.write(shown), await database.read(shown)):
        assert told == ["on", "15s", "UTC"]
    await database.close()


async def test_it_tells_the_connections_that_its_pool_has_opened(postgres_url: str) -> None:
    database = PostgresDatabase(postgres_url)
    assert database.connections == Connections(0, READERS + 1)
    await database.write(lambda db: run(db, "SELECT 1"))
    assert database.connections == Connections(1, READERS + 1)
    assert await database.read(lambda _: database.connections) == Connections(1, READERS + 1)
    await asyncio.gather(*(database.read(lambda db: run(db, "SELECT 1")) for _ in range(2)))
    assert database.connections.now >= 2
    await database.close()


async def test_nodes_that_lock_in_opposite_order_both_succeed(nodes: tuple[PostgresDatabase, PostgresDatabase]) -> None:
    loop = asyncio.get_running_loop()
    arrived: list[str] = []
    both = asyncio.Event()
    runs = 0

    def work(connection: Connection, first: str, second: str) -> None:
        nonlocal runs
        runs += 1
        step(connection, first)
        arrived.append(first)
        if len(arrived) == 2:
            loop.call_soon(both.set)
        # Both hold their first row before either asks for its second.
        await_only(both.wait())
        step(connection, second)

    one, other = nodes
    await asyncio.gather(
        one.write(lambda db: work(db, "a", "b")),
        other.write(lambda db: work(db, "b", "a")),
    )
    # At least one was sent back. Who comes again may take the row before the one that waits for it, and meet it anew.
    assert runs >= 3
    assert await one.read(numbers) == [2, 2]


async def test_work_that_is_always_interrupted_is_refused_in_the_end(nodes: tuple[PostgresDatabase, ...]) -> None:
    tries = 0

    def work(connection: Connection) -> None:
        nonlocal tries
        tries += 1
        step(connection, "a")
        run(connection, "DO $$ BEGIN RAISE EXCEPTION SQLSTATE '40001'; END $$")

    with pytest.raises(Interrupted):
        await nodes[0].write(work)
    assert tries == TRIES
    assert await nodes[0].read(numbers) == [0, 0]


async def test_a_read_stays_on_one_snapshot(nodes: tuple[PostgresDatabase, PostgresDatabase]) -> None:
    one, other = nodes

    def twice(connection: Connection) -> tuple[list[int], list[int]]:
        first = numbers(connection)
        write = other.write(lambda db: step(db, "a"))
        await_only(write)
        return first, numbers(connection)

    assert await one.read(twice) == ([0, 0], [0, 0])
    assert await one.read(numbers) == [1, 0]


async def test_a_read_cannot_write(nodes: tuple[PostgresDatabase, ...]) -> None:
    with pytest.raises(DBAPIError, match="read-only"):
        await nodes[0].read(lambda db: step(db, "a"))
    # The connection is an ordinary one again.
    await nodes[0].write(lambda db: step(db, "a"))
    assert await nodes[0].read(numbers) == [1, 0]


async def test_many_reads_leave_the_writer_its_connection(nodes: tuple[PostgresDatabase, ...]) -> None:
    database = nodes[0]
    written = asyncio.Event()
    reading = asyncio.Semaphore(0)

    def slow(connection: Connection) -> None:
        reading.release()
        await_only(written.wait())

    reads = [asyncio.create_task(database.read(slow)) for _ in range(READERS * 3)]
    for _ in range(READERS):
        await reading.acquire()
    assert reading.locked()
    await database.write(lambda db: step(db, "a"))
    written.set()
    await asyncio.gather(*reads)


async def test_a_value_that_cannot_be_stored_is_the_works_own_fault(nodes: tuple[PostgresDatabase, ...]) -> None:
    insert = text("INSERT INTO things VALUES (:name, 1)")
    for name in ("a", "nul \x00"):
        with pytest.raises(DBAPIError):
            await nodes[0].write(lambda db, name=name: db.execute(insert, {"name": name}) and None)  # type: ignore[misc]  # a lambda with a default has no type
    assert await nodes[0].read(numbers) == [0, 0]


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """A server that a test may stop."""
    with postgres_server() as server:
        server.create("own")
        server.psql("CREATE TABLE things (name text PRIMARY KEY, n int NOT NULL)", "own")
        server.psql("INSERT INTO things VALUES ('a', 0), ('b', 0)", "own")
        yield server


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["in order", "crash"])
async def test_a_server_that_stops_refuses_and_one_that_is_back_serves(
    own_server: PostgresServer, how: signal.Signals
) -> None:
    database = PostgresDatabase(own_server.url("own"))
    before = await database.read(numbers)
    await asyncio.gather(*(database.read(numbers) for _ in range(READERS)), database.write(lambda db: step(db, "a")))
    own_server.stop(how)
    with pytest.raises(StorageRefused):
        await database.write(lambda db: step(db, "a"))
    with pytest.raises(StorageRefused):
        await database.read(numbers)
    own_server.start()
    # The pool is full of connections to a server that is gone; nobody but the pool needs to know.
    await database.write(lambda db: step(db, "a"))
    assert (
        await asyncio.gather(*(database.read(numbers) for _ in range(READERS)))
        == [[before[0] + 2, before[1]]] * READERS
    )
    own_server.stop(how)
    own_server.start()
    await database.write(lambda db: step(db, "b"))
    assert await database.read(numbers) == [before[0] + 2, before[1] + 1]
    await database.close()


async def test_a_connection_lost_before_the_commit_runs_again(nodes: tuple[PostgresDatabase, ...]) -> None:
    tries = 0

    def work(connection: Connection) -> None:
        nonlocal tries
        tries += 1
        step(connection, "a")
        if tries == 1:
            end_own_connection(connection)

    await nodes[0].write(work)
    assert (tries, await nodes[0].read(numbers)) == (2, [1, 0])


async def test_a_connection_lost_with_the_commit_leaves_the_outcome_open(
    nodes: tuple[PostgresDatabase, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = nodes[0]
    tries = 0

    def work(connection: Connection) -> None:
        nonlocal tries
        tries += 1
        step(connection, "a")
        run(connection, "CREATE CONSTRAINT TRIGGER last AFTER UPDATE ON things DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION last_words()")  # fmt: skip
        step(connection, "a")

    words = "SELECT pg_terminate_backend(pg_backend_pid())"
    await database.write(lambda db: run(db, "CREATE FUNCTION last_words() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN PERFORM 1 FROM ({words}) x; RETURN NULL; END $$"))  # fmt: skip
    with pytest.raises(Exception, match=r"terminat|closed") as caught:
        await database.write(work)
    # Not refused, which would say that nothing is stored, and not run a second time.
    assert not isinstance(caught.value, StorageRefused)
    assert tries == 1


def end_own_connection(connection: Connection) -> None:
    pid = connection.execute(text("SELECT pg_backend_pid()")).scalar()
    try:
        run(connection, f"SELECT pg_terminate_backend({pid})")
    except DBAPIError as error:
        told = verdict(error)
        assert isinstance(told, Disconnected)
        raise
