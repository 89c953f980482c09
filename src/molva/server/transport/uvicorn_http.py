"""uvicorn's HTTP protocol with a guard: slow, silent, endless and too many connections are closed."""

from asyncio import Transport
from enum import Enum, auto
from functools import partial
from http import HTTPStatus
from typing import Any

from msgspec.json import encode
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from molva.protocol.errors import TooLarge, TooManyRequests
from molva.server.transport.guard import ConnectionCount, Deadline, GuardLimits
from molva.server.transport.uvicorn_websocket import DirectWebSocketProtocol

CROWDED_RETRY_MS = 10_000


class Phase(Enum):
    """What is being read from a connection."""

    NOTHING = auto()
    HEADERS = auto()
    BODY = auto()


class Unacceptable(Exception):
    """Raised out of the parser's callbacks: the request is answered with `status` and the connection closed."""


class GuardedHttpProtocol(HttpToolsProtocol):
    """One connection until it ends or becomes a WebSocket."""

    def __init__(self, *args: Any, limits: GuardLimits, count: ConnectionCount, **kwargs: Any) -> None:
        """Prepare a connection; the other arguments are uvicorn's."""
        super().__init__(*args, **kwargs)
        self._limits = limits
        self._count = count
        self._counted = ""
        self._phase = Phase.NOTHING
        self._fresh = 0
        """Bytes of the last read that may belong to headers."""
        self._header_bytes = 0
        self._bytes_without_body = 0
        self._status = HTTPStatus.BAD_REQUEST
        self._crowded = False
        self._upgraded = False
        self._header_due = Deadline(self.loop, self._hang_up)
        self._body_due = Deadline(self.loop, self._hang_up)
        self._more_due = Deadline(self.loop, self._silent)
        self._reading_due = Deadline(self.loop, self._hang_up)
        # The guard hands its limits on.
        websocket: Any = partial(DirectWebSocketProtocol, limits=limits, lost=self._leave)
        self.ws_protocol_class = websocket

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Count the connection and begin to wait for a request."""
        super().connection_made(transport)
        self._counted = self.client[0] if self.client else ""
        self._crowded = not self._count.enter(self._counted)
        if self._crowded and self._count.crowded(self._counted):
            transport.abort()
            return
        self._header_due.start(self._limits.header_s)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop_waiting()
        self._reading_due.stop()
        self._leave()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read a piece of a request."""
        self._fresh = len(data)
        self._bytes_without_body += len(data)
        super().data_received(data)
        if self._phase is Phase.HEADERS:
            self._header_bytes += self._fresh
        if self._upgraded or self.transport.is_closing():
            self._stop_waiting()
        elif self._phase is Phase.BODY:
            self._header_due.stop()
            self._body_due.start(self._limits.body_s)
            self._more_due.restart(self._limits.silence_s)
            # Chunk extensions and trailers are no body, and nobody counts them otherwise.
            if self._bytes_without_body > self._limits.header_bytes:
                self._hang_up()
        else:
            self._body_due.stop()
            self._more_due.stop()
            if self._phase is Phase.HEADERS and self._header_bytes > self._limits.header_bytes:
                self._status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                self.send_400_response("")
            elif self._phase is Phase.HEADERS or not self._answering():
                self._header_due.start(self._limits.header_s)
            else:
                self._header_due.stop()

    def on_message_begin(self) -> None:
        """Take note that a request line comes."""
        self._phase = Phase.HEADERS
        self._header_bytes = 0
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        if self._phase is Phase.BODY:
            raise Unacceptable("a header after the body")
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Look at the headers as a whole before anything else does."""
        if self._crowded:
            self._status = HTTPStatus.TOO_MANY_REQUESTS
            raise Unacceptable("too many connections from this address")
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > self._limits.header_bytes:
            self._status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            raise Unacceptable("headers too large")
        if sum(name == b"host" for name, _ in self.headers) != 1 and self.parser.get_http_version() != "1.0":
            # Two hosts are how a proxy and a server are made to see two different requests (RFC 9112, section 3.2).
            raise Unacceptable("not one Host")
        self._phase = Phase.BODY
        self._bytes_without_body = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body."""
        self._bytes_without_body = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Take note that the request has been read."""
        self._phase = Phase.NOTHING
        self._fresh = 0
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """Hand the connection to the WebSocket protocol."""
        self._upgraded = True
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request, or one that is not taken, and close."""
        kind, body = b"application/json", b""
        if self._status is HTTPStatus.TOO_MANY_REQUESTS:
            body = encode(TooManyRequests(retry_after_ms=CROWDED_RETRY_MS).to_wire())
        elif self._status is HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
            body = encode(TooLarge(limit=self._limits.header_bytes).to_wire())
        else:
            # What sends no HTTP reads no JSON either.
            kind, body = b"text/plain; charset=utf-8", self._status.phrase.encode()
        head = b"HTTP/1.1 %d %s\r\ncontent-type: %s\r\ncontent-length: %d\r\ncache-control: no-store\r\n" % (
            self._status,
            self._status.phrase.encode(),
            kind,
            len(body),
        )
        self.transport.write(head + b"connection: close\r\n\r\n" + body)
        self.transport.close()

    def pause_writing(self) -> None:
        """Begin to wait for the peer to read."""
        self._reading_due.start(self._limits.unread_s)
        super().pause_writing()

    def resume_writing(self) -> None:
        """Take note that the peer reads."""
        self._reading_due.stop()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection."""
        self._hang_up()

    def _answering(self) -> bool:
        # uvicorn leaves it None until the first request, and declares otherwise.
        return bool(self.cycle) and not self.cycle.response_complete

    def _silent(self) -> None:
        if self.flow.read_paused:
            # It is we who do not read.
            self._more_due.restart(self._limits.silence_s)
        else:
            self._hang_up()

    def _hang_up(self) -> None:
        """Close without waiting for a peer that may never read."""
        self.transport.abort()

    def _stop_waiting(self) -> None:
        for deadline in (self._header_due, self._body_due, self._more_due):
            deadline.stop()

    def _leave(self) -> None:
        self._count.leave(self._counted)
