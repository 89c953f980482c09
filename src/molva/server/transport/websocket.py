"""The WebSocket endpoint: one connection from handshake to close, as an ASGI application."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from molva.protocol.close_codes import CloseCode
from molva.protocol.errors import NotSignedIn, Refusal
from molva.protocol.frames import SUBPROTOCOL
from molva.server.delivery.connection import Connection
from molva.server.delivery.gateway import Gateway
from molva.server.delivery.send_queue import Writer
from molva.server.transport.asgi_writer import AsgiWriter
from molva.server.transport.session import Admitted

Scope = Any
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

EXTENSION: Final = "molva.direct"
"""Where our own server protocol hands out its transport; see `uvicorn_protocols.py`."""


class WebSocketEndpoint:
    """Authenticates the handshake and hands the connection to the gateway."""

    def __init__(
        self,
        gateway: Gateway,
        authenticate: Callable[[Scope], Awaitable[Admitted]],
        refuse: Callable[[Scope, Send, Refusal], Awaitable[None]],
    ) -> None:
        """Prepare.

        Args:
            authenticate: finds the caller of a handshake, or raises a `Refusal`; checks the Origin too.
            refuse: answers a handshake with an HTTP error.
        """
        self._gateway = gateway
        self._authenticate = authenticate
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        await receive()
        # No subprotocol asked for is fine: programs that test by hand seldom name one.
        asked = scope.get("subprotocols", [])
        accept: dict[str, Any] = {
            "type": "websocket.accept",
            "subprotocol": SUBPROTOCOL if SUBPROTOCOL in asked else None,
        }
        direct = scope.get("extensions", {}).get(EXTENSION)
        closing = Closing(send)
        writer: Writer = AsgiWriter(send) if direct is None else direct.transport
        try:
            admitted = await self._authenticate(scope)
            packs = direct is not None and direct.packs
            connection = self._gateway.open(admitted.caller, writer, closing.begin, packs=packs)
            # Who only keeps a page open sends no other request that could renew the cookie.
            accept["headers"] = admitted.headers
        except NotSignedIn:
            # A browser's page sees close codes and no HTTP status: only so does it learn that it has to sign in.
            await send(accept)
            closing.begin(CloseCode.SESSION_ENDED)
            await closing.finished()
            return
        except Refusal as refusal:
            await self._refuse(scope, send, refusal)
            return
        try:
            await send(accept)
            if direct is not None:
                direct.on_pause = connection.queue.pause
                direct.on_message = connection.receive
            await _listen(connection, receive)
        finally:
            self._gateway.lost(connection)
            if isinstance(writer, AsgiWriter):
                writer.stop()
            await closing.finished()


class Closing:
    """Ends a WebSocket from plain code."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._task: asyncio.Task[None] | None = None

    def begin(self, code: CloseCode) -> None:
        """Send the close frame in the next turn of the event loop."""
        if self._task is None:
            message = {"type": "websocket.close", "code": int(code), "reason": code.name.lower()}
            self._task = asyncio.get_running_loop().create_task(self._close(message))

    async def finished(self) -> None:
        """Wait until the close frame, if any, is out."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _close(self, message: Any) -> None:
        try:
            await self._send(message)
        except (OSError, RuntimeError):
            # The client is gone already; there is nobody to tell.
            return


async def _listen(connection: Connection, receive: Receive) -> None:
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        text = message.get("text")
        if text is None:
            connection.close(CloseCode.UNSUPPORTED)
        else:
            connection.receive(text.encode())
