"""Errands: what lies outside the database is done between two transactions, and again if a process dies in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest

from molva.server.kernel.context import Context
from molva.server.kernel.feature import ErrandKind, JobKind
from molva.server.kernel.jobs import ERRANDS, JobRunner
from molva.server.storage.engine import Database
from molva.server.storage.jobs import LEASE_S, put_job
from tests.fixtures.clock import FakeClock
from tests.fixtures.kernel import running_kernel
from tests.server.kernel.toy import ToyError, make_tables, put_note, row, texts, toy_feature

SECOND = 1000


@dataclass
class Rig:
    """A kernel with one kind of errand, which writes a note when it comes back."""

    database: Database
    clock: FakeClock
    runners: list[JobRunner] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    out: asyncio.Event = field(default_factory=asyncio.Event)
    """Somebody is outside."""
    back: asyncio.Event = field(default_factory=asyncio.Event)
    """Those outside may come back."""

    async def put(self, subject: str) -> None:
        await self.database.write(lambda connection: put_job(connection, "errand", subject, self.clock.now))


@pytest.fixture
async def rig(database: Database, clock: FakeClock) -> AsyncIterator[Rig]:
    """Two runners on each kind of database, as two nodes have them."""
    made = Rig(database, clock)
    made.back.set()
    pad_id = await make_tables(database)

    def begin(ctx: Context, subject: str) -> str | None:
        made.begun.append(subject)
        if subject == "broken at first":
            raise ToyError
        return None if subject == "needless" else subject

    async def work(subject: str) -> str:
        made.done.append(subject)
        made.out.set()
        await made.back.wait()
        if subject == "broken":
            raise ToyError
        return subject

    def end(ctx: Context, subject: str, result: str) -> None:
        assert result == subject
        rev = ctx.next_rev(f"pad:{pad_id}")
        put_note(ctx.connection, pad_id, subject, rev)
        ctx.changed(f"pad:{pad_id}", row(pad_id, rev))
        if subject == "broken at last" and len(made.done) == 1:
            raise ToyError

    def note(ctx: Context, subject: str) -> None:
        rev = ctx.next_rev(f"pad:{pad_id}")
        put_note(ctx.connection, pad_id, subject, rev)
        ctx.changed(f"pad:{pad_id}", row(pad_id, rev))

    jobs = (ErrandKind("errand", begin, work, end), JobKind("note", note))
    feature = replace(toy_feature(), jobs=jobs)
    async with running_kernel([feature], database, clock) as kernel:
        made.runners = [JobRunner([feature], kernel.dispatcher, database, clock) for _ in range(2)]
        yield made
        for runner in made.runners:
            await runner.stop()


async def test_an_errand_is_run_once_by_one_of_many(rig: Rig) -> None:
    await rig.put("a")
    await asyncio.gather(*(runner.run_due() for runner in rig.runners * 3))
    rig.clock.advance(3600 * SECOND)
    await rig.runners[1].run_due()
    assert await texts(rig.database) == rig.done == ["a"]


async def test_what_is_needless_is_not_run(rig: Rig) -> None:
    await rig.put("needless")
    await rig.runners[0].run_due()
    rig.clock.advance(3600 * SECOND)
    await rig.runners[0].run_due()
    assert rig.begun == ["needless"]
    assert rig.done == []


async def test_whoever_dies_outside_is_followed_by_another_a_while_later(rig: Rig) -> None:
    first, second = rig.runners
    rig.back.clear()
    await rig.put("a")
    gone = asyncio.create_task(first.run_due())
    await rig.out.wait()
    await first.stop()
    await gone
    rig.back.set()
    rig.clock.advance(LEASE_S * SECOND - 1)
    await second.run_due()
    assert await texts(rig.database) == []
    rig.clock.advance(1)
    await second.run_due()
    assert await texts(rig.database) == ["a"]
    assert rig.done == ["a", "a"]


@pytest.mark.parametrize("subject", ["broken", "broken at last"])
async def test_one_that_fails_is_tried_again_later_each_time(rig: Rig, subject: str) -> None:
    await rig.put(subject)
    for times, pause_s in enumerate((LEASE_S, 2 * LEASE_S), 1):
        await rig.runners[0].run_due()
        assert len(rig.done) == times
        rig.clock.advance(pause_s * SECOND - 1)
        await rig.runners[0].run_due()
        assert len(rig.done) == times
        rig.clock.advance(1)
        if subject == "broken at last":
            break
    await rig.runners[0].run_due()
    assert await texts(rig.database) == ([] if subject == "broken" else [subject])


async def test_one_that_cannot_begin_waits_as_a_job_does(rig: Rig) -> None:
    await rig.put("broken at first")
    await rig.runners[0].run_due()
    await rig.runners[0].run_due()
    assert rig.begun == ["broken at first"]
    rig.clock.advance(SECOND)
    await rig.runners[0].run_due()
    assert rig.begun == ["broken at first"] * 2


async def test_what_is_put_anew_meanwhile_is_looked_at_again(rig: Rig) -> None:
    rig.back.clear()
    await rig.put("a")
    first = asyncio.create_task(rig.runners[0].run_due())
    await rig.out.wait()
    await rig.put("a")
    rig.back.set()
    await first
    await rig.runners[0].run_due()
    assert rig.begun == ["a", "a"]


async def test_few_are_out_at_once_and_jobs_do_not_wait_for_them(rig: Rig) -> None:
    rig.back.clear()
    for number in range(ERRANDS + 2):
        await rig.put(str(number))
    waiting = asyncio.create_task(rig.runners[0].run_due())
    await rig.out.wait()
    await rig.database.write(lambda connection: put_job(connection, "note", "prompt", rig.clock.now))
    again = asyncio.create_task(rig.runners[0].run_due())
    while "prompt" not in await texts(rig.database):
        assert len(rig.done) <= ERRANDS
    rig.back.set()
    await asyncio.gather(waiting, again)
    assert len(rig.done) == ERRANDS
    await rig.runners[0].run_due()
    assert sorted(rig.done) == [str(number) for number in range(ERRANDS + 2)]
