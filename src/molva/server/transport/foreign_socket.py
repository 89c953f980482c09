"""Serves the WebSockets of older messengers: texts one after the other, to the dialect that the first of them shows."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from molva.protocol.close_codes import CloseCode
from molva.protocol.errors import InvalidField, Refusal
from molva.server.kernel.caller import Caller
from molva.server.kernel.defects import defect
from molva.server.transport.answers import Receive, Send
from molva.server.transport.origins import Scope
from molva.server.transport.requests import read_query
from molva.server.transport.session import Doorkeeper
from molva.server.wire.foreign import Opening, SocketDialect, Talk

MAX_WAITING: Final = 1_000
"""Texts that may wait for a slow reader; beyond it the reader is cut off."""


class Conversations:
    """Every WebSocket of a dialect, as an ASGI app."""

    def __init__(
        self,
        dialects: Sequence[SocketDialect],
        doorkeeper: Doorkeeper,
        *,
        per_second: float,
        at_once: float,
        monotonic: Callable[[], float],
    ) -> None:
        """Prepare.

        Args:
            dialects: the last one is spoken with whoever shows no other.
            per_second: texts of one connection that are heard in the long run.
            at_once: texts that may come at once after a rest.
            monotonic: seconds that only grow.
        """
        self._dialects = dialects
        self._doorkeeper = doorkeeper
        self._per_second = per_second
        self._at_once = at_once
        self._monotonic = monotonic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        await receive()
        await send({"type": "websocket.accept"})
        waiting: asyncio.Queue[str | int] = asyncio.Queue(MAX_WAITING + 1)
        writing = asyncio.get_running_loop().create_task(_write(waiting, send))
        talk: Talk | None = None
        try:
            opening = self._open(scope, waiting)
            allowed, heard_at = self._at_once, self._monotonic()
            while (text := await _next(receive, opening)) is not None:
                if talk is None:
                    dialect = next((each for each in self._dialects if each.knows(text)), self._dialects[-1])
                    talk = dialect.begin(opening)
                now = self._monotonic()
                allowed = min(self._at_once, allowed + (now - heard_at) * self._per_second) - 1
                heard_at = now
                if allowed < 0:
                    # Whoever is too quick waits; what they send meanwhile waits in their own socket.
                    await asyncio.sleep(-allowed / self._per_second)
                await talk.hear(text)
        except Exception as error:
            # A defect ends this connection, and no other.
            defect(error, "a conversation of a dialect")
            _put(waiting, CloseCode.RESYNC)
        finally:
            if talk is not None:
                talk.end()
            _put(waiting, CloseCode.NORMAL)
            await asyncio.wait({writing})

    def _open(self, scope: Scope, waiting: "asyncio.Queue[str | int]") -> Opening:
        try:
            query = read_query(scope, frozenset())
        except InvalidField:
            query = {}
        return Opening(
            visitor=self._doorkeeper.visitor(scope),
            admit=partial(self._admit, scope),
            query=query,
            say=partial(_put, waiting),
            close=partial(_put, waiting),
        )

    async def _admit(self, scope: Scope) -> Caller:
        try:
            return (await self._doorkeeper.admit(scope)).caller
        except Refusal:
            # A cookie that proves nothing, or that a page of another site has sent: a visitor, who may sign in.
            return self._doorkeeper.visitor(scope)


async def _next(receive: Receive, opening: Opening) -> str | None:
    """Wait for the next text; None at the end."""
    message = await receive()
    if message["type"] == "websocket.disconnect":
        return None
    text: str | None = message.get("text")
    if text is None:
        opening.close(CloseCode.UNSUPPORTED)
    return text


def _put(waiting: "asyncio.Queue[str | int]", what: str | int) -> None:
    """Send a text, or close with a code; a reader who is too far behind is closed, and nothing is said after that."""
    if waiting.qsize() < MAX_WAITING:
        waiting.put_nowait(what)
    elif not waiting.full():
        waiting.put_nowait(CloseCode.SLOW_READER)


async def _write(waiting: "asyncio.Queue[str | int]", send: Send) -> None:
    while True:
        what = await waiting.get()
        message: dict[str, Any] = {"type": "websocket.send", "text": what}
        if not isinstance(what, str):
            message = {"type": "websocket.close", "code": int(what)}
        try:
            await send(message)
        except (OSError, RuntimeError):
            # The client is gone already; there is nobody to tell.
            return
        if not isinstance(what, str):
            return
