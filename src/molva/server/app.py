"""The composition root: from settings to a server that answers; the one file that knows everybody."""

import asyncio
import logging
import os
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from molva.server.core import Core
from molva.server.delivery.bus_local import LocalBus
from molva.server.dialects import (
    Backend,
    dash_pages,
    dash_socket,
    my_messenger_pages,
    my_messenger_socket,
    xmessenger_pages,
    yachat_pages,
    yachat_raw,
)
from molva.server.features.accounts import FoundSession, extend_session, find_session
from molva.server.kernel.clock import Clock, system_clock
from molva.server.memory import settle
from molva.server.settings import SettingRefused, Settings
from molva.server.storage.engine import Database
from molva.server.storage.folder import DATABASE_NAME, take_folder
from molva.server.storage.lock import FolderLock
from molva.server.storage.schema import migrate
from molva.server.storage.sqlite import SqliteDatabase
from molva.server.transport.answers import App, answer_refusal
from molva.server.transport.edge import build_edge
from molva.server.transport.foreign_socket import Conversations
from molva.server.transport.guard import LOOPBACK, ConnectionCount
from molva.server.transport.origins import Origins
from molva.server.transport.raw import RawPort
from molva.server.transport.server import listen, run
from molva.server.transport.session import Doorkeeper
from molva.server.transport.static import WebClient
from molva.server.transport.websocket import WebSocketEndpoint

BROKEN_DISK: Final = 70
"""Exit code when the database broke its word (EX_SOFTWARE of sysexits.h); a supervisor may start again."""

WEB_CLIENT: Final = Path(__file__).with_name("web")
"""Where the build puts the web client."""

log = logging.getLogger("molva")


def serve(settings: Settings, *, ready: Callable[[str], None], clock: Clock = system_clock) -> None:
    """Run a server until SIGINT or SIGTERM.

    Args:
        ready: told the server's address once it answers.

    Raises:
        FolderLocked, UnsafeFile, SqliteTooOld, SchemaTooNew, SettingRefused, OSError: it cannot start; nothing is
            changed.
    """
    lock = take_folder(settings.data) if not settings.database else None
    yachat = _listen_raw(settings)
    listener = listen(settings.host, settings.port)
    port = listener.getsockname()[1]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "[::]", "[::1]") else host  # noqa: S104  # shown, not bound
    count = ConnectionCount(settings.connections_per_address, (*LOOPBACK, *settings.trusted_proxies))
    site = Site(settings, clock, lock, yachat=yachat, count=count)

    def started() -> None:
        settle()
        ready(settings.public_url or f"http://{shown}:{port}")

    run(site, listener, count, started=started, drain=site.drain)


@dataclass
class Site:
    """A server as an ASGI app; its lifespan opens the database and closes it."""

    settings: Settings
    clock: Clock = system_clock
    lock: FolderLock | None = None
    core: Core | None = None
    yachat: socket.socket | None = None
    """Where clients of yachat come in that send no HTTP; closed at the end."""
    count: ConnectionCount = field(default_factory=lambda: ConnectionCount(Settings().connections_per_address))
    _raw: RawPort | None = field(default=None, repr=False)
    _edge: App | None = field(default=None, repr=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one connection, or the life of the server."""
        if self._edge is None:
            self.core = await open_core(self.settings, self.clock)
            self._edge = edge_of(self.core, lifespan=self._live)
        await self._edge(scope, receive, send)

    async def drain(self) -> None:
        """Finish what was taken."""
        if self.core is not None:
            raw = [self._raw.drain()] if self._raw is not None else []
            await asyncio.gather(self.core.drain(), *raw)

    @asynccontextmanager
    async def _live(self, _: Any) -> AsyncIterator[None]:
        assert self.core is not None, "the edge is made of the core"  # noqa: S101  # a defect, not input
        await self.core.start()
        if self.yachat is not None:
            self._raw = RawPort(yachat_raw(backend_of(self.core)), self.count)
            await self._raw.open(self.yachat)
        try:
            yield
        finally:
            if self._raw is not None:
                self._raw.close()
            await self.core.stop()
            if self.lock is not None:
                self.lock.release()


async def open_core(settings: Settings, clock: Clock) -> Core:
    """Open the database, bring its schema forward and put the server together over it."""
    database: Database
    if settings.database:
        # It loads SQLAlchemy's asyncio and ORM: a third of the start of a server that has no use for them.
        from molva.server.storage.postgres import PostgresDatabase

        postgres = PostgresDatabase(settings.database)
        async with postgres.engine.connect() as connection:
            await connection.run_sync(migrate)
        database = postgres
    else:
        sqlite = SqliteDatabase(settings.data / DATABASE_NAME)
        with sqlite.engine.connect() as opened:
            migrate(opened)
        database = sqlite
    return await Core.build(settings, database, LocalBus(), clock, fatal=_end_process)


def edge_of(core: Core, lifespan: Callable[[Any], Any]) -> App:
    """Put the edge before a core."""
    settings, database = core.settings, core.database

    async def find(token: str) -> FoundSession | None:
        return await database.read(partial(find_session, token=token, now=core.clock()))

    async def extend(session_id: str) -> None:
        now, days = core.clock(), settings.session_days
        await database.write(partial(extend_session, session_id=session_id, now=now, lifetime_days=days))

    origins = Origins(public_url=settings.public_url, trusted_proxies=settings.trusted_proxies)
    doorkeeper = Doorkeeper(origins=origins, find=find, extend=extend, lifetime_days=settings.session_days)

    async def refuse(scope: Any, send: Any, refusal: Any) -> None:
        await answer_refusal(scope, send, refusal, doorkeeper.visitor(scope).language)

    websocket = WebSocketEndpoint(core.gateway, doorkeeper.admit_user, refuse)
    pages = WebClient(WEB_CLIENT, doorkeeper)
    if settings.dialects == "off":
        return build_edge(core.dispatcher, doorkeeper, websocket=websocket, pages=pages, lifespan=lifespan)
    backend = backend_of(core)
    return build_edge(
        core.dispatcher,
        doorkeeper,
        websocket=websocket,
        pages=pages,
        lifespan=lifespan,
        dialects=(xmessenger_pages(backend), yachat_pages(backend), my_messenger_pages(backend), dash_pages(backend)),
        conversation=Conversations(
            (dash_socket(backend), my_messenger_socket(backend, core.gateway)),
            doorkeeper,
            per_second=settings.frames_per_second,
            at_once=settings.frames_at_once,
            monotonic=time.monotonic,
        ),
    )


def backend_of(core: Core) -> Backend:
    """Describe what dialects use of a core."""
    return Backend(
        dispatcher=core.dispatcher,
        database=core.database,
        clock=core.clock,
        session_days=core.settings.session_days,
        trusting=core.settings.trust_dialects == "on",
    )


def _listen_raw(settings: Settings) -> socket.socket | None:
    if settings.dialects == "off" or not settings.yachat_port:
        return None
    try:
        return listen(settings.host, settings.yachat_port)
    except OSError as error:
        raise SettingRefused(
            f"MOLVA_YACHAT_PORT is {settings.yachat_port}, where nobody can listen now: {error.strerror}."
        ) from None


def _end_process() -> None:
    # No orderly end: what it would write might stand on what the disk has lost.
    logging.shutdown()
    os._exit(BROKEN_DISK)
