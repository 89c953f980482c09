"""Whether a server slows down as messages pile up (W7): `python -m bench.growth` prints one line of JSON.

The same is asked of a server with ten thousand messages and of one with a million, in twenty groups of two people:
pages of one group's history, and what a device gets that was away for a day. Messages are written into the file while
the server is stopped; all that is measured goes over a real connection, milliseconds are those of the client.
"""

import json
import os
import time
from collections.abc import Awaitable, Callable
from typing import Final

import uvloop

from bench.crowd import write_group
from molva.cli.bench import processes
from molva.cli.bench.molva_client import MolvaClient
from molva.cli.bench.molva_peer import MOLVA
from molva.cli.bench.peer import User
from molva.cli.bench.server_process import LOAD_CORE, ServerProcess
from molva.cli.bench.span import Figures
from molva.protocol.commands import GetHistory
from molva.protocol.frames import Hello
from molva.server.storage.sqlite import sqlite_engine

SIZES: Final = (10_000, 1_000_000)
GROUPS: Final = 20
MISSED: Final = 10
"""Messages of each group that came while the device was away."""
ASKED: Final = 300
COMEBACKS: Final = 50


def write(server: ServerProcess, owner: User, reader: User, messages: int) -> list[str]:
    """Write the groups into the file of a server that is stopped; their ids."""
    texts = [f"message number {number}, as long as most are" for number in range(messages // GROUPS)]
    engine = sqlite_engine(server.folder / "data" / "molva.db")
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        ids = [write_group(connection, f"group {n}", owner.id, [reader.id], texts) for n in range(GROUPS)]
        connection.exec_driver_sql("COMMIT")
    engine.dispose()
    return ids


async def measure(server: ServerProcess, messages: int) -> Figures:
    """Ask everything of a server with so many messages."""
    owner, reader = await MOLVA.dialect.register(server.port, ["owner", "reader"])
    server.stop()
    ids = write(server, owner, reader, messages)
    server.start()
    each = messages // GROUPS
    device = MolvaClient(reader)
    there = await device.sign_in(server.port, Hello())
    away = Hello(epoch=there.epoch, revs=dict(there.revs) | {f"chat:{chat_id}": each + 1 - MISSED for chat_id in ids})
    figures: Figures = {}

    async def time_it(name: str, times: int, work: Callable[[int], Awaitable[object]]) -> None:
        cpu, took = processes.cpu_seconds(server.pid), []
        for number in range(times):
            started = time.perf_counter()
            await work(number)
            took.append((time.perf_counter() - started) * 1000)
        cpu = (processes.cpu_seconds(server.pid) - cpu) * 1000 / times
        took.sort()
        middle, late = took[times // 2], took[int(times * 0.99)]
        figures[name] = {"p50_ms": round(middle, 2), "p99_ms": round(late, 2), "cpu_ms": round(cpu, 2)}

    def page(before: int) -> Callable[[int], Awaitable[object]]:
        return lambda n: device.call(GetHistory(chat_id=ids[n % GROUPS], before=before))

    async def come_back(_: int) -> None:
        again = MolvaClient(reader)
        await again.sign_in(server.port, away)
        again.leave()

    await time_it("newest_page", ASKED, page(each + 1))
    await time_it("middle_page", ASKED, page(each // 2))
    await time_it("oldest_page", ASKED, page(101))
    await time_it("resume", COMEBACKS, come_back)
    figures["memory_mib"] = round(processes.memory_mib(server.pid), 1)
    return figures


def main() -> None:
    """Print the figures of both sizes."""
    os.sched_setaffinity(0, {LOAD_CORE})
    figures: Figures = {}
    for messages in SIZES:
        with MOLVA.server() as server:
            server.start()
            figures[str(messages)] = uvloop.run(measure(server, messages))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
