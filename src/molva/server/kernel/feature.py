"""The whole extension surface: a feature is one value that names its commands, scopes, rows and signals."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeVar

from sqlalchemy import Connection

from molva.protocol.commands import Command
from molva.protocol.errors import Refusal
from molva.protocol.rows import AnyRow, Row
from molva.protocol.signals import Signal
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import Context, View
from molva.server.storage.revisions import ScopeKind
from molva.server.storage.transaction import Transaction

A = TypeVar("A")
C = TypeVar("C", bound=Command[Any])


class Mode(Enum):
    """How a command's handler runs."""

    WRITE = auto()
    """Alone, inside the next group commit."""
    BATCH = auto()
    """With all waiting commands of its kind at once, inside the next group commit."""
    READ = auto()
    """On a snapshot, beside the commits."""


class Access(Enum):
    """Who may send a command at all; finer rights are the handler's."""

    ANYONE = auto()
    USER = auto()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A command with its handler and its HTTP address below /api/v1; fields in braces come from the path."""

    command: type[Command[Any]]
    handler: Callable[..., Any]
    mode: Mode
    method: str
    path: str
    status: int = 200
    """HTTP status of success."""
    access: Access = Access.USER
    prepare: Callable[[Caller, Any], Awaitable[Any]] | None = None
    """Slow work before the transaction, off it and on the event loop's time; its result is `ctx.prepared`."""
    refusals: tuple[type[Refusal], ...] = ()
    """What the handler refuses with, beside what any request can meet; the documentation lists them."""


def write(
    command: type[Command[A]],
    handler: Callable[[Context, C], A],
    route: str,
    *refusals: type[Refusal],
    status: int = 200,
    access: Access = Access.USER,
    prepare: Callable[[Caller, C], Awaitable[Any]] | None = None,
) -> Endpoint:
    """Describe a command that changes something.

    Args:
        route: HTTP method and path, as in `POST /chats`.
    """
    method, _, path = route.partition(" ")
    return Endpoint(command, handler, Mode.WRITE, method, path, status, access, prepare, refusals)


def batch(
    command: type[Command[A]],
    handler: Callable[[Transaction, Sequence[tuple[Caller, C]]], list[A | Refusal]],
    route: str,
    *refusals: type[Refusal],
    status: int = 200,
) -> Endpoint:
    """Describe a hot command whose handler takes all waiting ones and answers in their order."""
    method, _, path = route.partition(" ")
    return Endpoint(command, handler, Mode.BATCH, method, path, status, refusals=refusals)


def read(
    command: type[Command[A]],
    handler: Callable[[View, C], A],
    route: str,
    *refusals: type[Refusal],
    access: Access = Access.USER,
) -> Endpoint:
    """Describe a command that changes nothing."""
    method, _, path = route.partition(" ")
    return Endpoint(command, handler, Mode.READ, method, path, 200, access, None, refusals)


@dataclass(frozen=True, slots=True)
class Reader:
    """A user as the reader of a scope: what lies below `from_seq` is not theirs to see."""

    user_id: str
    from_seq: int = 1
    alone: bool = True
    """False where what is read goes to everybody who follows the scope: what is for this user alone stays out."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A scope that a user follows, with its present revision."""

    scope: str
    rev: int
    reader: Reader


@dataclass(frozen=True)
class Scope:
    """A kind of scope and who may read the scopes of this kind."""

    kind: ScopeKind
    readers: Callable[[Connection, str, Sequence[str]], list[Followed]]
    """(connection, user id, scope ids): the scopes as this user may read them, in any order; those that the user may
    not read are left out. The one door of every reader."""
    followed: Callable[[Connection, str], list[Followed]]
    """(connection, user id): every scope of the kind that the user follows, the latest active first."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one kind that changed in a scope; `hole`: older ones changed too and are left out."""

    rows: Sequence[AnyRow]
    hole: bool = False
    unread: int | None = None
    """With `hole`: unread messages of the reader, which cannot be counted from the rows."""
    unread_mentions: Sequence[int] = ()
    """With `hole`: the places of those that mention the reader."""


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of row and its query "rows of this scope after this revision"."""

    row: type[Row]
    scope: str
    """Name of the scope kind."""
    after: Callable[[Connection, Reader, str, int], Page]
    """(connection, reader, scope id, revision)."""
    first: Callable[[Connection, str, Mapping[str, int]], Mapping[str, Page]] | None = None
    """The same for many scopes at once of which a user knows nothing yet: (connection, user id, the first message that
    is theirs to see by scope id); a scope that is left out has no rows. None: each is asked for by itself."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job (see `put_job`); it runs in the transaction that takes the job out of the table.

    So it happens once, whenever a process dies and however many nodes look at the table. Nobody is the caller: what a
    person would be refused, the job checks itself. One that raises is taken back, and tried again later.
    """

    name: str
    run: Callable[[Context, str], None]
    """(context, subject)."""


@dataclass(frozen=True, slots=True)
class ErrandKind:
    """A kind of job whose work lies outside the database, as fetching a page does.

    It begins and ends in a transaction each, and between them runs in none. A process that dies in between leaves the
    job to another look at the table a while later: the work outside may happen twice, so `end` must bear that.
    """

    name: str
    begin: Callable[[Context, str], Any]
    """(context, subject): what the work needs; None if there is nothing to do any more."""
    work: Callable[[Any], Awaitable[Any]]
    """What it returns goes to `end`. If it raises, the errand is run again later."""
    end: Callable[[Context, str, Any], None]
    """(context, subject, what the work returned)."""


@dataclass(frozen=True)
class Feature:
    """A slice of the product. A tenth field would need a written decision."""

    name: str
    endpoints: tuple[Endpoint, ...] = ()
    scopes: tuple[Scope, ...] = ()
    rows: tuple[RowKind, ...] = ()
    signals: tuple[type[Signal], ...] = ()
    on_change: tuple[tuple[type, Callable[[Context, Any], None]], ...] = ()
    """What it does in the same transaction when a row of another feature changes or it notes an event."""
    jobs: tuple[JobKind | ErrandKind, ...] = ()
    """What it does at a moment that it has set (`put_job`)."""
