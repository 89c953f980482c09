"""WebSocket close codes and what a client does after each (RFC 6455, section 7.4)."""

from enum import IntEnum


class CloseCode(IntEnum):
    """4000-4099: reconnect and resume. 4400-4499: do not come back with the same session or bytes."""

    NORMAL = 1000
    """Either side is done."""
    PROTOCOL_ERROR = 1002
    """Bytes that are no WebSocket frame."""
    UNSUPPORTED = 1003
    """A binary frame."""
    INVALID_TEXT = 1007
    """A text that is not UTF-8."""
    POLICY = 1008
    """Too many wrong or too many frames."""
    TOO_BIG = 1009
    """A frame beyond the limit."""
    RESTART = 1012
    """The server drains before it stops; reconnect with jitter."""
    HELLO_TIMEOUT = 4001
    """No `hello` came in time."""
    HEARTBEAT_TIMEOUT = 4002
    """Nothing was heard for two heartbeats."""
    SLOW_READER = 4008
    """The client reads more slowly than its chats are written; reconnect and resume."""
    RESYNC = 4009
    """The server cannot continue this stream; reconnect and resume."""
    BAD_FRAME = 4400
    """The first frame was no `hello`, or a later one was."""
    SESSION_ENDED = 4401
    """Signed out, revoked or expired: sign in again."""

    @property
    def reconnect(self) -> bool:
        """Tell whether the client comes back by itself."""
        return self not in (
            CloseCode.NORMAL,
            CloseCode.BAD_FRAME,
            CloseCode.SESSION_ENDED,
            CloseCode.UNSUPPORTED,
        )
