"""F16: a peer that vanishes without an end of the stream is let go of, comes back, and has missed nothing."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from molva.client import Client, State
from molva.client.testing import FakeClock
from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import SendMessage
from molva.protocol.ids import new_id
from tests.faults.network.chaos_proxy import ChaosProxy, Way
from tests.faults.rig.crowd import gather
from tests.faults.rig.mutants import Mutant
from tests.faults.rig.node import Node
from tests.faults.rig.nursery import Nursery
from tests.faults.rig.wire import connected
from tests.fixtures.settling import PATIENCE_S, settle

CLOSED = re.compile(rb"\x88." + int(CloseCode.HEARTBEAT_TIMEOUT).to_bytes(2, "big"), re.DOTALL)
"""A frame that closes: its first byte, its length, the code (RFC 6455, section 5.5.1)."""


@pytest.fixture
def leaping(tmp_path: Path) -> Iterator[Node]:
    """A server process whose sense of silence a test can hurry."""
    with Nursery(Mutant.LEAPS) as nursery:
        node = Node(nursery, tmp_path)
        node.start()
        yield node
        node.end()
        assert "Traceback" not in node.output.read_text()


def connections(node: Node) -> int:
    """How many connections the process holds on its port, those included that the peer has closed and it has not."""
    own = set()
    for name in os.listdir(f"/proc/{node.pid}/fd"):
        try:
            own.add(str(Path(f"/proc/{node.pid}/fd/{name}").readlink()))
        except FileNotFoundError:
            continue
    # local_address, st and inode of proc(5), /proc/net/tcp; 0A is LISTEN.
    sockets = [line.split() for line in Path(f"/proc/{node.pid}/net/tcp").read_text().splitlines()[1:]]
    return sum(
        fields[1].endswith(f":{node.port:04X}") and fields[3] != "0A" and f"socket:[{fields[9]}]" in own
        for fields in sockets
    )


async def say(node: Node, token: str, chat: str, *texts: str) -> None:
    async with connected(node.port, [token]) as (wire,):
        for text in texts:
            await wire.ask(SendMessage(chat_id=chat, id=new_id(time.time_ns() // 1_000_000), text=text))


def texts(client: Client, chat: str) -> list[str]:
    """What a client holds of a chat, in order and without holes."""
    messages = client.replica.chats[chat].messages
    assert sorted(messages) == list(range(1, len(messages) + 1))
    return [messages[seq].text for seq in sorted(messages) if messages[seq].service is None]


async def test_f16_a_peer_behind_a_dead_link_is_let_go_of_and_resumes(leaping: Node, names: list[str]) -> None:
    crowd = await gather(leaping.port, names)
    anna, boris, _ = crowd.people
    clock = FakeClock()
    async with ChaosProxy(leaping.port) as proxy:
        client = await Client.connect(f"http://127.0.0.1:{proxy.port}", anna.token, clock=clock, draw=lambda: 0.1)
        async with client:
            await say(leaping, boris.token, crowd.group, "heard")
            await settle(lambda: texts(client, crowd.group) == ["heard"])
            proxy.weather.swallow = frozenset(Way)
            await say(leaping, boris.token, crowd.group, "swallowed", "swallowed too")
            await settle(lambda: connections(leaping) == 1)

            os.kill(leaping.pid, signal.SIGUSR1)
            swallowed = b""
            async with asyncio.timeout(PATIENCE_S):
                while CLOSED.search(swallowed) is None:
                    swallowed += await proxy.swallowed.get()
            await settle(lambda: connections(leaping) == 0)
            assert client.state is State.ONLINE, "nothing has told it"

            proxy.weather.swallow = frozenset()
            await say(leaping, boris.token, crowd.group, "missed")

            def second_by_second() -> bool:
                clock.advance(1)
                return texts(client, crowd.group) == ["heard", "swallowed", "swallowed too", "missed"]

            await settle(second_by_second)
            await settle(lambda: len(proxy.passages) == 1)
