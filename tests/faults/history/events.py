"""The events of a test history: what clients asked, were told and were shown, and when.

Times are nanoseconds of the driver's monotonic clock (one machine, one clock). Outcomes follow Jepsen:
`Acknowledged` and `Refused` are definite, `Unknown` (a timeout, a cut connection, a 5xx) may or may not have
taken effect.
"""

from enum import StrEnum
from typing import TypeAlias

import msgspec


class Way(StrEnum):
    """The way by which content reached a user."""

    LIVE = "live"
    RESUME = "resume"
    HISTORY = "history"
    SEARCH = "search"
    PUSH = "push"
    UNREAD = "unread"
    FILE = "file"
    WEBHOOK = "webhook"


STREAM_WAYS = frozenset({Way.LIVE, Way.RESUME})
ASKED_WAYS = frozenset({Way.HISTORY, Way.SEARCH, Way.FILE, Way.UNREAD})


class Event(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What all events have: the moment and the chat."""

    at: int
    chat: str


class Sent(Event, frozen=True, kw_only=True):
    """A client is about to send a message; every repeat is an event of its own."""

    user: str
    message: str


class Acknowledged(Event, frozen=True, kw_only=True):
    """The server said that the message is stored at `seq`."""

    user: str
    message: str
    seq: int


class Refused(Event, frozen=True, kw_only=True):
    """The server refused the message: it must have no effect."""

    user: str
    message: str
    code: str


class Unknown(Event, frozen=True, kw_only=True):
    """No answer came."""

    user: str
    message: str


class Received(Event, frozen=True, kw_only=True):
    """Content reached a user. `asked_at` is when a request for it began, if it was asked for."""

    user: str
    connection: str
    message: str
    seq: int
    way: Way
    asked_at: int | None = None

    @property
    def allowed_at(self) -> int:
        """The moment that decides whether the server might still serve this."""
        return self.at if self.asked_at is None else self.asked_at


class Followed(Event, frozen=True, kw_only=True):
    """A stream was opened: the next message in it must have the number `after` + 1."""

    user: str
    connection: str
    after: int


class WasReset(Event, frozen=True, kw_only=True):
    """The server told a client that it cannot resume: the stream begins anew."""

    user: str
    connection: str


class Phase(StrEnum):
    """A change is asked for, then confirmed; between the two either state is right."""

    ASKED = "asked"
    CONFIRMED = "confirmed"


class Added(Event, frozen=True, kw_only=True):
    """A user is being, or has been, added to the chat."""

    user: str
    phase: Phase


class Removed(Event, frozen=True, kw_only=True):
    """A user is being, or has been, removed from the chat."""

    user: str
    phase: Phase


class Deleted(Event, frozen=True, kw_only=True):
    """A message is being, or has been, deleted for all."""

    message: str
    phase: Phase


class ReadAll(Event, frozen=True, kw_only=True):
    """A read of the whole chat that began at `asked_at` and found these numbers."""

    user: str
    asked_at: int
    seqs: frozenset[int]


class Entry(msgspec.Struct, frozen=True):
    """One place of a chat's list."""

    seq: int
    message: str
    user: str


class FinalLog(Event, frozen=True, kw_only=True):
    """The whole list as one reader sees it after everything has healed."""

    reader: str
    entries: tuple[Entry, ...]


AnyEvent: TypeAlias = (
    Sent
    | Acknowledged
    | Refused
    | Unknown
    | Received
    | Followed
    | WasReset
    | Added
    | Removed
    | Deleted
    | ReadAll
    | FinalLog
)
