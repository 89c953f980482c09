"""One thread that works for an event loop; a commit goes there and back for two thirds of what an executor takes."""

import asyncio
from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

T = TypeVar("T")

_Errand = tuple[asyncio.AbstractEventLoop, asyncio.Future[Any], Callable[[], Any]]


class Worker:
    """Does what it is given in its order, each thing to its end, also when nobody waits for it any more."""

    def __init__(self, name: str) -> None:
        """Prepare; the thread begins with its first work."""
        self._errands = SimpleQueue[_Errand | None]()
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._taking = Lock()
        self._stopped = False

    async def run(self, work: Callable[[], T]) -> T:
        """Have something done in the thread.

        Raises:
            RuntimeError: it has been stopped; else whatever the work raises.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        with self._taking:
            if self._stopped:
                raise RuntimeError(f"{self._thread.name} has been stopped")
            if self._thread.ident is None:
                self._thread.start()
            self._errands.put((loop, done, work))
        return await done

    def stop(self) -> None:
        """Finish what was given, and wait for it; take nothing more."""
        with self._taking:
            self._stopped = True
            self._errands.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        while (errand := self._errands.get()) is not None:
            _do(*errand)
            # Until the next one comes nothing of this one is held.
            del errand


def _do(loop: asyncio.AbstractEventLoop, done: asyncio.Future[Any], work: Callable[[], Any]) -> None:
    tell: Callable[[Any], None] = done.set_result
    try:
        outcome = work()
    except BaseException as error:
        # Whatever it is belongs to whoever waits; the thread goes on with the next.
        tell, outcome = done.set_exception, error
    if not loop.is_closed():
        loop.call_soon_threadsafe(_settle, done, tell, outcome)


def _settle(done: asyncio.Future[Any], tell: Callable[[Any], None], outcome: object) -> None:
    if not done.done():
        tell(outcome)
