"""The table of jobs: what is to happen at a moment, until the transaction in which it happens."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Table,
    Text,
    delete,
    select,
    update,
)

from molva.server.storage.columns import metadata
from molva.server.storage.insert import put_rows

jobs = Table(
    "jobs",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("due_at", BigInteger, nullable=False),
    Column("failures", Integer, nullable=False),
    Index("ix_jobs_due", "due_at"),
    sqlite_with_rowid=False,
)

LONGEST_PAUSE_S: Final = 3600
"""A job that fails is tried again at least this often."""

LEASE_S: Final = 60
"""How long an errand is one process's alone; no errand takes so long."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job that is due."""

    kind: str
    subject: str


def put_job(connection: Connection, kind: str, subject: str, due_at: int) -> None:
    """Let a job happen at a moment, milliseconds since the epoch, in place of the moment that was set before."""
    put_jobs(connection, kind, [subject], due_at)


def put_jobs(connection: Connection, kind: str, subjects: Iterable[str], due_at: int) -> None:
    """Let several jobs of a kind happen at a moment, as `put_job` does one."""
    put_rows(connection, jobs, [{"kind": kind, "subject": each, "due_at": due_at, "failures": 0} for each in subjects])


def drop_job(connection: Connection, kind: str, subject: str) -> bool:
    """Let a job not happen; False if there was none."""
    return connection.execute(delete(jobs).where(*_named(kind, subject))).rowcount == 1


def due_jobs(connection: Connection, kinds: Collection[str], now: int, limit: int) -> list[Job]:
    """Read what is due of these kinds, the longest due first; what a newer version wrote waits for it."""
    due = select(jobs.c.kind, jobs.c.subject).where(jobs.c.due_at <= now, jobs.c.kind.in_(kinds))
    found = connection.execute(due.order_by(jobs.c.due_at, jobs.c.kind, jobs.c.subject).limit(limit))
    return [Job(row.kind, row.subject) for row in found]


def take_job(connection: Connection, job: Job, now: int) -> bool:
    """Take a job out, to be done in this transaction; False if somebody did it, stopped it or put it off meanwhile."""
    due = delete(jobs).where(*_named(job.kind, job.subject), jobs.c.due_at <= now)
    return connection.execute(due).rowcount == 1


def lease_job(connection: Connection, job: Job, now: int) -> int | None:
    """Keep a job for oneself for a while, longer each time, by moving its moment; returns that, or None as above."""
    due = *_named(job.kind, job.subject), jobs.c.due_at <= now
    failures = connection.execute(select(jobs.c.failures).where(*due)).scalar()
    if failures is None:
        return None
    until = now + min(LEASE_S * 2**failures, LONGEST_PAUSE_S) * 1000
    kept = update(jobs).where(*due).values(due_at=until, failures=min(failures + 1, 30))
    return until if connection.execute(kept).rowcount == 1 else None


def end_lease(connection: Connection, job: Job, until: int) -> None:
    """Take a job out whose errand is done, unless it was put anew meanwhile."""
    connection.execute(delete(jobs).where(*_named(job.kind, job.subject), jobs.c.due_at == until))


def put_off(connection: Connection, job: Job, now: int) -> None:
    """Let a job that failed wait, twice as long each time."""
    here = _named(job.kind, job.subject)
    failures = connection.execute(select(jobs.c.failures).where(*here, jobs.c.due_at <= now)).scalar()
    if failures is not None:
        pause_s = min(2**failures, LONGEST_PAUSE_S)
        later = {"due_at": now + pause_s * 1000, "failures": min(failures + 1, 30)}
        connection.execute(update(jobs).where(*here).values(**later))


def _named(kind: str, subject: str) -> tuple[ColumnElement[bool], ...]:
    return jobs.c.kind == kind, jobs.c.subject == subject
