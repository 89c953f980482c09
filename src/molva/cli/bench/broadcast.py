"""The floor under every fan-out: a bare server that writes the same bytes to 500 sockets and does nothing else."""

import asyncio
import os
import subprocess
import sys
import time
from typing import IO, cast

import uvloop

from molva.cli.bench import processes
from molva.cli.bench.server_process import SERVER_CORE
from molva.cli.bench.span import Figures

PAYLOAD = b"x" * 200
CONNECTIONS = 500
SETTLE_S = 0.5
"""What connecting caused must have ended before the measurement."""


class Listener(asyncio.Protocol):
    """The server's side: each byte that comes in starts one broadcast to all."""

    def __init__(self, others: list[asyncio.Transport]) -> None:
        self.others = others

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.others.append(cast(asyncio.Transport, transport))

    def data_received(self, data: bytes) -> None:
        for _ in data:
            for other in self.others:
                other.write(PAYLOAD)


class Counter:
    """The clients' side: asks for the next broadcast when one is complete."""

    def __init__(self, in_flight: int, rounds: int) -> None:
        self.in_flight = in_flight
        self.rounds = rounds
        self.bytes = self.asked = 0
        self.done = asyncio.Event()

    async def run(self, port: int, pid: int) -> Figures:
        """Connect, ask for all broadcasts and wait for their last byte."""
        loop = asyncio.get_running_loop()
        for _ in range(CONNECTIONS):
            self.trigger, _ = await loop.create_connection(lambda: CountingProtocol(self), "127.0.0.1", port)
        await asyncio.sleep(SETTLE_S)
        cpu, started = processes.cpu_seconds(pid), time.perf_counter()
        for _ in range(self.in_flight):
            self.ask()
        await self.done.wait()
        cpu, seconds = processes.cpu_seconds(pid) - cpu, time.perf_counter() - started
        deliveries = self.rounds * CONNECTIONS
        return {
            "cpu_us_per_delivery": round(cpu / deliveries * 1e6, 2),
            "deliveries_per_s": round(deliveries / seconds),
        }

    def ask(self) -> None:
        self.asked += 1
        self.trigger.write(b".")

    def count(self, size: int) -> None:
        self.bytes += size
        complete = self.bytes // (CONNECTIONS * len(PAYLOAD))
        while self.asked < self.rounds and complete > self.asked - self.in_flight:
            self.ask()
        if complete == self.rounds:
            self.done.set()


class CountingProtocol(asyncio.Protocol):
    """One client connection."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter

    def data_received(self, data: bytes) -> None:
        self.counter.count(len(data))


def bare_broadcast(in_flight: int, rounds: int) -> Figures:
    """CPU of one delivery with so many broadcasts under way; with several, uvloop joins writes."""
    command = [sys.executable, "-m", __name__, str(SERVER_CORE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:  # noqa: S603  # the command is our own
        try:
            port = int(cast(IO[bytes], server.stdout).readline())
            return uvloop.run(Counter(in_flight, rounds).run(port, server.pid))
        finally:
            server.terminate()


async def _listen() -> None:
    others: list[asyncio.Transport] = []
    server = await asyncio.get_running_loop().create_server(lambda: Listener(others), "127.0.0.1", 0, backlog=1024)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    os.sched_setaffinity(0, {int(sys.argv[1])})
    uvloop.run(_listen())
