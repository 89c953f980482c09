"""Small faults planted into the server: a suite that does not find them proves nothing."""

import asyncio
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from molva.server.storage import sqlite
from molva.server.storage.committer import Committer

EARLY_BY_S = 0.05


class Mutant(StrEnum):
    """Which fault; `NONE` is the server as it is."""

    NONE = "none"
    SYNCS_LATE = "syncs late"
    """Commits return before the log is on the disk, as with `synchronous=NORMAL`."""
    ANSWERS_EARLY = "answers early"
    """Answers and rows go out before the commit."""


def plant(mutant: Mutant) -> None:
    """Change the server's modules in this process."""
    match mutant:
        case Mutant.SYNCS_LATE:
            pragmas = tuple(pragma.replace("synchronous=FULL", "synchronous=NORMAL") for pragma in sqlite.PRAGMAS)
            assert pragmas != sqlite.PRAGMAS
            setattr(sqlite, "PRAGMAS", pragmas)  # noqa: B010  # a Final may not be assigned, on purpose
        case Mutant.ANSWERS_EARLY:
            setattr(Committer, "_commit", _commit_after_telling)  # noqa: B010  # the same for a method
        case Mutant.NONE:
            pass


async def _commit_after_telling(self: Committer[Any, Any], batch: list[Any]) -> None:
    loop = asyncio.get_running_loop()

    def run(connection: Any) -> Any:
        result = self._run(connection, batch)
        _wait(loop, lambda: self._committed(batch, result))
        time.sleep(EARLY_BY_S)
        return result

    await self._database.write(run)


def _wait(loop: asyncio.AbstractEventLoop, tell: Callable[[], None]) -> None:
    """Tell on the event loop, and come back when what was told has been written to the sockets."""
    told = threading.Event()

    def tell_and_flush() -> None:
        tell()
        loop.call_soon(told.set)

    loop.call_soon_threadsafe(tell_and_flush)
    told.wait()
