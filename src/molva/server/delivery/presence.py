"""Presence: who is online, told to the people they meet in direct chats and small groups."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from sqlalchemy import Connection

from molva.protocol.frames import Signalled
from molva.protocol.signals import Presence
from molva.server.delivery.hub import Follower, Hub
from molva.server.delivery.relay import Relay
from molva.server.kernel.clock import Clock
from molva.server.storage.engine import Database
from molva.server.wire.codec import encode

GRACE_SECONDS: Final = 10
"""A person whose last connection is gone stays online for so long: a page that reloads is no departure."""


class PresenceBoard:
    """Watches who comes and goes on this node."""

    def __init__(
        self,
        hub: Hub,
        relay: Relay,
        database: Database,
        clock: Clock,
        *,
        companions: Callable[[Connection, str], dict[str, int | None]],
        write_seen: Callable[[Connection, str, int], None],
    ) -> None:
        """Begin with nobody here.

        Args:
            companions: whom a user meets in chats that show presence, with the moment each was last seen.
            write_seen: stores the moment at which a user was last seen.
        """
        self._hub = hub
        self._relay = relay
        self._database = database
        self._clock = clock
        self._companions = companions
        self._write_seen = write_seen
        self._leaving: dict[str, asyncio.TimerHandle] = {}
        self._writes: set[asyncio.Task[None]] = set()

    def came(self, user_id: str, scopes: Iterable[str]) -> None:
        """Take note of a user's first connection."""
        leaving = self._leaving.pop(user_id, None)
        if leaving is not None:
            leaving.cancel()
        else:
            self._tell(scopes, Presence(user_id=user_id, online=True))

    def went(self, user_id: str, scopes: Iterable[str]) -> None:
        """Take note that a user's last connection is gone."""
        leaving = self._leaving.get(user_id)
        if leaving is not None:
            # Gone again before the connection had caught up, so `came` has not been told of it.
            leaving.cancel()
        loop = asyncio.get_running_loop()
        self._leaving[user_id] = loop.call_later(GRACE_SECONDS, partial(self._left, user_id, tuple(scopes)))

    async def show(self, connection: Follower) -> None:
        """Tell a connection who of its companions is here, and when the others were."""
        user_id = connection.user_id
        known = await self._database.read(lambda db: self._companions(db, user_id))
        for companion, seen_at in known.items():
            online = companion in self._hub.users or companion in self._leaving
            if online or seen_at is not None:
                signal = Presence(user_id=companion, online=online, seen_at=None if online else seen_at)
                connection.queue.push(encode(Signalled(signal)))

    async def stop(self) -> None:
        """Store who was here until the end."""
        for user_id, leaving in list(self._leaving.items()):
            leaving.cancel()
            self._left(user_id, ())
        await asyncio.gather(*self._writes)

    def _left(self, user_id: str, scopes: tuple[str, ...]) -> None:
        del self._leaving[user_id]
        now = self._clock()
        self._tell(scopes, Presence(user_id=user_id, online=False, seen_at=now))
        task = asyncio.get_running_loop().create_task(
            self._database.write(lambda db: self._write_seen(db, user_id, now))
        )
        self._writes.add(task)
        task.add_done_callback(self._writes.discard)

    def _tell(self, scopes: Iterable[str], signal: Presence) -> None:
        small = tuple(scope for scope in scopes if scope.startswith("marks:"))
        if small:
            self._relay.signal(small, signal)
