"""Jobs: what is due happens once, in its own transaction, whatever else goes wrong."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from molva.protocol.errors import NotAMember
from molva.server.kernel.context import Context
from molva.server.kernel.feature import JobKind
from molva.server.kernel.jobs import AT_ONCE, JobRunner
from molva.server.storage.engine import Database
from molva.server.storage.jobs import drop_job, put_job
from tests.fixtures.clock import FakeClock
from tests.fixtures.kernel import Kernel, running_kernel
from tests.server.kernel.toy import ToyError, make_tables, put_note, row, texts, toy_feature

SECOND = 1000


@dataclass
class Rig:
    """A kernel with one kind of job, which writes its subject as a note."""

    kernel: Kernel
    runner: JobRunner
    database: Database
    tried: list[str]
    """Subjects of the jobs that were begun."""
    begun: asyncio.Event

    async def put(self, subject: str, due_at: int, kind: str = "note") -> None:
        await self.database.write(lambda connection: put_job(connection, kind, subject, due_at))

    async def texts(self) -> list[str]:
        return await texts(self.database)


@asynccontextmanager
async def running(database: Database, clock: FakeClock) -> AsyncIterator[Rig]:
    pad_id, tried, begun = await make_tables(database), list[str](), asyncio.Event()
    loop = asyncio.get_running_loop()

    def run(ctx: Context, subject: str) -> None:
        tried.append(subject)
        loop.call_soon_threadsafe(begun.set)
        scope = f"pad:{pad_id}"
        rev = ctx.next_rev(scope)
        put_note(ctx.connection, pad_id, subject, rev)
        ctx.changed(scope, row(pad_id, rev))
        if subject == "refused":
            raise NotAMember
        if subject == "broken":
            raise ToyError

    feature = replace(toy_feature(), jobs=(JobKind("note", run),))
    async with running_kernel([feature], database, clock) as kernel:
        yield Rig(kernel, JobRunner([feature], kernel.dispatcher, database, clock), database, tried, begun)


@pytest.fixture
async def rig(database: Database, clock: FakeClock) -> AsyncIterator[Rig]:
    """The job on each kind of database."""
    async with running(database, clock) as rig:
        yield rig


async def test_nothing_happens_before_its_moment(rig: Rig, clock: FakeClock) -> None:
    await rig.put("later", clock.now + 1)
    assert await rig.runner.run_due() == 0
    clock.now -= 10 * 86_400 * SECOND
    assert await rig.runner.run_due() == 0
    assert await rig.texts() == []


async def test_what_is_due_happens_once_and_is_told(rig: Rig, clock: FakeClock) -> None:
    await rig.put("a", clock.now)
    assert await rig.runner.run_due() == 1
    clock.advance(10 * 365 * 86_400 * SECOND)
    assert await rig.runner.run_due() == 0
    assert await rig.texts() == ["a"]
    assert [(change.after, change.rev) for change in rig.kernel.changes] == [(0, 1)]


async def test_the_moment_set_last_counts(rig: Rig, clock: FakeClock) -> None:
    await rig.put("a", clock.now)
    await rig.put("a", clock.now + SECOND)
    assert await rig.runner.run_due() == 0
    clock.advance(SECOND)
    assert await rig.runner.run_due() == 1


async def test_what_was_dropped_does_not_happen(rig: Rig, clock: FakeClock) -> None:
    await rig.put("a", clock.now)
    assert await rig.database.write(lambda connection: drop_job(connection, "note", "a"))
    assert not await rig.database.write(lambda connection: drop_job(connection, "note", "a"))
    assert await rig.runner.run_due() == 0


async def test_runners_that_look_at_once_do_it_once(rig: Rig, clock: FakeClock) -> None:
    for subject in "abc":
        await rig.put(subject, clock.now)
    await asyncio.gather(*(rig.runner.run_due() for _ in range(5)))
    assert sorted(await rig.texts()) == ["a", "b", "c"]
    assert sum(len(change.rows) for change in rig.kernel.changes) == 3


@pytest.mark.parametrize("subject", ["refused", "broken"])
async def test_one_that_fails_leaves_nothing_and_waits_longer_each_time(
    rig: Rig, clock: FakeClock, subject: str
) -> None:
    await rig.put(subject, clock.now)
    await rig.put("good", clock.now)
    for times, pause_s in enumerate((1, 2, 4), 1):
        await rig.runner.run_due()
        clock.advance(pause_s * SECOND - 1)
        assert await rig.runner.run_due() == 0
        assert rig.tried.count(subject) == times
        clock.advance(1)
    assert await rig.texts() == ["good"]


async def test_a_failing_one_is_tried_at_least_every_hour(rig: Rig, clock: FakeClock) -> None:
    await rig.put("refused", clock.now)
    for _ in range(40):
        await rig.runner.run_due()
        clock.advance(3600 * SECOND)
    assert rig.tried == ["refused"] * 40


async def test_what_a_newer_version_wrote_waits_for_it(rig: Rig, clock: FakeClock) -> None:
    for number in range(AT_ONCE):
        await rig.put(str(number), clock.now - SECOND, kind="unknown")
    await rig.put("a", clock.now)
    assert await rig.runner.run_due() == 1
    assert await rig.texts() == ["a"]


async def test_a_round_is_bounded(rig: Rig, clock: FakeClock) -> None:
    for number in range(AT_ONCE + 1):
        await rig.put(f"{number:04}", clock.now + number)
    clock.advance(AT_ONCE)
    assert await rig.runner.run_due() == AT_ONCE
    assert await rig.runner.run_due() == 1
    assert len(await rig.texts()) == AT_ONCE + 1


async def test_a_started_runner_looks_by_itself_and_stops(rig: Rig, clock: FakeClock) -> None:
    await rig.put("a", clock.now)
    rig.runner.start()
    await rig.begun.wait()
    await rig.runner.stop()
    await rig.put("b", clock.now)
    assert rig.tried == ["a"]
