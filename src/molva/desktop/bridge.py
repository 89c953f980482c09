"""asyncio beside Tk: the window's timer lets the event loop take a step, many times a second, in the same thread.

One thread, because everything that the window shows (the replica, what is on its way) is then read without locks and
copies, between two steps. A second thread would need both for every row. What takes long in the SDK (the disk, names of
hosts, sign-in over HTTP) runs in threads of its own already, so a step is short, and the window never waits for the
network. Tk's timer is what all three systems have; sockets can be joined to Tk's own loop on two of them only.
The price is some milliseconds until an answer is shown, and a timer that runs while nothing happens.

Whoever is called from a step must not open a Tk loop of its own (`wait_window`, message boxes): the step would not end.
"""

import asyncio
import contextlib
import logging
import tkinter as tk
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

A = TypeVar("A")

BUSY_MILLIS: Final = 5
"""Between two steps while coroutines make progress: an answer over the network is several steps away."""
IDLE_MILLIS: Final = 25
BUSY_STEPS: Final = 40
"""Steps for which the timer stays quick after the window itself has asked for something."""
CLOSE_SECONDS: Final = 5.0

log = logging.getLogger(__name__)


class Bridge:
    """Runs coroutines beside a window.

    Args:
        root: the window; `mainloop` or `update` of it is what drives the event loop.
        on_error: called with an exception that no caller of `start` takes.
    """

    def __init__(self, root: tk.Tk, on_error: Callable[[BaseException], None]) -> None:
        self.loop = asyncio.SelectorEventLoop()
        self._root = root
        self.on_error = on_error
        self._tasks: set[asyncio.Task[Any]] = set()
        self._quick = BUSY_STEPS
        self._timer = root.after(BUSY_MILLIS, self._step)

    def start(
        self,
        work: Coroutine[Any, Any, A],
        then: Callable[[A], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Begin a coroutine; `then` gets what it returns, `failed` what it raises, both in the window's thread."""
        self.task(work, then, failed).add_done_callback(self._tasks.discard)

    def task(
        self,
        work: Coroutine[Any, Any, A],
        then: Callable[[A], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> "asyncio.Task[A]":
        """Begin a coroutine as `start` does, and give its task, to wait for it or to cancel it."""
        task = self.loop.create_task(work)
        self._tasks.add(task)
        self._quick = BUSY_STEPS

        def ended(done: "asyncio.Task[A]") -> None:
            if done.cancelled():
                return
            error = done.exception()
            if error is None:
                if then is not None:
                    then(done.result())
            elif failed is not None and isinstance(error, Exception):
                failed(error)
            else:
                self.on_error(error)

        task.add_done_callback(ended)
        return task

    def finish(self, work: Coroutine[Any, Any, A]) -> None:
        """Run a coroutine to its end, while the window stands still; for the moments when the window goes away."""

        async def bounded() -> None:
            with contextlib.suppress(TimeoutError):  # the window is gone already: nobody is to wait longer
                await asyncio.wait_for(work, CLOSE_SECONDS)

        self.loop.run_until_complete(bounded())

    def close(self) -> None:
        """Cancel what is still running and end the loop."""
        self._root.after_cancel(self._timer)
        for task in self._tasks:
            task.cancel()
        self.loop.run_until_complete(self._let_go())
        self.loop.close()

    async def _let_go(self) -> None:
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.loop.shutdown_default_executor()

    def _step(self) -> None:
        """Let the loop do everything that is ready now, and come back."""
        if not self.loop.is_running():
            self.loop.call_soon(self.loop.stop)
            self.loop.run_forever()
        self._quick = max(0, self._quick - 1)
        self._timer = self._root.after(BUSY_MILLIS if self._quick else IDLE_MILLIS, self._step)
