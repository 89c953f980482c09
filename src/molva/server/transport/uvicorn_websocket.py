"""uvicorn's WebSocket protocol with a short way: the app writes frames to the transport and is called with messages."""

from asyncio import Task
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.frames import CloseCode, Frame
from websockets.http11 import Request

from molva.server.transport.guard import Deadline, GuardLimits

try:
    from websockets.speedups import apply_mask
except ImportError:
    from websockets.utils import apply_mask

EXTENSION: Final = "molva.direct"
"""Where the scope's `extensions` hold the connection's `Direct`."""

WHOLE_TEXT: Final = 0x81
"""First byte of a text frame that is a whole message (RFC 6455, section 5.2)."""


PACKING: Final = ServerPerMessageDeflateFactory(
    server_no_context_takeover=True,
    client_no_context_takeover=True,
    client_max_window_bits=12,
)
"""Agrees to permessage-deflate message by message: nothing is kept between two, neither memory nor what one says about
the other; what a client packs may unpack to no more than it may send unpacked (RFC 7692)."""


@dataclass(slots=True, eq=False)
class Direct:
    """What an app may use instead of ASGI messages once it has accepted."""

    transport: Any
    """The connection's `asyncio.Transport`: takes unmasked frames, alone or joined."""
    packs: bool = False
    """Whether the peer has agreed to permessage-deflate: then frames may be deflated, each by itself."""
    on_message: Callable[[bytes], None] | None = None
    """Called with the payload of each text message, valid UTF-8; while None, messages are ASGI events."""
    on_pause: Callable[[bool], None] | None = None
    """Called with True when the transport's buffer is above its high-water mark, with False when it has drained."""


class DirectWebSocketProtocol(WebSocketsSansIOProtocol):
    """One WebSocket connection."""

    def __init__(self, *args: Any, limits: GuardLimits, lost: Callable[[], None], **kwargs: Any) -> None:
        """Prepare a connection; the other arguments are uvicorn's.

        Args:
            lost: told when the connection is gone.
        """
        super().__init__(*args, **kwargs)
        self.close_timeout = limits.closing_s
        self.conn.available_extensions = [PACKING]
        self._limits = limits
        self._lost = lost
        self._direct = Direct(None)
        self._whole_due = Deadline(self.loop, self._unfinished)
        self._more_due = Deadline(self.loop, self._unfinished)
        self._reading_due = Deadline(self.loop, self._abort)
        self._gone_due = Deadline(self.loop, self._abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        for deadline in (self._whole_due, self._more_due, self._reading_due, self._gone_due):
            deadline.stop()
        self._direct.on_message = self._direct.on_pause = None
        self._lost()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read frames."""
        conn = self.conn
        if self._direct.on_message is not None and conn.current_size is None and not conn.reader.buffer:
            data = self._take_whole_texts(data)
        if data:
            super().data_received(data)
        if conn.current_size is None and not conn.reader.buffer:
            self._whole_due.stop()
            self._more_due.stop()
        elif not self.close_sent:
            self._whole_due.start(self._limits.body_s)
            self._more_due.restart(self._limits.silence_s)
        if not self.handshake_initiated:
            # uvicorn does not notice that the handshake could not be read; all of it is here already.
            self.transport.write(b"".join(conn.data_to_send()))
            self.transport.close()

    def handle_connect(self, event: Request) -> None:
        """Begin to serve the handshake."""
        super().handle_connect(event)
        if not self.handshake_complete:
            self._direct.transport = self.transport
            self._direct.packs = bool(self.conn.extensions)
            extensions: dict[str, Any] = {**(self.scope["extensions"] or {}), EXTENSION: self._direct}
            self.scope["extensions"] = extensions

    def handle_bytes(self, event: Frame) -> None:
        """Refuse a binary frame where the app takes only texts."""
        if self._direct.on_message is None:
            super().handle_bytes(event)
        else:
            self._fail(CloseCode.UNSUPPORTED_DATA, "text frames only")

    def send_receive_event_to_app(self) -> None:
        """Hand a whole message to the app."""
        if self.close_sent:
            return
        data = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        if self.curr_msg_data_type == "text" and not _is_utf8(data):
            self._fail(CloseCode.INVALID_DATA, "not UTF-8")
        elif self._direct.on_message is None:
            super().send_receive_event_to_app()
        else:
            self.frames = []
            self._direct.on_message(bytes(data))

    def pause_writing(self) -> None:
        """Tell the app that the peer is behind, and begin to wait for it."""
        self._reading_due.start(self._limits.unread_s)
        super().pause_writing()
        if self._direct.on_pause is not None:
            self._direct.on_pause(True)

    def resume_writing(self) -> None:
        """Tell the app that the peer has caught up."""
        self._reading_due.stop()
        super().resume_writing()
        if self._direct.on_pause is not None:
            self._direct.on_pause(False)

    async def send(self, message: Any) -> None:
        """Take an ASGI message from the app."""
        if message["type"] == "websocket.close":
            # A peer that does not read must be told, not waited for.
            self.writable.set()
        await super().send(message)
        self._watch_closing()

    def handle_close(self, event: Frame) -> None:
        """Answer or take note of the peer's close frame."""
        super().handle_close(event)
        self._watch_closing()

    def handle_parser_exception(self) -> None:
        """Close after a frame that breaks the protocol."""
        super().handle_parser_exception()
        self._watch_closing()

    def shutdown(self) -> None:
        """Send the peer away, since the server stops."""
        super().shutdown()
        self._watch_closing()

    def on_task_complete(self, task: Task[None]) -> None:
        """Close when the app is done."""
        super().on_task_complete(task)
        self._watch_closing()

    def _take_whole_texts(self, data: bytes) -> bytes:
        """Hand over the whole text messages at the beginning of the data, and return the rest.

        What nearly every read consists of is taken apart here at a fifth of the cost; anything else is
        left to the library, which stands between two frames.
        """
        place, size = 0, len(data)
        while size - place >= 6 and data[place] == WHOLE_TEXT:
            start, length = place + 2, data[place + 1] & 0x7F
            if length == 126:
                start, length = place + 4, int.from_bytes(data[place + 2 : place + 4], "big")
            end = start + 4 + length
            if data[place + 1] < 0x80 or data[place + 1] == 0xFF or end > size:
                break
            payload = apply_mask(data[start + 4 : end], data[start : start + 4])
            on_message = self._direct.on_message
            if on_message is None or self.close_sent or not _is_utf8(payload):
                break
            place = end
            on_message(payload)
        return data[place:] if place else data

    def _fail(self, code: CloseCode, reason: str) -> None:
        self.conn.fail(code, reason)
        self.handle_parser_exception()

    def _unfinished(self) -> None:
        if not self.close_sent:
            self._fail(CloseCode.POLICY_VIOLATION, "unfinished message")

    def _watch_closing(self) -> None:
        """A closed transport first sends what waits; a peer that does not read must not keep it for ever."""
        if not self.disconnected and (self.close_sent or self.transport.is_closing()):
            self._gone_due.start(self._limits.closing_s)

    def _abort(self) -> None:
        self.transport.abort()


def _is_utf8(data: bytes | bytearray) -> bool:
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
