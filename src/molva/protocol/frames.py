"""Frames: the JSON text frames of a connection under the WebSocket subprotocol `molva.v1`.

A connection is authenticated in its HTTP handshake (session cookie or bearer token). The client says
`hello` with what it has, the server answers `welcome`, the rows that are newer, and `synced`; from then on
rows come as they are committed. Calls may be sent at any time after `hello` and are answered in any order.
"""

from typing import Any, Final

from msgspec import Raw, Struct, field

from molva.protocol.errors import Error
from molva.protocol.ids import Millis, Rev, Seq, SessionId, UserId
from molva.protocol.rows import AnyRow
from molva.protocol.signals import AnySignal

SUBPROTOCOL: Final = "molva.v1"

HEARTBEAT_SECONDS: Final = 20
"""A client sends `ping` when it has sent nothing for so long; twice that without a word closes the connection."""

MAX_FRAME_BYTES: Final = 64 * 1024
MAX_HELLO_BYTES: Final = 1024 * 1024
"""A hello names every scope the client has: about 60 bytes each."""


class Hello(Struct, frozen=True, kw_only=True, tag="hello", forbid_unknown_fields=True):
    """The client's first frame: the database it knows and the revisions it has."""

    epoch: str = ""
    revs: dict[str, Rev] = {}
    """Revision had of each scope; a chat that is not named is sent from the start."""


class Ping(Struct, frozen=True, tag="ping", forbid_unknown_fields=True):
    """Are you there?"""


class Welcome(Struct, frozen=True, kw_only=True, tag="welcome"):
    """The server's first frame; with `reset` the client forgets every row and keeps outbox and drafts."""

    epoch: str
    user_id: UserId
    session_id: SessionId
    now: Millis
    reset: bool = False
    heartbeat_s: int = HEARTBEAT_SECONDS
    version: str = ""


class Rows(Struct, frozen=True, kw_only=True, tag="rows", omit_defaults=True):
    """Rows of one scope changed after revision `after` up to `rev`.

    `rev` at or below what the client has: a repeat, drop it. `after` above what the client has: a gap, ask
    `get_changes`. `hole`: the messages here are the chat's newest run, without holes of its own, and older ones
    may have changed too; forget which older ranges of this chat are complete and fetch them again where somebody
    looks.
    """

    scope: str
    after: Rev
    rev: Rev
    rows: list[AnyRow]
    hole: bool = False
    unread: int | None = None
    """With `hole`: how many unread messages the chat has, since they cannot be counted from the rows."""
    unread_mentions: list[Seq] = []
    """With `hole`: the places of those that mention the reader, the first MAX_COUNTED of them."""


class Synced(Struct, frozen=True, tag="synced"):
    """Everything the client missed has been sent."""


class Answer(Struct, frozen=True, tag="answer"):
    """The result of the call `ref`; its shape is that of the command's answer."""

    ref: int
    result: Any


class Refused(Struct, frozen=True, kw_only=True, tag="refused", omit_defaults=True):
    """The call `ref` had no effect; without `ref` the frame itself could not be read."""

    error: Error
    ref: int | None = None


class Signalled(Struct, frozen=True, tag="signal"):
    """Something to show now."""

    signal: AnySignal


class Pong(Struct, frozen=True, tag="pong"):
    """Yes."""


class RawAnswer(Struct, frozen=True, tag="answer"):
    """An answer as a client first reads it, before it knows the type."""

    ref: int
    result: Raw = field(default_factory=lambda: Raw(b"null"))


ServerFrame = Welcome | Rows | Synced | RawAnswer | Refused | Signalled | Pong
