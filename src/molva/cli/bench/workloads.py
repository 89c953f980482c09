"""The workloads W1 to W5, the same for every messenger."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from molva.cli.bench import WorkloadName, processes
from molva.cli.bench.broadcast import bare_broadcast
from molva.cli.bench.loops import closed_loop, each, paced
from molva.cli.bench.peer import AnyMeter, Client, Peer, User
from molva.cli.bench.server_process import ServerProcess
from molva.cli.bench.size import Size
from molva.cli.bench.span import Figures

CONNECTING_AT_ONCE = 16
SIGNING_IN_AT_ONCE = 32
PASSWORDS_AT_ONCE = 4
"""A password costs tens of milliseconds on purpose; a server that lets many wait for that refuses the next."""

Workload = Callable[[Peer, ServerProcess, Size], Coroutine[Any, Any, Figures]]


def names(count: int) -> list[str]:
    """Usernames of the accounts of a run."""
    return [f"user{number}" for number in range(count)]


async def direct(peer: Peer, server: ServerProcess, size: Size) -> Figures:
    """W1: each sender keeps messages in flight to its partner."""
    pairs = await _pairs(peer, server, size)
    return await closed_loop(
        server.pid,
        pairs,
        _send_direct,
        _listening(pairs),
        messages=size.messages,
        fanout=1,
        in_flight=size.in_flight,
    )


async def steady(peer: Peer, server: ServerProcess, size: Size) -> Figures:
    """W5: direct messages at a fixed pace, to see how long each takes."""
    pairs = await _pairs(peer, server, size)
    return await paced(
        server.pid, pairs, _send_direct, _listening(pairs), per_second=size.per_second, seconds=size.seconds
    )


async def room(peer: Peer, server: ServerProcess, size: Size) -> Figures:
    """W2: one room, once with one message in flight and once with several senders at once."""
    members = await _connected(peer, server, size.members)
    started = time.perf_counter()
    await peer.dialect.gather_room(members)
    gathered_s = time.perf_counter() - started

    def listen(meter: AnyMeter) -> None:
        for member in members:
            member.listen(meter)

    async def run(senders: int) -> Figures:
        return await closed_loop(
            server.pid,
            members[:senders],
            _send_room,
            listen,
            messages=size.room_messages,
            fanout=len(members),
            in_flight=1,
        )

    return {
        "gathered_s": round(gathered_s, 1),
        "one_in_flight": await run(1),
        "bursts": await run(size.senders),
    }


async def idle(peer: Peer, server: ServerProcess, size: Size) -> Figures:
    """W3: devices that have been here before come back and do nothing; what they cost, and how fast they come."""
    users = await peer.dialect.register(server.port, names(size.connections))
    for client in await each(SIGNING_IN_AT_ONCE, users, lambda user: peer.dialect.connect(server.port, user)):
        client.leave()
    await asyncio.sleep(size.parted_s)
    before, cpu, started = processes.memory_mib(server.pid), processes.cpu_seconds(server.pid), time.perf_counter()

    async def come(user: User) -> Client:
        client = await peer.dialect.connect(server.port, user)
        client.listen(None)
        return client

    clients = await each(SIGNING_IN_AT_ONCE, users, come)
    seconds, cpu = time.perf_counter() - started, processes.cpu_seconds(server.pid) - cpu
    await asyncio.sleep(size.settle_s)
    after = processes.memory_mib(server.pid)
    started = time.perf_counter()
    await each(
        PASSWORDS_AT_ONCE,
        users[: size.passwords],
        lambda user: peer.dialect.connect(server.port, user, password=True),
    )
    passwords_s = time.perf_counter() - started
    return {
        "connections": len(clients),
        "password_sign_ins_per_s": round(size.passwords / passwords_s, 1),
        "connects_per_s": round(len(clients) / seconds),
        "cpu_ms_per_connect": round(cpu / len(clients) * 1e3, 2),
        "memory_before_mib": round(before, 1),
        "memory_mib": round(after, 1),
        "kib_per_connection": round((after - before) * 1024 / len(clients), 1),
    }


async def start(peer: Peer, server: ServerProcess, _size: Size) -> Figures:
    """W4: from the command to the first sign-in, on a new folder and on that folder again."""
    (user,) = await peer.dialect.register(server.port, names(1))
    await peer.dialect.connect(server.port, user)
    first_s = time.perf_counter() - server.launched_at
    server.stop()
    server.start()
    await peer.dialect.connect(server.port, user, password=True)
    again_s = time.perf_counter() - server.launched_at
    # Memory is read when the start's own work is over.
    await asyncio.sleep(5)
    return {
        "new_folder_s": round(first_s, 2),
        "again_s": round(again_s, 2),
        "memory_mib": round(processes.memory_mib(server.pid), 1),
    }


WORKLOADS: dict[WorkloadName, Workload] = {
    WorkloadName.W1: direct,
    WorkloadName.W2: room,
    WorkloadName.W3: idle,
    WorkloadName.W4: start,
    WorkloadName.W5: steady,
}


def headline(name: WorkloadName, figures: Figures, size: Size) -> Figures:
    """Put the figure that counts most in front, under the name that the targets use."""
    match name:
        case WorkloadName.W1 | WorkloadName.W5:
            return {"cpu_us_per_message": figures["cpu_us_per_delivery"], **figures}
        case WorkloadName.W2:
            floors = {
                "one_in_flight": bare_broadcast(1, size.bare_broadcasts),
                "bursts": bare_broadcast(4, size.bare_broadcasts),
            }
            ratios = {
                mode: round(figures[mode]["cpu_us_per_delivery"] / floor["cpu_us_per_delivery"], 2)
                for mode, floor in floors.items()
            }
            cost = figures["one_in_flight"]["cpu_us_per_delivery"]
            return {"cpu_us_per_delivery": cost, "times_bare_broadcast": ratios, **figures, "bare_broadcast": floors}
        case _:
            return figures


Pair = tuple[Client, Client]


async def _connected(peer: Peer, server: ServerProcess, count: int) -> list[Client]:
    users = await peer.dialect.register(server.port, names(count))
    return await each(CONNECTING_AT_ONCE, users, lambda user: peer.dialect.connect(server.port, user))


async def _pairs(peer: Peer, server: ServerProcess, size: Size) -> list[Pair]:
    clients = await _connected(peer, server, 2 * size.pairs)
    pairs = list(zip(clients[::2], clients[1::2], strict=True))
    await each(8, pairs, lambda pair: peer.dialect.befriend(*pair))
    return pairs


def _listening(pairs: list[Pair]) -> Callable[[AnyMeter], Any]:
    def attach(meter: AnyMeter) -> None:
        for sender, receiver in pairs:
            sender.listen(None)
            receiver.listen(meter)

    return attach


def _send_direct(pair: Pair, body: bytes) -> None:
    sender, receiver = pair
    sender.send_direct(receiver, body)


def _send_room(sender: Client, body: bytes) -> None:
    sender.send_room(body)
