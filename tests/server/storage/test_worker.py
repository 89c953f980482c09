"""The thread that works for an event loop."""

import asyncio
import gc
import threading
import weakref
from collections.abc import AsyncIterator
from functools import partial

import pytest

from molva.server.storage.worker import Worker


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    worker = Worker("worker")
    yield worker
    await asyncio.to_thread(worker.stop)


async def test_work_is_done_in_its_order_and_in_one_thread(worker: Worker) -> None:
    done: list[int] = []

    def note(number: int) -> int:
        done.append(number)
        return threading.get_ident()

    threads = await asyncio.gather(*(worker.run(partial(note, number)) for number in range(50)))
    assert done == list(range(50))
    assert len(set(threads)) == 1
    assert threads[0] != threading.get_ident()


async def test_what_it_raises_is_told_and_the_next_is_done(worker: Worker) -> None:
    def fail() -> None:
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        await worker.run(fail)
    assert await worker.run(lambda: 7) == 7


async def test_work_that_nobody_waits_for_any_more_is_done_to_its_end(worker: Worker) -> None:
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go_on.wait()
        done.set()

    waiting = asyncio.create_task(worker.run(work))
    await asyncio.to_thread(begun.wait)
    waiting.cancel()
    go_on.set()
    assert await worker.run(done.is_set)
    assert waiting.cancelled()


async def test_stopping_waits_for_what_was_given() -> None:
    worker, gone = Worker("worker"), threading.Event()
    last = asyncio.create_task(worker.run(gone.wait))
    await asyncio.sleep(0)
    stopping = asyncio.create_task(asyncio.to_thread(worker.stop))
    gone.set()
    await stopping
    assert await last


async def test_what_comes_after_the_end_is_refused() -> None:
    asked, never_asked = Worker("worker"), Worker("worker")
    assert await asked.run(lambda: 7) == 7
    for worker in (asked, never_asked):
        worker.stop()
        with pytest.raises(RuntimeError, match="worker has been stopped"):
            await worker.run(lambda: 7)


async def test_nothing_is_held_until_the_next(worker: Worker) -> None:
    class Kept:
        pass

    result = await worker.run(Kept)
    seen = weakref.ref(result)
    del result
    await worker.run(lambda: None)
    gc.collect()
    assert seen() is None


def test_a_loop_that_is_gone_keeps_nobody() -> None:
    worker, go_on = Worker("worker"), threading.Event()

    async def leave() -> None:
        waiting = asyncio.create_task(worker.run(go_on.wait))
        await asyncio.sleep(0)
        waiting.cancel()

    asyncio.run(leave())
    go_on.set()
    assert asyncio.run(worker.run(lambda: 7)) == 7
    worker.stop()
