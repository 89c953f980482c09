"""The edge over a real kernel with the real features, and a slice that behaves oddly on demand."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import httpx
import pytest
from msgspec import Meta, Struct

from molva.protocol.commands.base import Command, Done
from molva.protocol.errors import ChatNotFound, TooManyRequests
from molva.server.features.accounts import accounts_feature, extend_session, find_session, prepare_server
from molva.server.kernel.context import Context, View
from molva.server.kernel.feature import Access, Feature, read, write
from molva.server.settings import Settings
from molva.server.storage.sqlite import SqliteDatabase
from molva.server.transport.answers import App
from molva.server.transport.edge import build_edge
from molva.server.transport.http import Nowhere
from molva.server.transport.origins import Origins
from molva.server.transport.session import Doorkeeper, Proven
from tests.fixtures.clock import FakeClock
from tests.fixtures.kernel import running_kernel

HOST = "http://molva.test"
PEER = "203.0.113.9"
PASSWORD = "corn-flower-9-boat"
CHEAP = Settings(password_passes=1, password_memory_kib=8)
"""Password hashes that take no time, which only a test may have."""


class Seen(Struct, frozen=True, kw_only=True):
    """What reached the handler."""

    place: int
    text: str = ""
    flag: bool = False
    names: list[str] | None = None
    address: str = ""
    language: str = ""
    user: str | None = None


class Look(Command[Seen], tag="look", frozen=True, kw_only=True):
    """Read with every kind of field."""

    place: Annotated[int, Meta(ge=0, le=2**53 - 1)]
    text: Annotated[str, Meta(max_length=100)] = ""
    flag: bool = False
    names: list[str] | None = None


class Put(Command[Seen], tag="put", frozen=True, kw_only=True):
    """Write with every kind of field."""

    place: Annotated[int, Meta(ge=0, le=2**53 - 1)]
    text: Annotated[str, Meta(max_length=300_000)]
    flag: bool = False
    names: list[str] | None = None


class Fail(Command[Done], tag="fail", frozen=True, kw_only=True):
    """Fail in the way that is asked for."""

    how: str


def look(view: View, command: Look) -> Seen:
    caller = view.caller
    return Seen(
        place=command.place,
        text=command.text,
        flag=command.flag,
        names=command.names,
        address=caller.address,
        language=caller.language,
        user=caller.user,
    )


def put(ctx: Context, command: Put) -> Seen:
    return Seen(place=command.place, text=command.text, flag=command.flag, names=command.names)


def fail(ctx: Context, command: Fail) -> Done:
    if command.how == "refuse":
        raise ChatNotFound
    if command.how == "later":
        raise TooManyRequests(retry_after_ms=1500)
    raise ZeroDivisionError("a secret: " + command.how)


ODD = Feature(
    name="odd",
    endpoints=(
        read(Look, look, "GET /odd/{place}", access=Access.ANYONE),
        write(Put, put, "PUT /odd/{place}", status=201, access=Access.ANYONE),
        write(Fail, fail, "POST /odd/fail", access=Access.ANYONE),
    ),
)


UNLUCKY_TOKEN = "hunter2-" * 5 + "x" * 3
"""Whoever looks for its session meets a defect."""


@dataclass
class Edge:
    """The edge as a test sees it."""

    app: App
    clock: FakeClock
    doorkeeper: Doorkeeper
    extended: list[str]

    def client(self, host: str = HOST, peer: str = PEER, **headers: str) -> httpx.AsyncClient:
        """A client that keeps its cookies."""
        transport = httpx.ASGITransport(self.app, client=(peer, 40_000))
        return httpx.AsyncClient(transport=transport, base_url=host, headers=headers)


EdgeMaker = Callable[..., Any]


@pytest.fixture
async def make_edge(sqlite_file: Path, clock: FakeClock) -> AsyncIterator[EdgeMaker]:
    """Builds an edge with given origins over a database of its own."""
    database = SqliteDatabase(sqlite_file)

    @asynccontextmanager
    async def make(origins: Origins | None = None, pages: App | None = None) -> AsyncIterator[Edge]:
        await database.write(lambda connection: prepare_server(connection, clock()))
        extended: list[str] = []

        async def find(token: str) -> Proven | None:
            if token == UNLUCKY_TOKEN:
                raise ZeroDivisionError("a secret: " + token)
            return await database.read(lambda connection: find_session(connection, token, clock()))

        async def extend(session_id: str) -> None:
            extended.append(session_id)
            await database.write(lambda connection: extend_session(connection, session_id, clock(), 5))

        async with running_kernel([accounts_feature(CHEAP, database, clock), ODD], database, clock) as kernel:
            doorkeeper = Doorkeeper(origins=origins or Origins(), find=find, extend=extend, lifetime_days=5)
            app = build_edge(
                kernel.dispatcher,
                doorkeeper,
                websocket=Nowhere(doorkeeper),
                pages=pages or Nowhere(doorkeeper),
                lifespan=no_lifespan,
            )
            yield Edge(app, clock, doorkeeper, extended)

    yield make
    await database.close()


@pytest.fixture
async def edge(make_edge: EdgeMaker) -> AsyncIterator[Edge]:
    """An edge that is reached directly, by http."""
    async with make_edge() as made:
        yield made


@asynccontextmanager
async def no_lifespan(app: Any) -> AsyncIterator[None]:
    """Nothing to start."""
    yield
