"""Group commit: what waits goes together, in order, and every failure has its own end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, insert, select

from molva.server.storage import committer as module
from molva.server.storage.committer import Committer, QueueFull
from molva.server.storage.engine import Database, StorageFailed, StorageRefused

things = Table("things", MetaData(), Column("n", Integer, primary_key=True, autoincrement=False))


@dataclass
class Seen:
    """What the committer told, in order."""

    batches: list[list[int]] = field(default_factory=list)
    committed: list[int] = field(default_factory=list)
    failed: list[tuple[int, Exception]] = field(default_factory=list)
    fatal: int = 0
    told: asyncio.Event = field(default_factory=asyncio.Event)

    async def settle(self, count: int) -> None:
        """Wait until so many items have been answered."""
        while len(self.committed) + len(self.failed) < count:
            self.told.clear()
            await self.told.wait()


@asynccontextmanager
async def committing(
    database: Database, work: Callable[[Connection, Sequence[int]], None] | None = None
) -> AsyncIterator[tuple[Committer[int, int], Seen]]:
    seen = Seen()

    def run(connection: Connection, batch: Sequence[int]) -> int:
        seen.batches.append(list(batch))
        connection.execute(insert(things), [{"n": n} for n in batch])
        if work is not None:
            work(connection, batch)
        return len(batch)

    def committed(batch: Sequence[int], result: int) -> None:
        assert result == len(batch)
        seen.committed.extend(batch)
        seen.told.set()

    def failed(batch: Sequence[int], error: Exception) -> None:
        seen.failed.extend((each, error) for each in batch)
        seen.told.set()

    def fatal() -> None:
        seen.fatal += 1
        seen.told.set()

    await database.write(things.create)
    committer: Committer[int, int] = Committer(database, run, committed=committed, failed=failed, fatal=fatal)
    committer.start()
    try:
        yield committer, seen
    finally:
        await committer.stop()


async def stored(database: Database) -> list[int]:
    query = select(things.c.n).order_by(things.c.n)
    return await database.read(lambda connection: list(connection.execute(query).scalars()))


async def test_what_waits_at_one_moment_is_one_transaction(database: Database) -> None:
    async with committing(database) as (committer, seen):
        for n in range(10):
            committer.put(n)
        await seen.settle(10)
    assert seen.batches == [list(range(10))]
    assert seen.committed == await stored(database) == list(range(10))


async def test_what_comes_during_a_commit_is_the_next_transaction(database: Database) -> None:
    loop = asyncio.get_running_loop()

    def more(connection: Connection, batch: Sequence[int]) -> None:
        if batch[0] < 3:
            loop.call_soon_threadsafe(committer.put, batch[0] + 1)

    async with committing(database, more) as (committer, seen):
        committer.put(0)
        await seen.settle(4)
    assert seen.batches == [[0], [1], [2], [3]]


async def test_a_batch_has_a_largest_size(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BATCH", 4)
    async with committing(database) as (committer, seen):
        for n in range(10):
            committer.put(n)
        await seen.settle(10)
    assert seen.batches == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]


async def test_the_queue_is_bounded(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_WAITING", 3)
    async with committing(database) as (committer, seen):
        for n in range(3):
            committer.put(n)
        with pytest.raises(QueueFull):
            committer.put(3)
        await seen.settle(3)
        committer.put(4)
        await seen.settle(4)
    assert await stored(database) == [0, 1, 2, 4]


async def test_stopping_commits_what_waits_and_takes_no_more(database: Database) -> None:
    async with committing(database) as (committer, seen):
        for n in range(5):
            committer.put(n)
        stopping = asyncio.create_task(committer.stop())
        await asyncio.sleep(0)
        with pytest.raises(QueueFull):
            committer.put(5)
        await stopping
        assert seen.committed == list(range(5))
    assert await stored(database) == list(range(5))


async def test_an_idle_committer_stops(database: Database) -> None:
    async with committing(database) as (_, seen):
        pass
    assert seen.batches == []


@pytest.mark.parametrize("error", [StorageRefused("full"), KeyError("defect")], ids=["refused", "defect"])
async def test_a_failed_batch_is_told_and_the_next_one_is_committed(database: Database, error: Exception) -> None:
    def work(connection: Connection, batch: Sequence[int]) -> None:
        if 0 in batch:
            raise error

    async with committing(database, work) as (committer, seen):
        committer.put(0)
        committer.put(1)
        await seen.settle(2)
        committer.put(2)
        await seen.settle(3)
    assert [(n, type(told)) for n, told in seen.failed] == [(0, type(error)), (1, type(error))]
    assert seen.committed == await stored(database) == [2]
    assert seen.fatal == 0


async def test_after_a_broken_promise_nothing_is_committed_or_answered_any_more(database: Database) -> None:
    def work(connection: Connection, batch: Sequence[int]) -> None:
        for n in (7, 8):
            committer.put(n)
        raise StorageFailed("fsync")

    async with committing(database, work) as (committer, seen):
        committer.put(0)
        await seen.told.wait()
        with pytest.raises(QueueFull):
            committer.put(1)
    assert (seen.fatal, seen.committed, seen.failed, seen.batches) == (1, [], [], [[0]])
    assert await stored(database) == []
