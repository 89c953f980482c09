"""Serves the requests of older messengers: read here, answered by their dialect, and in its form whatever happens."""

from collections.abc import Sequence
from functools import partial
from typing import Final
from urllib.parse import parse_qsl

from starlette.routing import BaseRoute, Route

from molva.protocol.errors import InvalidField, Refusal
from molva.server.kernel.caller import Caller
from molva.server.kernel.defects import defect
from molva.server.transport.answers import App, Receive, Send, answer_bytes
from molva.server.transport.origins import Scope
from molva.server.transport.requests import ClientGone, collect, read_query
from molva.server.transport.session import Doorkeeper
from molva.server.wire.foreign import MAX_REQUEST_BYTES, Asked, Pages, Told

FORM: Final = "application/x-www-form-urlencoded"

MAX_FIELDS: Final = 20


def foreign_routes(dialects: Sequence[Pages], doorkeeper: Doorkeeper, *, otherwise: App) -> list[BaseRoute]:
    """Make the routes of all dialects.

    Args:
        otherwise: answers what comes by a method that the dialect does not have there.
    """
    return [
        Route(path, ForeignPage(pages, pages.methods[path], doorkeeper, otherwise))
        for pages in dialects
        for path in sorted(pages.methods)
    ]


class ForeignPage:
    """One address of a dialect, as an ASGI app."""

    def __init__(self, pages: Pages, methods: frozenset[str], doorkeeper: Doorkeeper, otherwise: App) -> None:
        self._pages = pages
        self._methods = methods
        self._doorkeeper = doorkeeper
        self._otherwise = otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] not in self._methods:
            await self._otherwise(scope, receive, send)
            return
        try:
            told = await self._answer(scope, receive)
        except ClientGone:
            return
        await answer_bytes(scope, send, told.body, told.kind.encode(), status=told.status)

    async def _answer(self, scope: Scope, receive: Receive) -> Told:
        language = self._doorkeeper.visitor(scope).language
        try:
            # A page of another site may make a browser ask, and some of these requests prove nothing.
            self._doorkeeper.origins.check(scope, cookie=False)
            return await self._pages.answer(await self._read(scope, receive))
        except Refusal as refusal:
            return self._pages.refuse(refusal, language)
        except ClientGone:
            raise
        except Exception as error:
            # A defect: the log has the traceback, the client the dialect's own sentence.
            return self._pages.refuse(defect(error, "a request of a dialect"), language)

    async def _read(self, scope: Scope, receive: Receive) -> Asked:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        query = read_query(scope, frozenset())
        body = await collect(scope, receive, MAX_REQUEST_BYTES)
        if headers.get("content-type", "").partition(";")[0].strip().lower() == FORM and b"=" in body[:64]:
            query, body = {**query, **_form(body)}, b""
        return Asked(
            method=scope["method"],
            path=scope["path"],
            visitor=self._doorkeeper.visitor(scope),
            admit=partial(self._admit, scope),
            query={**query, **scope["path_params"]},
            headers=headers,
            body=body,
        )

    async def _admit(self, scope: Scope) -> Caller:
        return (await self._doorkeeper.admit(scope, writes=scope["method"] != "GET")).caller


def _form(body: bytes) -> dict[str, str]:
    """Read the fields of a form.

    Raises:
        InvalidField: it is none of UTF-8 text.
    """
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        raise InvalidField(reason="the form cannot be read") from None
    if any("\x00" in value for _, value in pairs):
        raise InvalidField(reason="the form cannot be read")
    return dict(pairs)
