"""HTTP: every command of every feature at its own address below /api/v1, by the same dispatch as over WebSocket."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.routing import BaseRoute, Route

from molva.protocol.commands import Done
from molva.protocol.errors import (
    Language,
    MethodNotAllowed,
    NotSignedIn,
    Refusal,
    RouteNotFound,
    SessionEnded,
)
from molva.server.kernel.caller import Caller
from molva.server.kernel.defects import defect
from molva.server.kernel.dispatch import Dispatcher
from molva.server.kernel.feature import Access, Endpoint
from molva.server.transport.answers import Headers, Receive, Send, answer_json, answer_refusal
from molva.server.transport.origins import Scope
from molva.server.transport.requests import ClientGone, RequestShape
from molva.server.transport.session import Doorkeeper

API: Final = "/api/v1"

SAFE_METHODS: Final = frozenset({"GET", "HEAD"})


def api_routes(dispatcher: Dispatcher, doorkeeper: Doorkeeper) -> list[BaseRoute]:
    """Make the routes of all commands, and one for every other address below /api."""
    resources: dict[str, dict[str, Endpoint]] = {}
    for endpoint in dispatcher.endpoints.values():
        methods = resources.setdefault(endpoint.path, {})
        if endpoint.method in methods:
            raise TypeError(f"{endpoint.method} {endpoint.path} belongs to two commands")
        methods[endpoint.method] = endpoint
    missing = Nowhere(doorkeeper)
    routes: list[BaseRoute] = [
        Route(API + path, Resource(resources[path], dispatcher, doorkeeper))
        # A fixed name goes before a field in its place: `/sessions/current` is no session's id.
        for path in sorted(resources, key=lambda path: path.replace("{", "~"))
    ]
    return [*routes, Route("/api", missing), Route("/api/{rest:path}", missing)]


@dataclass(slots=True)
class Exchange:
    """One request on its way to its answer: what is known of the reader, and the headers that are due."""

    scope: Scope
    receive: Receive
    language: Language
    headers: Headers = field(default_factory=list)


class Resource:
    """One address with the commands behind its methods, as an ASGI app."""

    def __init__(self, endpoints: Mapping[str, Endpoint], dispatcher: Dispatcher, doorkeeper: Doorkeeper) -> None:
        self._endpoints = {method: (endpoint, RequestShape(endpoint)) for method, endpoint in endpoints.items()}
        self._dispatcher = dispatcher
        self._doorkeeper = doorkeeper
        methods = {*endpoints, "OPTIONS"} | ({"HEAD"} if "GET" in endpoints else set())
        self._allow: Headers = [(b"allow", ", ".join(sorted(methods)).encode())]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        exchange = Exchange(scope, receive, self._doorkeeper.visitor(scope).language)
        try:
            status, answer = await self._run(exchange)
        except Refusal as refusal:
            await answer_refusal(scope, send, refusal, exchange.language, exchange.headers)
        except ClientGone:
            return
        except Exception as error:
            # A defect: the traceback is the log's, the client gets the number under which it stands there.
            await answer_refusal(scope, send, defect(error, "a request"), exchange.language)
        else:
            await answer_json(scope, send, answer, status=status, headers=exchange.headers)

    async def _run(self, exchange: Exchange) -> tuple[int, Any]:
        method = exchange.scope["method"]
        if method == "OPTIONS":
            # Other sites may not ask, so there is nothing to allow to them.
            exchange.headers = self._allow
            return 200, Done()
        found = self._endpoints.get("GET" if method == "HEAD" else method)
        if found is None:
            exchange.headers = self._allow
            raise MethodNotAllowed
        endpoint, shape = found
        caller = await self._admit(exchange, endpoint)
        command = await shape.read(exchange.scope, exchange.receive)
        answer = await self._dispatcher.execute(caller, command)
        answer, headers = self._doorkeeper.hand_over(exchange.scope, command, answer)
        exchange.headers = headers or exchange.headers
        return endpoint.status, answer

    async def _admit(self, exchange: Exchange, endpoint: Endpoint) -> Caller:
        scope = exchange.scope
        try:
            admitted = await self._doorkeeper.admit(scope, writes=scope["method"] not in SAFE_METHODS)
        except SessionEnded:
            exchange.headers = self._doorkeeper.clearing(scope)
            if endpoint.access is Access.ANYONE:
                # Whoever comes to sign in may still have the cookie of a session that is over.
                return self._doorkeeper.visitor(scope)
            raise
        if endpoint.access is Access.USER and admitted.caller.user is None:
            # Before the body is read: a visitor need not learn what is wrong with it.
            raise NotSignedIn
        exchange.language, exchange.headers = admitted.caller.language, admitted.headers
        return admitted.caller


class Nowhere:
    """Answers for every address that does not exist, as an ASGI app."""

    def __init__(self, doorkeeper: Doorkeeper) -> None:
        self._doorkeeper = doorkeeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or handshake."""
        await answer_refusal(scope, send, RouteNotFound(), self._doorkeeper.visitor(scope).language)
