"""One connection's state without I/O: what may come next, how large, how often, and what it means."""

from enum import Enum, auto
from typing import Final

from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import Call
from molva.protocol.errors import Language, Refusal, TooManyRequests
from molva.protocol.frames import MAX_FRAME_BYTES, MAX_HELLO_BYTES, Hello, Ping, Refused
from molva.server.wire.codec import decode, find_ref

MAX_FAULTS: Final = 20
"""Frames that could not be read, after which a connection is not worth keeping."""

Incoming = Hello | Call | Ping | Refused | CloseCode
"""What a frame asks the connection to do: greet, run, answer, refuse or close."""


class State(Enum):
    """Where a connection stands."""

    NEW = auto()
    OPEN = auto()
    CLOSED = auto()


class Link:
    """Takes the payloads of text frames and says what each one means."""

    __slots__ = ("_burst", "_faults", "_language", "_rate", "_tokens", "_updated_at", "heard_at", "state")

    def __init__(self, now: float, *, language: Language, rate: float, burst: float) -> None:
        """Open a connection.

        Args:
            now: monotonic seconds.
            rate: frames a second that are read in the long run.
            burst: frames that may come at once after a rest.
        """
        self.state = State.NEW
        self.heard_at = now
        self._language = language
        self._rate = rate
        self._burst = self._tokens = burst
        self._updated_at = now
        self._faults = 0

    def receive(self, data: bytes, now: float) -> Incoming:
        """Read one frame; never raises."""
        if self.state is State.CLOSED:
            return CloseCode.NORMAL
        self.heard_at = now
        if len(data) > (MAX_FRAME_BYTES if self.state is State.OPEN else MAX_HELLO_BYTES):
            return self.close(CloseCode.TOO_BIG)
        try:
            frame = decode(data)
        except Refusal as refusal:
            return self._refuse(refusal, data)
        if self.state is State.NEW:
            if not isinstance(frame, Hello):
                return self.close(CloseCode.BAD_FRAME)
            self.state = State.OPEN
            return frame
        if isinstance(frame, Hello):
            return self.close(CloseCode.BAD_FRAME)
        self._tokens = min(self._burst, self._tokens + (now - self._updated_at) * self._rate) - 1
        self._updated_at = now
        if self._tokens < 0:
            if self._tokens < -self._burst:
                return self.close(CloseCode.POLICY)
            ref = frame.ref if isinstance(frame, Call) else None
            slower = TooManyRequests(retry_after_ms=int(-self._tokens / self._rate * 1000) + 1)
            return Refused(error=slower.to_wire(self._language), ref=ref)
        return frame

    def close(self, code: CloseCode) -> CloseCode:
        """Take nothing more."""
        self.state = State.CLOSED
        return code

    def _refuse(self, refusal: Refusal, data: bytes) -> Incoming:
        self._faults += 1
        if self.state is State.NEW:
            return self.close(CloseCode.BAD_FRAME)
        if self._faults > MAX_FAULTS:
            return self.close(CloseCode.POLICY)
        return Refused(error=refusal.to_wire(self._language), ref=find_ref(data))
