"""Group commit: all that waits at one moment goes into one transaction; the next batch is what came meanwhile."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from sqlalchemy import Connection

from molva.server.storage.engine import Database, StorageFailed, StorageRefused

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_BATCH: Final = 1000
"""Commands in one transaction: beyond that a batch only grows the wait of its first one."""

MAX_WAITING: Final = 20_000
"""Commands that may wait; at 10,000 a second that is two seconds, and a client is better told to come again."""

log = logging.getLogger("molva.storage")


class QueueFull(Exception):
    """More waits than the server will work off in reasonable time."""


class Committer(Generic[Item, Result]):
    """Takes items as they come and commits them in groups, without any timer."""

    def __init__(
        self,
        database: Database,
        run: Callable[[Connection, Sequence[Item]], Result],
        *,
        committed: Callable[[Sequence[Item], Result], None],
        failed: Callable[[Sequence[Item], Exception], None],
        fatal: Callable[[], None],
    ) -> None:
        """Prepare; `start` begins.

        Args:
            run: does the work of a batch inside the transaction; may be run again from the start.
            committed: told on the event loop after the commit is durable.
            failed: told when nothing of the batch is stored.
            fatal: told when the disk broke its word; has to end the process. Nothing is committed or answered
                any more.

        The last three must not raise.
        """
        self._database = database
        self._run = run
        self._committed = committed
        self._failed = failed
        self._fatal = fatal
        self._waiting: deque[Item] = deque()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    def put(self, item: Item) -> None:
        """Let the item into the next batch.

        Raises:
            QueueFull: too many wait already, or the server is stopping.
        """
        if self._stopping or len(self._waiting) >= MAX_WAITING:
            raise QueueFull
        self._waiting.append(item)
        self._wake.set()

    def start(self) -> None:
        """Begin to commit."""
        self._task = asyncio.create_task(self._commit_forever(), name="committer")

    async def stop(self) -> None:
        """Commit what waits and take nothing more."""
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await self._task

    async def _commit_forever(self) -> None:
        while True:
            if not self._waiting:
                if self._stopping:
                    return
                self._wake.clear()
                await self._wake.wait()
                continue
            batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MAX_BATCH))]
            await self._commit(batch)

    async def _commit(self, batch: list[Item]) -> None:
        try:
            result = await self._database.write(lambda connection: self._run(connection, batch))
        except StorageFailed as error:
            log.critical("The database cannot be trusted any more, the server ends: %s", error)
            self._stopping = True
            self._waiting.clear()
            self._fatal()
        except StorageRefused as error:
            log.error("The database refused a transaction: %s", error)
            self._failed(batch, error)
        except Exception as error:
            # A defect in the work itself: the batch is not stored, the next one may be.
            self._failed(batch, error)
        else:
            self._committed(batch, result)
