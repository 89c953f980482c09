"""G3, G8 and G16 on bad networks: cut anywhere, split, delayed, half open, and readers that do not read."""

import asyncio
import random
import time
from pathlib import Path

import pytest

from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import SendMessage
from molva.protocol.frames import RawAnswer, Refused
from molva.protocol.ids import new_id
from tests.faults.history.checker import check
from tests.faults.history.report import Report, Verdict
from tests.faults.network.chaos_proxy import ChaosProxy, Way, Weather
from tests.faults.network.frames import Opcode, frame
from tests.faults.network.raw_websocket import RawWebSocket
from tests.faults.rig.crowd import Crowd, gather
from tests.faults.rig.kill_cycles import begin, end, heal, memberships, read_everything, some_answers
from tests.faults.rig.node import Node
from tests.faults.rig.wire import Wire, connected

CUTS = 60
LONGEST_LIFE_BYTES = 3000
SLOW_TEXT = "slow " * 600
BURST = 4000
"""Messages of SLOW_TEXT: 12 MB, three times what Linux keeps for a socket beside the server's own buffer."""
AT_ONCE = 50


async def judged(server: Node, crowd: Crowd) -> Report:
    await read_everything(server.port, crowd)
    return check([*memberships(crowd), *crowd.notebook.written])


async def test_connections_cut_at_any_byte_lose_and_double_nothing(server: Node, names: list[str]) -> None:
    crowd, luck = await gather(server.port, names), random.Random(1)
    async with ChaosProxy(server.port, Weather(segment_bytes=101)) as proxy:
        lives = begin(proxy.port, crowd)
        try:
            for _ in range(CUTS):
                # The handshake takes about 400 bytes, the hello 100, a message 250: every place is cut in its turn.
                proxy.weather.reset_after_bytes_up = luck.randint(1, LONGEST_LIFE_BYTES)
                await proxy.cuts.get()
            proxy.weather.reset_after_bytes_up = None
            await heal(crowd, lives)
        finally:
            await end(lives)
    report = await judged(server, crowd)
    assert report.verdict is Verdict.VALID, str(report)


@pytest.mark.parametrize("swallow", [{Way.UP}, {Way.DOWN}, {Way.UP, Way.DOWN}], ids=["up", "down", "both"])
async def test_who_comes_back_after_silence_has_missed_nothing(
    server: Node, names: list[str], swallow: set[Way]
) -> None:
    crowd = await gather(server.port, names)
    async with ChaosProxy(server.port) as proxy:
        lives = begin(proxy.port, crowd)
        try:
            await some_answers(crowd, 30, lives)
            proxy.weather.swallow = frozenset(swallow)
            await proxy.swallowed.get()
            proxy.weather.swallow = frozenset()
            # What was swallowed is missing in the middle of a stream: nothing but a new connection can follow.
            proxy.reset_all()
            await some_answers(crowd, 30, lives)
            await heal(crowd, lives)
        finally:
            await end(lives)
    report = await judged(server, crowd)
    assert report.verdict is Verdict.VALID, str(report)


async def test_a_reader_that_does_not_read_is_cut_off_and_harms_nobody(server: Node, names: list[str]) -> None:
    crowd = await gather(server.port, names)
    writer, _, sleeper = crowd.people
    bearer = {"Authorization": f"Bearer {sleeper.token}", "Sec-WebSocket-Protocol": "molva.v1"}
    async with connected(server.port, [writer.token]) as (wire,):
        # The database's own cache has to be full before anything else can be seen.
        alone = [await growth_kib(server, wire, crowd.group) for _ in range(3)]
        with RawWebSocket(server.port, "/api/v1/ws", bearer, receive_buffer=4096) as asleep:
            asleep.send(frame(Opcode.TEXT, b'{"type":"hello"}'))
            assert b"welcome" in asleep.frame()[1]
            with_sleeper = await growth_kib(server, wire, crowd.group)
            received, code = await asyncio.to_thread(asleep.drain)
    sent = BURST * len(SLOW_TEXT)
    assert received < sent / 2, "the server kept on writing to somebody who did not read"
    assert code in (CloseCode.SLOW_READER, None)
    assert with_sleeper - alone[-1] < sent / 1024 / 4, f"{alone} KiB without, {with_sleeper} with one who does not read"


async def growth_kib(server: Node, wire: Wire, chat: str) -> int:
    """How much memory the server takes for a burst."""
    before = memory_kib(server.pid)
    await burst(wire, chat)
    return memory_kib(server.pid) - before


async def burst(wire: Wire, chat: str) -> None:
    """Send faster than the reader reads, and see every message answered."""
    for _ in range(BURST // AT_ONCE):
        ids = [new_id(time.time_ns() // 1_000_000) for _ in range(AT_ONCE)]
        waiting = {await wire.call(SendMessage(chat_id=chat, id=each, text=SLOW_TEXT)) for each in ids}
        while waiting:
            heard = await wire.receive()
            assert not isinstance(heard, Refused), heard
            if isinstance(heard, RawAnswer):
                waiting.remove(heard.ref)


def memory_kib(pid: int) -> int:
    """Resident memory of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
