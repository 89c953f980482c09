"""The server as a process: it listens where it is told, raises its limits, and ends in order."""

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from molva.server.transport.server import listen
from tests.faults.network.raw_websocket import RawWebSocket
from tests.server.transport.serving import PATIENCE_S, echo, read_all, serving

ROOT = Path(__file__).parents[3]

PROGRAM = """
import resource
from molva.server.transport.guard import ConnectionCount
from molva.server.transport.server import listen, run
from tests.server.transport.test_uvicorn_websocket import Echo

async def drain():
    print("drained", flush=True)

listener = listen("127.0.0.1", 0)
port = listener.getsockname()[1]
run(Echo(), listener, ConnectionCount(100), started=lambda: print(port, flush=True), drain=drain)
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
print("ended", soft == hard, flush=True)
"""


@pytest.fixture
def process() -> Iterator["subprocess.Popen[str]"]:
    started = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(process: "subprocess.Popen[str]", number: signal.Signals) -> None:
    assert process.stdout is not None
    port = int(process.stdout.readline())
    with RawWebSocket(port, "/", patience_s=PATIENCE_S) as peer:
        process.send_signal(number)
        assert peer.close_code() == 1012
    assert process.stdout.read().split() == ["drained", "ended", "True"]
    assert process.wait(PATIENCE_S) == 0


def test_requests_that_were_taken_are_answered_before_the_end() -> None:
    taken = threading.Event()

    async def slow_echo(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            taken.set()
        await echo(scope, receive, send)

    with serving(slow_echo) as served, served.connect() as peer:
        peer.sendall(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n12")
        assert taken.wait(PATIENCE_S)
        served.server.should_exit = True
        peer.sendall(b"34")
        answer = read_all(peer)
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"1234")


def test_a_taken_port_is_told() -> None:
    with listen("127.0.0.1", 0) as first, pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", first.getsockname()[1])


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(OSError, match="assign"):
        listen("192.0.2.1", 0)


def test_every_address_of_this_machine_can_be_listened_on() -> None:
    with listen("0.0.0.0", 0) as listener:
        socket.create_connection(("127.0.0.1", listener.getsockname()[1]), PATIENCE_S).close()


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_all_of_ipv6_includes_ipv4() -> None:
    with listen("::", 0) as listener:
        socket.create_connection(("127.0.0.1", listener.getsockname()[1]), PATIENCE_S).close()
