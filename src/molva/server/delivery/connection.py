"""A connection: a link that is read, a queue that is written, and the user on the other end."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import Call, Register, SignIn
from molva.protocol.errors import Overloaded, Refusal
from molva.protocol.frames import Answer, Hello, Ping, Pong, Refused
from molva.server.delivery.send_queue import SendQueue, Tick, Writer
from molva.server.kernel.caller import Caller
from molva.server.kernel.dispatch import Dispatcher, Outcome
from molva.server.wire.codec import encode, encode_packed
from molva.server.wire.link import Link

MAX_OPEN_CALLS: Final = 256
"""Calls of one connection that may wait for their answers."""

PONG: Final = encode(Pong())


class Connection:
    """One device of a signed-in user."""

    __slots__ = (
        "_close",
        "_closed",
        "_dispatcher",
        "_greet",
        "_link",
        "_monotonic",
        "_open_calls",
        "_packs",
        "caller",
        "queue",
        "renewed_at",
        "scopes",
        "session_id",
        "user_id",
    )

    def __init__(
        self,
        caller: Caller,
        link: Link,
        dispatcher: Dispatcher,
        *,
        writer: Writer,
        tick: Tick,
        monotonic: Callable[[], float],
        greet: "Callable[[Connection, Hello], None]",
        close: Callable[[CloseCode], None],
        packs: bool = False,
    ) -> None:
        """Open a connection.

        Args:
            greet: begins to send what the client has missed.
            close: ends the WebSocket with a code, after what has been written.
            packs: whether the peer takes deflated frames.
        """
        self.caller = caller
        self.user_id = caller.user_id
        self.session_id = caller.session_id
        self.scopes: set[str] = set()
        self.renewed_at = 0.0
        """When the session was last looked at, monotonic seconds."""
        self.queue = SendQueue(writer, tick, partial(self.close, CloseCode.SLOW_READER))
        self._link = link
        self._dispatcher = dispatcher
        self._monotonic = monotonic
        self._greet = greet
        self._close = close
        self._packs = packs
        self._closed = False
        self._open_calls = 0

    @property
    def heard_at(self) -> float:
        """When the client last said something, monotonic seconds."""
        return self._link.heard_at

    def receive(self, data: bytes) -> None:
        """Act on the payload of a text frame."""
        incoming = self._link.receive(data, self._monotonic())
        match incoming:
            case Call():
                self._call(incoming)
            case Ping():
                self.queue.push(PONG)
            case Refused():
                self.queue.push(encode(incoming))
            case Hello():
                self._greet(self, incoming)
            case CloseCode():
                self.close(incoming)

    def push_alone(self, frame: msgspec.Struct) -> None:
        """Send a frame that is meant for this connection only, deflated if it is large and the peer takes that."""
        self.queue.push(encode_packed(frame) if self._packs else encode(frame))

    def close(self, code: CloseCode) -> None:
        """End the connection; what it asked for still takes effect."""
        if self._closed:
            return
        self._closed = True
        self._link.close(code)
        self.queue.flush()
        self.queue.close()
        self._close(code)

    def _call(self, call: Call) -> None:
        if self._open_calls >= MAX_OPEN_CALLS:
            self._refuse(call.ref, Overloaded(retry_after_ms=1000))
            return
        self._open_calls += 1
        self._dispatcher.submit(self.caller, call.command, partial(self._answer, call))

    def _answer(self, call: Call, outcome: Outcome) -> None:
        self._open_calls -= 1
        if isinstance(outcome, Refusal):
            self._refuse(call.ref, outcome)
            return
        result: Any = outcome
        if isinstance(call.command, Register | SignIn) and not call.command.token:
            # Whoever does not ask for the token of a new session does not see it; a socket sets no cookie either.
            result = replace(outcome, token=None)
        self.push_alone(Answer(call.ref, result))

    def _refuse(self, ref: int, refusal: Refusal) -> None:
        self.queue.push(encode(Refused(error=refusal.to_wire(self.caller.language), ref=ref)))
