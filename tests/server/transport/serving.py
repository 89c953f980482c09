"""A real server on a free port, in a thread of its own, so that a test may be as rude to it as it likes."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvloop

from molva.server.transport.guard import LOOPBACK, ConnectionCount, GuardLimits, Network
from molva.server.transport.server import Server, listen

PATIENCE_S = 20.0
"""How long a test waits for what must come; no test waits so long unless it fails."""


@dataclass
class Served:
    """A running server."""

    port: int
    server: Server
    count: ConnectionCount
    loop: asyncio.AbstractEventLoop

    def connect(self) -> socket.socket:
        """Open a connection to it."""
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE_S)

    def exchange(self, sent: bytes) -> bytes:
        """Send bytes and read until the server closes."""
        with self.connect() as peer:
            peer.sendall(sent)
            return read_all(peer)


@contextmanager
def serving(
    app: Any,
    limits: GuardLimits | None = None,
    *,
    port: int = 0,
    per_address: int = 1000,
    exempt: Sequence[Network] = LOOPBACK,
    drain: Callable[[], Awaitable[None]] | None = None,
) -> Iterator[Served]:
    """Run the app until the block ends; port 0 takes a free one."""

    async def nothing() -> None:
        return

    listener = listen("127.0.0.1", port)
    count = ConnectionCount(per_address, exempt)
    started = threading.Event()
    server = Server(app, count, limits or GuardLimits(), started=started.set, drain=drain or nothing)
    loop = uvloop.new_event_loop()

    def work() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(server.serve([listener]))
        loop.close()

    thread = threading.Thread(target=work)
    port = listener.getsockname()[1]
    thread.start()
    assert started.wait(PATIENCE_S)
    try:
        yield Served(port, server, count, loop)
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)
    assert not thread.is_alive(), "the server does not end"


def read_all(peer: socket.socket) -> bytes:
    """Read until the other side closes, orderly or not. Raises TimeoutError."""
    received = b""
    try:
        while data := peer.recv(65536):
            received += data
    except ConnectionError:
        pass
    return received


async def lifespan(receive: Any, send: Any) -> None:
    """Answer the lifespan messages of an app that has nothing to start."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """An app that answers with the body it was sent."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message["body"]
        more = message["more_body"]
    length = str(len(body)).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
    await send({"type": "http.response.body", "body": body})
