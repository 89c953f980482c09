"""Small faults planted into the server: a suite that does not find them proves nothing."""

import asyncio
import signal
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from molva.server.core import Core
from molva.server.delivery import gateway
from molva.server.storage import sqlite
from molva.server.storage.committer import Committer

EARLY_BY_S = 0.05
LEAP_S = 60.0


class Mutant(StrEnum):
    """Which fault; `NONE` is the server as it is."""

    NONE = "none"
    SYNCS_LATE = "syncs late"
    """Commits return before the log is on the disk, as with `synchronous=NORMAL`."""
    ANSWERS_EARLY = "answers early"
    """Answers and rows go out before the commit."""
    LEAPS = "leaps"
    """No fault: the clock by which silence is measured leaps ahead with each SIGUSR1, and is looked at often."""


def plant(mutant: Mutant) -> None:
    """Change the server's modules in this process."""
    match mutant:
        case Mutant.SYNCS_LATE:
            pragmas = tuple(pragma.replace("synchronous=FULL", "synchronous=NORMAL") for pragma in sqlite.PRAGMAS)
            assert pragmas != sqlite.PRAGMAS
            setattr(sqlite, "PRAGMAS", pragmas)  # noqa: B010  # a Final may not be assigned, on purpose
        case Mutant.ANSWERS_EARLY:
            setattr(Committer, "_commit", _commit_after_telling)  # noqa: B010  # the same for a method
        case Mutant.LEAPS:
            setattr(gateway, "SWEEP_SECONDS", 0.1)  # noqa: B010  # a Final, as above
            clock = _LeapingClock()
            signal.signal(signal.SIGUSR1, clock.leap)
            # Bound when the server's parts are put together, which is before any test could hand in another.
            getattr(Core.build, "__func__").__kwdefaults__["monotonic"] = clock  # noqa: B009  # a class method's function
        case Mutant.NONE:
            pass


class _LeapingClock:
    """Monotonic seconds."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self._ahead

    def leap(self, *_: object) -> None:
        self._ahead += LEAP_S


async def _commit_after_telling(self: Committer[Any, Any], batch: list[Any]) -> None:
    loop = asyncio.get_running_loop()

    def run(connection: Any) -> Any:
        result = self._run(connection, batch)
        _wait(loop, lambda: self._committed(batch, result))
        # The mutant's fault: the answer is out so long before the commit.
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
