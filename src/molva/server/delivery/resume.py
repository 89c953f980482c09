"""Resuming: what a connection has missed is read from the database and sent before what is pushed."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection

from molva.protocol.close_codes import CloseCode
from molva.protocol.frames import Rows
from molva.protocol.rows import chat_scope, marks_scope
from molva.server.delivery.bus import Ring
from molva.server.delivery.hub import Follower, Hub
from molva.server.delivery.relay import publication
from molva.server.kernel.catchup import Catchup
from molva.server.kernel.defects import defect
from molva.server.kernel.feature import Followed
from molva.server.storage.engine import Database
from molva.server.storage.transaction import ScopeChange

CHUNK: Final = 25
"""Scopes read at once for one connection: a reader thread is not held long, and memory stays flat."""


class Resumer:
    """Brings connections up to date: at hello, when a user comes into a chat, and when the bus has lost something."""

    def __init__(self, database: Database, catchup: Catchup) -> None:
        self.hub = Hub(joined=self._joined, gap=self._gap)
        self._database = database
        self._catchup = catchup
        self._tasks: set[asyncio.Task[None]] = set()
        self._repairing: set[str] = set()

    def spawn(self, work: Coroutine[Any, Any, None], connection: Follower | None = None) -> None:
        """Run in the background; a failure ends the connection, which then comes back and resumes."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)

        def done(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            error = None if task.cancelled() else task.exception()
            if error is not None:
                defect(error, "resuming")
                if connection is not None:
                    connection.close(CloseCode.RESYNC)

        task.add_done_callback(done)

    async def stop(self) -> None:
        """Leave off what is still being read; whoever waits for it is being sent away."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def resume(self, connection: Follower, revs: Mapping[str, int]) -> None:
        """Send a connection everything that is newer than `revs`, and let it follow."""
        user_id = connection.user_id
        # The stream is joined first and read second: what is committed in between is held, and nothing is missed.
        # What is not a scope of the user any more by the second reading is let go of again.
        expected = await self._database.read(lambda db: self._catchup.followed(db, user_id))
        self.hub.hold(connection, [each.scope for each in expected])

        def newer(db: Connection) -> tuple[list[Followed], list[Followed], list[Rows]]:
            followed = self._catchup.followed(db, user_id)
            stale = [each for each in followed if each.rev != revs.get(each.scope, 0)]
            return followed, stale, self._read(db, stale[:CHUNK], revs)

        followed, stale, first = await self._database.read(newer)
        known = {each.scope for each in expected}
        late = [each.scope for each in followed if each.scope not in known and each.scope not in connection.scopes]
        self.hub.hold(connection, late)
        self.hub.let_go(connection, known - {each.scope for each in followed})
        waiting = {each.scope for each in stale}
        for each in followed:
            if each.scope not in waiting and each.scope not in late:
                self.hub.release(connection, each.scope, each.rev, each.reader.from_seq)
        await self._send(connection, stale[:CHUNK], first)
        for start in range(CHUNK, len(stale), CHUNK):
            await self._send_now(connection, [each.scope for each in stale[start : start + CHUNK]], revs)
        # Chats that appeared between the two readings are read once more, after the hold.
        await self._send_now(connection, [scope for scope in late if scope not in waiting], revs)

    def _read(self, db: Connection, followed: Sequence[Followed], revs: Mapping[str, int]) -> list[Rows]:
        # A replica cannot be ahead of its database: it has rows that a restored backup does not have.
        known = {each.scope: rev for each in followed if (rev := revs.get(each.scope, 0)) < each.rev}
        return self._catchup.all_rows(db, followed, known)

    async def _send_now(self, connection: Follower, scopes: Sequence[str], revs: Mapping[str, int]) -> None:
        if not scopes:
            return

        def read(db: Connection) -> tuple[list[Followed], list[Rows]]:
            followed = self._catchup.find_all(db, connection.user_id, scopes)
            return followed, self._read(db, followed, revs)

        await self._send(connection, *await self._database.read(read))

    async def _send(self, connection: Follower, followed: Sequence[Followed], pages: Sequence[Rows]) -> None:
        for each, rows in zip(followed, pages, strict=True):
            # Whoever was removed while the rows were read does not get them any more.
            if each.scope in connection.scopes:
                if rows.rev != rows.after:
                    connection.push_alone(rows)
                self.hub.release(connection, each.scope, each.rev, each.reader.from_seq)
        await connection.queue.writable()

    def _joined(self, connection: Follower, chat_id: str) -> None:
        scopes = [chat_scope(chat_id), marks_scope(chat_id)]
        self.hub.hold(connection, scopes)
        self.spawn(self._send_now(connection, scopes, {}), connection)

    def _gap(self, scope: str, rev: int) -> None:
        if scope not in self._repairing:
            self._repairing.add(scope)
            self.spawn(self._repair(scope, rev))

    async def _repair(self, scope: str, rev: int) -> None:
        """Push what the bus has lost, from the database."""
        try:
            channel = self.hub.channels.get(scope)
            anyone = None if channel is None else channel.anyone()
            if anyone is None:
                return

            def read(db: Connection) -> Rows | None:
                found = self._catchup.find(db, anyone.user_id, scope)
                if found is None:
                    return None
                # The rows are for all followers; the hub leaves out what each may not see.
                everything = replace(found, reader=replace(found.reader, from_seq=1, alone=False))
                return self._catchup.rows(db, everything, rev)

            rows = await self._database.read(read)
            if rows is None or rows.hole:
                self.hub.close_followers(scope, CloseCode.RESYNC)
            else:
                self.hub.hear(Ring((publication(ScopeChange(scope, rows.after, rows.rev, rows.rows)),)))
        finally:
            self._repairing.discard(scope)
