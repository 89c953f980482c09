"""The whole edge as one ASGI app: commands, WebSocket, documentation, and the web client at every other address."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from starlette.routing import Router, WebSocketRoute

from molva.server.kernel.dispatch import Dispatcher
from molva.server.transport.answers import App, SecurityHeaders
from molva.server.transport.docs import documentation_routes
from molva.server.transport.foreign import foreign_routes
from molva.server.transport.http import API, api_routes
from molva.server.transport.session import Doorkeeper
from molva.server.wire.foreign import Pages


def build_edge(
    dispatcher: Dispatcher,
    doorkeeper: Doorkeeper,
    *,
    websocket: App,
    pages: App,
    lifespan: Callable[[Any], AbstractAsyncContextManager[None]],
    dialects: Sequence[Pages] = (),
    conversation: App | None = None,
) -> SecurityHeaders:
    """Put the edge together.

    Args:
        websocket: serves the connections of `molva.v1`.
        pages: answers what is no command: the web client.
        lifespan: starts what is behind the edge and stops it.
        dialects: requests of older messengers, at addresses of their own.
        conversation: serves their WebSockets.
    """
    router = Router(
        [
            WebSocketRoute(f"{API}/ws", websocket),
            *([WebSocketRoute("/ws", conversation)] if conversation is not None else []),
            *foreign_routes(dialects, doorkeeper, otherwise=pages),
            *api_routes(dispatcher, doorkeeper),
            *documentation_routes(dispatcher.endpoints, doorkeeper),
        ],
        redirect_slashes=False,
        default=pages,
        lifespan=lifespan,
    )
    return SecurityHeaders(router, doorkeeper.origins)
