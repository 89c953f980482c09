"""What a group of 10,000 and a person with 5,000 chats cost: `python -m bench.large` prints one line of JSON.

The group and the chats are written into the file while the server is stopped; all that is measured goes over a real
connection to a real server. Milliseconds are those of the client; CPU is that of the server.
"""

import asyncio
import json
import os
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

import uvloop

from bench.crowd import write_group, write_groups, write_people
from molva.cli.bench import processes
from molva.cli.bench.molva_client import MolvaClient
from molva.cli.bench.molva_peer import MOLVA
from molva.cli.bench.server_process import LOAD_CORE, ServerProcess
from molva.cli.bench.span import Figures
from molva.protocol.commands import AddMember, DeleteChat, GetHistory, ListChats, ListMembers, SendMessage
from molva.protocol.frames import Hello
from molva.protocol.ids import new_id
from molva.server.storage.sqlite import sqlite_engine

LARGE: Final = 10_000
MANY: Final = 5_000
CHANGED: Final = 50
TEXTS: Final = [f"text {number}" for number in range(300)]

T = TypeVar("T")


class Watch:
    """Times what is done, and what the server spends on it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.figures: Figures = {}

    async def time(self, name: str, work: Callable[[], Awaitable[T]]) -> T:
        """Do it, and keep its figures under a name."""
        cpu, started = processes.cpu_seconds(self.pid), time.perf_counter()
        result = await work()
        wall = time.perf_counter() - started
        spent = processes.cpu_seconds(self.pid) - cpu
        self.figures[name] = {"ms": round(wall * 1000, 1), "cpu_ms": round(spent * 1000)}
        return result


def write(server: ServerProcess, owner_id: str, hermit_id: str) -> tuple[str, list[str]]:
    """Write the large group, and the many chats of one person, into the file of a server that is stopped."""
    engine = sqlite_engine(server.folder / "data" / "molva.db")
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        crowd = write_people(connection, LARGE - 1)
        chat_id = write_group(connection, "Large", owner_id, crowd, TEXTS)
        names = [f"group {number}" for number in range(MANY)]
        chats = write_groups(connection, names, owner_id, [hermit_id], ["one", "two"])
        connection.exec_driver_sql("COMMIT")
    engine.dispose()
    return chat_id, chats


async def measure(server: ServerProcess) -> Figures:
    """Go through it all once."""
    users = await MOLVA.dialect.register(server.port, ["owner", "newcomer", "hermit"])
    owner_user, newcomer_user, hermit_user = users
    server.stop()
    chat_id, chats = write(server, owner_user.id, hermit_user.id)
    server.start()
    await asyncio.sleep(1)
    watch = Watch(server.pid)

    async def connect(user: Any, known: Hello) -> tuple[MolvaClient, Hello]:
        client = MolvaClient(user)
        return client, await client.sign_in(server.port, known)

    newcomer, known = await connect(newcomer_user, Hello())
    owner = MolvaClient(owner_user)
    await owner.sign_in(server.port, Hello(epoch=known.epoch, revs=revs_of(chats) | revs_of([chat_id], len(TEXTS) + 1)))
    watch.figures["memory_before_mib"] = round(processes.memory_mib(server.pid), 1)

    async def join() -> None:
        await owner.call(AddMember(chat_id=chat_id, user_id=newcomer_user.id))
        await newcomer.frame(lambda frame: frame.get("scope") == f"chat:{chat_id}")

    await watch.time("join", join)

    async def first_screen() -> None:
        device, _ = await connect(newcomer_user, Hello())
        await device.call(GetHistory(chat_id=chat_id))

    await watch.time("first_screen", first_screen)
    await watch.time("page_of_members", lambda: newcomer.call(ListMembers(chat_id=chat_id)))
    nobody = ListMembers(chat_id=chat_id, query="nobody is called so")
    await watch.time("search_of_members", lambda: newcomer.call(nobody))
    await watch.time("many_chats_new_device", lambda: connect(hermit_user, Hello()))
    hermit, there = await connect(hermit_user, Hello(epoch=known.epoch, revs=revs_of(chats)))
    await watch.time("list_of_many_chats", lambda: hermit.call(ListChats()))
    await watch.time("many_chats_nothing_new", lambda: connect(hermit_user, there))
    for each in chats[:CHANGED]:
        await owner.call(SendMessage(chat_id=each, id=new_id(time.time_ns() // 1_000_000), text="new"))
    await watch.time("many_chats_some_new", lambda: connect(hermit_user, there))
    watch.figures["memory_mib"] = round(processes.memory_mib(server.pid), 1)
    await watch.time("delete_group", lambda: owner.call(DeleteChat(chat_id=chat_id)))
    return watch.figures


def revs_of(chats: list[str], rev: int = 3) -> dict[str, int]:
    """What a device knows that has seen all of the chats."""
    return {f"chat:{chat_id}": rev for chat_id in chats} | {f"marks:{chat_id}": 1 for chat_id in chats}


def main() -> None:
    """Print the figures."""
    os.sched_setaffinity(0, {LOAD_CORE})
    with MOLVA.server() as server:
        server.start()
        print(json.dumps(uvloop.run(measure(server))))


if __name__ == "__main__":
    main()
