"""Jobs: asks each second what is due, and lets it happen in the next group commit."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

from molva.protocol.commands import Command, Done
from molva.protocol.errors import Overloaded, Refusal
from molva.server.kernel.caller import Caller
from molva.server.kernel.clock import Clock
from molva.server.kernel.context import Context
from molva.server.kernel.defects import defect
from molva.server.kernel.dispatch import Dispatcher
from molva.server.kernel.feature import Endpoint, Feature, Mode
from molva.server.storage.engine import Database, StorageRefused
from molva.server.storage.jobs import Job, due_jobs, put_off, take_job

PAUSE_S: Final = 1.0
"""How late a job may be. To ask costs less than a tenth of a millisecond, and needs neither a clock that never jumps
nor a word from the node that wrote the job."""

AT_ONCE: Final = 200
"""Jobs in one round: people's own commands come between two rounds."""

log = logging.getLogger("molva.jobs")


class RunJob(Command[Done], frozen=True):
    """A job on its way through the commit; no client can name it."""

    job: Job


class PutOffJob(Command[Done], frozen=True):
    """A job that failed."""

    job: Job


class JobRunner:
    """Runs on every node; the table decides who does what."""

    def __init__(self, features: Sequence[Feature], dispatcher: Dispatcher, database: Database, clock: Clock) -> None:
        self._kinds = {kind.name: kind for feature in features for kind in feature.jobs}
        self._dispatcher = dispatcher
        self._database = database
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        self._run = Endpoint(RunJob, self._run_job, Mode.WRITE, "", "")
        self._put_off = Endpoint(PutOffJob, _put_off, Mode.WRITE, "", "")

    def start(self) -> None:
        """Begin to look."""
        if self._kinds:
            self._task = asyncio.create_task(self._run_forever(), name="jobs")

    async def stop(self) -> None:
        """Finish the round and look no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def run_due(self) -> int:
        """Do what is due, up to AT_ONCE; returns how much of it was done.

        Raises:
            StorageRefused: the database cannot be asked now.
        """
        now = self._clock()
        due = await self._database.read(lambda connection: due_jobs(connection, self._kinds, now, AT_ONCE))
        return sum(await asyncio.gather(*map(self._do, due)))

    async def _run_forever(self) -> None:
        while True:
            try:
                done = await self.run_due()
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

    def _run_job(self, ctx: Context, command: RunJob) -> Done:
        if take_job(ctx.connection, command.job, ctx.now):
            self._kinds[command.job.kind].run(ctx, command.job.subject)
        return Done()


def _put_off(ctx: Context, command: PutOffJob) -> Done:
    put_off(ctx.connection, command.job, ctx.now)
    return Done()
