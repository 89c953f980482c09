"""Jobs: asks each second what is due, and lets it happen in the next group commit; errands go out between two."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection

from molva.protocol.commands import Command, Done
from molva.protocol.errors import Overloaded, Refusal
from molva.server.kernel.caller import Caller
from molva.server.kernel.clock import Clock
from molva.server.kernel.context import Context
from molva.server.kernel.defects import defect
from molva.server.kernel.dispatch import Dispatcher
from molva.server.kernel.feature import Endpoint, ErrandKind, Feature, JobKind, Mode
from molva.server.storage.engine import Database, StorageRefused
from molva.server.storage.jobs import Job, due_jobs, end_lease, lease_job, put_off, take_job

PAUSE_S: Final = 1.0
"""How late a job may be. To ask costs less than a tenth of a millisecond, and needs neither a clock that never jumps
nor a word from the node that wrote the job."""

AT_ONCE: Final = 200
"""Jobs in one round: people's own commands come between two rounds."""

ERRANDS: Final = 4
"""Errands under way: what waits for others must not grow."""

log = logging.getLogger("molva.jobs")


class RunJob(Command[Done], frozen=True):
    """A job on its way through the commit; no client can name it."""

    job: Job


class PutOffJob(Command[Done], frozen=True):
    """A job that failed."""

    job: Job


class BeginErrand(Command[Done], frozen=True):
    """An errand that is due; its transaction leaves in `found` what its work needs."""

    job: Job
    found: list[tuple[int, Any]]
    """The end of its lease, and what its work needs."""


class EndErrand(Command[Done], frozen=True):
    """An errand whose work is done."""

    job: Job
    until: int
    result: Any


class JobRunner:
    """Runs on every node; the table decides who does what."""

    def __init__(self, features: Sequence[Feature], dispatcher: Dispatcher, database: Database, clock: Clock) -> None:
        kinds = [kind for feature in features for kind in feature.jobs]
        self._kinds = {kind.name: kind for kind in kinds if isinstance(kind, JobKind)}
        self._errand_kinds = {kind.name: kind for kind in kinds if isinstance(kind, ErrandKind)}
        self._errands: dict[Job, asyncio.Task[None]] = {}
        self._dispatcher = dispatcher
        self._database = database
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        self._run = Endpoint(RunJob, self._run_job, Mode.WRITE, "", "")
        self._put_off = Endpoint(PutOffJob, _put_off, Mode.WRITE, "", "")
        self._begin = Endpoint(BeginErrand, self._begin_errand, Mode.WRITE, "", "")
        self._end = Endpoint(EndErrand, self._end_errand, Mode.WRITE, "", "")

    def start(self) -> None:
        """Begin to look."""
        if self._kinds or self._errand_kinds:
            self._task = asyncio.create_task(self._run_forever(), name="jobs")

    async def stop(self) -> None:
        """Finish the round and look no more; errands under way are left to a later look."""
        tasks = [*self._errands.values(), *([] if self._task is None else [self._task])]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def run_due(self) -> int:
        """Do what is due, up to AT_ONCE, and wait for errands too; returns how many jobs were done.

        Raises:
            StorageRefused: the database cannot be asked now.
        """
        done = await self._look()
        if self._errands:
            await asyncio.wait(list(self._errands.values()))
        return done

    async def _look(self) -> int:
        now, room = self._clock(), ERRANDS - len(self._errands)

        def due(connection: Connection) -> tuple[list[Job], list[Job]]:
            jobs = due_jobs(connection, self._kinds, now, AT_ONCE)
            errands = due_jobs(connection, self._errand_kinds, now, ERRANDS) if self._errand_kinds and room else []
            return jobs, errands

        jobs, errands = await self._database.read(due)
        # One that was just taken up may not have its lease yet.
        for job in [each for each in errands if each not in self._errands][:room]:
            self._errands[job] = task = asyncio.create_task(self._run_errand(job), name=f"errand {job.kind}")
            task.add_done_callback(partial(self._forget, job))
        return sum(await asyncio.gather(*map(self._do, jobs)))

    async def _run_forever(self) -> None:
        while True:
            try:
                done = await self._look()
            except StorageRefused as error:
                log.warning("What is due cannot be asked: %s", error)
                done = 0
            except Exception as error:
                # A look that fails must not be the last one.
                defect(error, "looking for jobs")
                done = 0
            if done < AT_ONCE:
                await asyncio.sleep(PAUSE_S)

    async def _do(self, job: Job) -> bool:
        outcome = await self._dispatcher.run(self._run, Caller(), RunJob(job=job))
        # A server that is full or stopping does it later, or another one does.
        if isinstance(outcome, Refusal) and not isinstance(outcome, Overloaded):
            await self._dispatcher.run(self._put_off, Caller(), PutOffJob(job=job))
        return not isinstance(outcome, Refusal)

    def _forget(self, job: Job, task: asyncio.Task[None]) -> None:
        del self._errands[job]

    async def _run_errand(self, job: Job) -> None:
        begin = BeginErrand(job=job, found=[])
        outcome = await self._dispatcher.run(self._begin, Caller(), begin)
        if isinstance(outcome, Refusal) and not isinstance(outcome, Overloaded):
            await self._dispatcher.run(self._put_off, Caller(), PutOffJob(job=job))
        if isinstance(outcome, Refusal) or not begin.found:
            return
        # The batch may have been run again from its start: the last time counts.
        until, needed = begin.found[-1]
        try:
            result = await self._errand_kinds[job.kind].work(needed)
        except Exception as error:
            # The lease runs out, and another look finds it.
            defect(error, f"the errand {job.kind}")
            return
        await self._dispatcher.run(self._end, Caller(), EndErrand(job=job, until=until, result=result))

    def _begin_errand(self, ctx: Context, command: BeginErrand) -> Done:
        command.found.clear()
        until = lease_job(ctx.connection, command.job, ctx.now)
        if until is not None:
            needed = self._errand_kinds[command.job.kind].begin(ctx, command.job.subject)
            if needed is None:
                end_lease(ctx.connection, command.job, until)
            else:
                command.found.append((until, needed))
        return Done()

    def _end_errand(self, ctx: Context, command: EndErrand) -> Done:
        end_lease(ctx.connection, command.job, command.until)
        self._errand_kinds[command.job.kind].end(ctx, command.job.subject, command.result)
        return Done()

    def _run_job(self, ctx: Context, command: RunJob) -> Done:
        if take_job(ctx.connection, command.job, ctx.now):
            self._kinds[command.job.kind].run(ctx, command.job.subject)
        return Done()


def _put_off(ctx: Context, command: PutOffJob) -> Done:
    put_off(ctx.connection, command.job, ctx.now)
    return Done()
