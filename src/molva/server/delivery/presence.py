"""Presence: who is online, told to those whom they meet in direct chats and small groups, if both let each other."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection

from molva.protocol.frames import Signalled
from molva.protocol.rows import account_scope
from molva.protocol.signals import Presence
from molva.server.delivery.hub import Follower, Hub
from molva.server.delivery.relay import Relay
from molva.server.kernel.clock import Clock
from molva.server.storage.engine import Database
from molva.server.wire.codec import encode

GRACE_SECONDS: Final = 10
"""A person whose last connection is gone stays online for so long: a page that reloads is no departure."""

Companions = tuple[dict[str, int | None], list[str]]
"""Those who see a user and are seen, with the moment each was last here; and those between whom nothing is shown."""


class PresenceBoard:
    """Watches who comes and goes on this node."""

    def __init__(
        self,
        hub: Hub,
        relay: Relay,
        database: Database,
        clock: Clock,
        *,
        companions: Callable[[Connection, str], Companions],
        write_seen: Callable[[Connection, str, int], None],
    ) -> None:
        """Begin with nobody here.

        Args:
            companions: whom a user meets in chats that show presence; who sees whom is the same both ways.
            write_seen: stores the moment at which a user was last seen.
        """
        self._hub = hub
        self._relay = relay
        self._database = database
        self._clock = clock
        self._companions = companions
        self._write_seen = write_seen
        self._leaving: dict[str, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def came(self, user_id: str, companions: Iterable[str]) -> None:
        """Take note of a user's first connection, and tell those who see it."""
        leaving = self._leaving.pop(user_id, None)
        if leaving is not None:
            leaving.cancel()
        else:
            self._tell(companions, Presence(user_id=user_id, online=True))

    def went(self, user_id: str) -> None:
        """Take note that a user's last connection is gone."""
        leaving = self._leaving.get(user_id)
        if leaving is not None:
            # Gone again before the connection had caught up, so `came` has not been told of it.
            leaving.cancel()
        loop = asyncio.get_running_loop()
        self._leaving[user_id] = loop.call_later(GRACE_SECONDS, partial(self._left, user_id))

    async def show(self, connection: Follower) -> list[str]:
        """Tell a connection who of its companions is here, and when the others were; return who they are."""
        user_id = connection.user_id
        shown, _ = await self._database.read(lambda db: self._companions(db, user_id))
        self._show(connection, shown)
        return list(shown)

    def changed(self, user_id: str) -> None:
        """Take note that others than before may see a user, and the user others."""
        self._spawn(self._look_again(user_id))

    async def stop(self) -> None:
        """Store who was here until the end."""
        for user_id, leaving in list(self._leaving.items()):
            leaving.cancel()
            self._left(user_id, tell=False)
        await asyncio.gather(*self._tasks)

    def _left(self, user_id: str, *, tell: bool = True) -> None:
        del self._leaving[user_id]
        self._spawn(self._write_left(user_id, self._clock(), tell=tell))

    async def _write_left(self, user_id: str, now: int, *, tell: bool) -> None:
        def write(db: Connection) -> Companions:
            self._write_seen(db, user_id, now)
            return self._companions(db, user_id)

        shown, _ = await self._database.write(write)
        # Whoever is back meanwhile has been told to be here.
        if tell and user_id not in self._hub.users:
            self._tell(shown, Presence(user_id=user_id, online=False, seen_at=now))

    async def _look_again(self, user_id: str) -> None:
        shown, hidden = await self._database.read(lambda db: self._companions(db, user_id))
        self._tell(hidden, Presence(user_id=user_id, online=False))
        if self._is_here(user_id):
            self._tell(shown, Presence(user_id=user_id, online=True))
        for connection in list(self._hub.users.get(user_id, ())):
            self._show(connection, shown)
            for companion in hidden:
                connection.queue.push(encode(Signalled(Presence(user_id=companion, online=False))))

    def _show(self, connection: Follower, companions: dict[str, int | None]) -> None:
        for companion, seen_at in companions.items():
            online = self._is_here(companion)
            if online or seen_at is not None:
                signal = Presence(user_id=companion, online=online, seen_at=None if online else seen_at)
                connection.queue.push(encode(Signalled(signal)))

    def _is_here(self, user_id: str) -> bool:
        return user_id in self._hub.users or user_id in self._leaving

    def _tell(self, companions: Iterable[str], signal: Presence) -> None:
        scopes = tuple(map(account_scope, companions))
        if scopes:
            self._relay.signal(scopes, signal)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
