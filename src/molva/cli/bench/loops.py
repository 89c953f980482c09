"""How messages are offered: as fast as they are delivered, or at a fixed pace."""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeVar

from molva.cli.bench.meter import Meter
from molva.cli.bench.span import Figures, Span

STALL_S = 30
"""A run is given up when nothing has been delivered for so long."""
SETTLE_S = 1
"""Before a run what connecting caused must have ended; after it, what the server put off."""

Lane = TypeVar("Lane")
Item = TypeVar("Item")
Result = TypeVar("Result")
Send = Callable[[Lane, bytes], None]
Attach = Callable[[Meter[Any]], None]


async def closed_loop(
    pid: int, lanes: Sequence[Lane], send: Send[Lane], attach: Attach, *, messages: int, fanout: int, in_flight: int
) -> Figures:
    """Keep `in_flight` messages of each lane under way until `messages` have been sent in all."""
    done, budget = asyncio.Event(), itertools.count()

    def send_next(lane: Lane) -> None:
        if next(budget) < messages:
            send(lane, meter.body(lane))
        elif not meter.awaited:
            done.set()

    meter = Meter(fanout, send_next)
    attach(meter)
    await asyncio.sleep(SETTLE_S)
    span = Span(pid)
    for lane in lanes:
        for _ in range(in_flight):
            send_next(lane)
    await _until(done, meter)
    return await _close(span, meter)


async def paced(
    pid: int, lanes: Sequence[Lane], send: Send[Lane], attach: Attach, *, per_second: int, seconds: int
) -> Figures:
    """Send on a fixed schedule, whatever the server does; a message is timed from when it was due."""
    total, sent, done = per_second * seconds, 0, asyncio.Event()
    meter: Meter[Lane] = Meter(1, lambda _: done.set() if sent == total and not meter.awaited else None)
    attach(meter)
    await asyncio.sleep(SETTLE_S)
    span = Span(pid)
    while sent < total:
        due_at = span.start_ns + sent * 10**9 // per_second
        wait_s = (due_at - time.perf_counter_ns()) / 1e9
        if wait_s > 0:
            await asyncio.sleep(wait_s)
        lane = lanes[sent % len(lanes)]
        sent += 1
        send(lane, meter.body(lane, due_at))
    await _until(done, meter)
    return await _close(span, meter)


async def each(limit: int, items: Iterable[Item], work: Callable[[Item], Awaitable[Result]]) -> list[Result]:
    """Do the work for all items, `limit` at a time, keeping the order."""
    gate = asyncio.Semaphore(limit)

    async def one(item: Item) -> Result:
        async with gate:
            return await work(item)

    return await asyncio.gather(*map(one, items))


async def _until(done: asyncio.Event, meter: Meter[Any]) -> None:
    """Wait for the event, or until nothing has arrived for STALL_S seconds."""
    delivered = -1
    while delivered != meter.delivered and not done.is_set():
        delivered = meter.delivered
        try:
            await asyncio.wait_for(done.wait(), STALL_S)
        except TimeoutError:
            continue


async def _close(span: Span, meter: Meter[Any]) -> Figures:
    figures = span.deliveries(meter)
    await asyncio.sleep(SETTLE_S)
    return span.spent(figures)
