"""Runs an ASGI app on uvicorn: our guarded protocols, no logs of requests, an orderly end within five seconds."""

import asyncio
import resource
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Final

import uvicorn
import uvloop

from molva.server.transport.guard import ConnectionCount, GuardLimits
from molva.server.transport.uvicorn_http import GuardedHttpProtocol
from molva.server.transport.uvicorn_websocket import DirectWebSocketProtocol

DRAIN_S: Final = 2.0
"""For what was taken before the end began; then connections are closed, which may take as long again."""

BACKLOG: Final = 2048
"""Connections that the kernel holds until they are accepted: a server's restart brings all clients at once."""


def listen(host: str, port: int) -> socket.socket:
    """Bind a listening address; port 0 takes any free one.

    Raises:
        OSError: the address is taken, or not this machine's.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    return socket.create_server(
        (str(address[0]), port),
        family=family,
        backlog=BACKLOG,
        dualstack_ipv6=family is socket.AF_INET6 and address[0] == "::",
    )


def run(
    app: Any,
    listener: socket.socket,
    count: ConnectionCount,
    *,
    limits: GuardLimits | None = None,
    started: Callable[[], None],
    drain: Callable[[], Awaitable[None]],
) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        app: an ASGI app that understands the lifespan protocol.
        listener: from `listen`; closed at the end.
        count: the connections allowed to an address.
        started: told once requests are taken.
        drain: finishes what was taken and sends WebSockets away; nothing new is accepted while it runs.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Each connection is a file to the kernel, and the usual soft limit is 1,024.
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    server = Server(app, count, limits or GuardLimits(), started=started, drain=drain)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(server.serve([listener]))


class Server(uvicorn.Server):
    """uvicorn's server, which tells when it has started and drains before it closes connections."""

    def __init__(
        self,
        app: Any,
        count: ConnectionCount,
        limits: GuardLimits,
        *,
        started: Callable[[], None],
        drain: Callable[[], Awaitable[None]],
    ) -> None:
        protocol: Any = partial(GuardedHttpProtocol, limits=limits, count=count)
        super().__init__(
            uvicorn.Config(
                app,
                http=protocol,
                ws=DirectWebSocketProtocol,
                loop="none",
                lifespan="on",
                log_config=None,
                log_level="error",
                access_log=False,
                proxy_headers=False,
                server_header=False,
                backlog=BACKLOG,
                timeout_keep_alive=limits.idle_s,
                timeout_graceful_shutdown=2,
                ws_max_size=limits.websocket_message_bytes,
                ws_ping_interval=None,
                ws_per_message_deflate=False,
            )
        )
        self._started = started
        self._drain = drain

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take nothing new, finish what was taken, then close."""
        for server in self.servers:
            server.close()
        # What takes longer is cut; the clients come back and ask for what they miss.
        with suppress(TimeoutError):
            await asyncio.wait_for(self._drain(), DRAIN_S)
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End in order on SIGINT and SIGTERM, and return to the caller instead of dying of the signal."""
        loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)
        try:
            for number in signals:
                loop.add_signal_handler(number, self.handle_exit, number, None)
        except (ValueError, RuntimeError):
            # Not the main thread: whoever started it ends it through `should_exit`.
            yield
            return
        yield
        for number in signals:
            loop.remove_signal_handler(number)
