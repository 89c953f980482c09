"""Serves a dialect at a port of its own, without HTTP: a connection is one request, one reply and the end."""

import asyncio
import socket
from asyncio import Server, Task, Transport
from typing import Any, Final

from molva.protocol.errors import Language, Refusal, TooManyRequests
from molva.server.kernel.caller import Caller
from molva.server.kernel.defects import defect
from molva.server.transport.guard import ConnectionCount, Deadline, GuardLimits
from molva.server.transport.raw_request import RawRequest
from molva.server.wire.foreign import MAX_REQUEST_BYTES, Asked, RawDialect, Told

BACKLOG: Final = 1_000
"""Connections that the kernel holds until they are accepted."""

MOST: Final = 2_000
"""Connections at once, wherever they come from: the main port needs files too."""

LANGUAGE: Final[Language] = "en"
"""Of whoever is not known yet: there is no header that could say it."""

CROWDED_RETRY_MS: Final = 10_000

DISCARDED_BYTES: Final = 16 * MAX_REQUEST_BYTES
"""So much may still come of a peer that is answered already; whoever sends more is cut off."""


class RawPort:
    """The port: takes connections, and lets go of them."""

    def __init__(
        self, dialect: RawDialect, count: ConnectionCount, *, limits: GuardLimits | None = None, most: int = MOST
    ) -> None:
        """Prepare; `open` begins.

        Args:
            count: the connections allowed to an address, those of the main port included.
            most: connections at once.
        """
        self.dialect = dialect
        self.count = count
        self.limits = limits or GuardLimits()
        self.ending = False
        """Nothing new is taken; whoever has a reply is let go at once."""
        self._most = most
        self._open: set[RawConnection] = set()
        self._listening: Server | None = None
        self._emptied = asyncio.Event()

    async def open(self, listener: socket.socket) -> None:
        """Take connections."""
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(lambda: RawConnection(self), sock=listener, backlog=BACKLOG)

    async def drain(self) -> None:
        """Take nothing new, let go of whoever has not asked yet, and wait until the others have their reply."""
        self._stop_listening()
        for connection in tuple(self._open):
            connection.drain()
        if self._open:
            await self._emptied.wait()

    def close(self) -> None:
        """Let go of everybody."""
        self._stop_listening()
        for connection in tuple(self._open):
            connection.abort()

    def enter(self, connection: "RawConnection") -> bool:
        """Take note of a connection; tell whether there is room for it."""
        self._open.add(connection)
        self._emptied.clear()
        return len(self._open) <= self._most

    def leave(self, connection: "RawConnection") -> None:
        """Take note that a connection is gone."""
        self._open.discard(connection)
        if not self._open:
            self._emptied.set()

    def _stop_listening(self) -> None:
        self.ending = True
        if self._listening is not None:
            self._listening.close()


class RawConnection(asyncio.Protocol):
    """One connection, from its first byte until the reply has been read."""

    def __init__(self, port: RawPort) -> None:
        loop = asyncio.get_running_loop()
        self._port = port
        self._limits = port.limits
        self._transport: Transport
        self._address = ""
        self._request = RawRequest(port.dialect.with_body)
        self._asked = False
        self._answered = False
        self._heard_out = False
        """The peer has closed its side."""
        self._discarded = 0
        self._answering: Task[None] | None = None
        self._due = Deadline(loop, self._late)
        self._whole_due = Deadline(loop, self._late)

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # a stream's
        """Count the connection and begin to wait for a request."""
        self._transport = transport
        peer: Any = transport.get_extra_info("peername")
        self._address = str(peer[0]) if isinstance(peer, tuple) else ""
        room = self._port.enter(self)
        allowed = self._port.count.enter(self._address)
        if not room or (not allowed and self._port.count.crowded(self._address)):
            transport.abort()
        elif not allowed:
            self._asked = True
            self._tell(self._port.dialect.pages.refuse(TooManyRequests(retry_after_ms=CROWDED_RETRY_MS), LANGUAGE))
        else:
            self._due.start(self._limits.silence_s)
            self._whole_due.start(self._limits.body_s)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection; what was asked is done all the same."""
        self._due.stop()
        self._whole_due.stop()
        self._port.count.leave(self._address)
        self._port.leave(self)

    def data_received(self, data: bytes) -> None:
        """Read a piece of the request; what comes after it counts for nothing."""
        if self._asked:
            self._discarded += len(data)
            if self._discarded > DISCARDED_BYTES:
                self._transport.abort()
            return
        self._due.restart(self._limits.silence_s)
        try:
            whole = self._request.take(data)
        except Refusal as refusal:
            self._refuse(refusal)
        else:
            if whole:
                self._ask()

    def eof_received(self) -> bool:
        """Take what came for the request, if it was not whole; the reply can still go the other way."""
        self._heard_out = True
        if self._answered:
            return False
        if not self._asked:
            self._finish()
        return True

    def pause_writing(self) -> None:
        """Begin to wait for the peer to read."""
        self._due.restart(self._limits.unread_s)

    def resume_writing(self) -> None:
        """Take note that the peer reads."""
        self._due.restart(self._limits.closing_s)

    def drain(self) -> None:
        """End, after a reply that is under way."""
        if not self._asked:
            self._transport.abort()
        elif self._answered:
            self._transport.close()

    def abort(self) -> None:
        """End at once."""
        if self._answering is not None:
            self._answering.cancel()
        self._transport.abort()

    def _late(self) -> None:
        if self._answered:
            self._transport.abort()
        else:
            self._finish()

    def _finish(self) -> None:
        if not self._request.begun:
            self._transport.abort()
            return
        try:
            self._request.finish()
        except Refusal as refusal:
            self._refuse(refusal)
        else:
            self._ask()

    def _ask(self) -> None:
        self._stop_reading()
        visitor = Caller(address=self._address, language=LANGUAGE)

        async def admit() -> Caller:
            # There is no header that could prove anything.
            return visitor

        asked = Asked(
            method=self._request.method,
            path=self._request.path,
            visitor=visitor,
            admit=admit,
            query={},
            headers={},
            body=self._request.body,
        )
        self._answering = asyncio.get_running_loop().create_task(self._answer(asked), name="a request of a raw port")

    async def _answer(self, asked: Asked) -> None:
        pages = self._port.dialect.pages
        try:
            told = await pages.answer(asked)
        except Refusal as refusal:
            told = pages.refuse(refusal, LANGUAGE)
        except Exception as error:
            # A defect: the log has the traceback, the client the dialect's own sentence.
            told = pages.refuse(defect(error, "a request of a raw port"), LANGUAGE)
        self._tell(told)

    def _refuse(self, refusal: Refusal) -> None:
        self._stop_reading()
        self._tell(self._port.dialect.pages.refuse(refusal, LANGUAGE))

    def _stop_reading(self) -> None:
        self._asked = True
        self._due.stop()
        self._whole_due.stop()

    def _tell(self, told: Told) -> None:
        if self._transport.is_closing():
            return
        self._answered = True
        self._due.restart(self._limits.closing_s)
        self._transport.write(told.body)
        if self._heard_out or self._port.ending:
            self._transport.close()
        else:
            # Closing both ways while the peer still writes would take the reply from it.
            self._transport.write_eof()
