"""The gateway: takes connections in, greets them, and watches that they are still there."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from molva.protocol.close_codes import CloseCode
from molva.protocol.errors import TooManyRequests
from molva.protocol.frames import HEARTBEAT_SECONDS, Hello, Synced, Welcome
from molva.server.delivery.connection import Connection
from molva.server.delivery.hub import TooManySockets
from molva.server.delivery.presence import PresenceBoard
from molva.server.delivery.resume import Resumer
from molva.server.delivery.send_queue import Tick, Writer
from molva.server.kernel.caller import Caller
from molva.server.kernel.clock import Clock
from molva.server.kernel.dispatch import Dispatcher
from molva.server.wire.codec import encode
from molva.server.wire.link import Link

HELLO_SECONDS: Final = 5
"""A client that has connected says hello within so long."""

SILENCE_SECONDS: Final = 2 * HEARTBEAT_SECONDS
"""Two heartbeats missed; with the next look a peer that has vanished is let go of within 45 seconds."""

SWEEP_SECONDS: Final = 5
"""How often the connections are looked through for silent ones."""

RENEW_SECONDS: Final = 300
"""How often an open connection's session is looked at: it lives on with it, and one that has ended ends it."""

SYNCED: Final = encode(Synced())


class Gateway:
    """Every connection of this node comes and goes through here."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        resumer: Resumer,
        presence: PresenceBoard,
        clock: Clock,
        *,
        epoch: str,
        version: str,
        frames_per_second: float,
        frames_at_once: float,
        monotonic: Callable[[], float],
        renew: Callable[[str], Awaitable[bool]],
    ) -> None:
        """Begin without connections.

        Args:
            frames_per_second: what one connection may send in the long run.
            frames_at_once: what it may send at once after a rest.
            monotonic: seconds that only grow, by which silence is measured.
            renew: lets a session, by id, live on; False if it has ended.
        """
        self._dispatcher = dispatcher
        self._resumer = resumer
        self._hub = resumer.hub
        self._presence = presence
        self._clock = clock
        self._epoch = epoch
        self._version = version
        self._rate = frames_per_second
        self._burst = frames_at_once
        self._monotonic = monotonic
        self._renew = renew
        self._tick = Tick()
        self._connections: set[Connection] = set()
        self._new: dict[Connection, float] = {}
        self._sweeping: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._sweeping = asyncio.get_running_loop().create_task(self._sweep_forever())

    async def stop(self) -> None:
        """Send everybody away; they come back to the next server and resume."""
        if self._sweeping is not None:
            self._sweeping.cancel()
        for connection in list(self._connections):
            connection.close(CloseCode.RESTART)
        await self._resumer.stop()
        await self._presence.stop()

    def open(
        self, caller: Caller, writer: Writer, close: Callable[[CloseCode], None], *, packs: bool = False
    ) -> Connection:
        """Take a signed-in connection in.

        Args:
            close: ends the WebSocket with a code, after what has been written.
            packs: whether the peer takes deflated frames.

        Raises:
            TooManyRequests: the account has too many connections.
        """
        now = self._monotonic()
        link = Link(now, language=caller.language, rate=self._rate, burst=self._burst)
        connection = Connection(
            caller,
            link,
            self._dispatcher,
            writer=writer,
            tick=self._tick,
            monotonic=self._monotonic,
            greet=self._greet,
            close=close,
            packs=packs,
        )
        try:
            self._hub.attach(connection)
        except TooManySockets:
            raise TooManyRequests(retry_after_ms=60_000) from None
        connection.renewed_at = now
        self._connections.add(connection)
        self._new[connection] = now
        return connection

    def lost(self, connection: Connection) -> None:
        """Take note that a connection is gone."""
        self._connections.discard(connection)
        self._new.pop(connection, None)
        connection.queue.close()
        if self._hub.detach(connection):
            self._presence.went(connection.user_id)

    def sweep(self) -> None:
        """Close the connections that say nothing, and look after the sessions of the others."""
        now = self._monotonic()
        for connection, opened_at in list(self._new.items()):
            if now - opened_at > HELLO_SECONDS:
                connection.close(CloseCode.HELLO_TIMEOUT)
        for connection in list(self._connections):
            if now - connection.heard_at > SILENCE_SECONDS:
                connection.close(CloseCode.HEARTBEAT_TIMEOUT)
            elif now - connection.renewed_at > RENEW_SECONDS:
                connection.renewed_at = now
                self._resumer.spawn(self._look_after(connection), connection)

    def _greet(self, connection: Connection, hello: Hello) -> None:
        self._new.pop(connection, None)
        reset = hello.epoch not in ("", self._epoch)
        welcome = Welcome(
            epoch=self._epoch,
            user_id=connection.user_id,
            session_id=connection.session_id,
            now=self._clock(),
            reset=reset,
            version=self._version,
        )
        connection.queue.push(encode(welcome))
        self._resumer.spawn(self._catch_up(connection, {} if reset else hello.revs), connection)

    async def _catch_up(self, connection: Connection, revs: dict[str, int]) -> None:
        await self._resumer.resume(connection, revs)
        shown = await self._presence.show(connection)
        if len(self._hub.users.get(connection.user_id, ())) == 1:
            self._presence.came(connection.user_id, shown)
        connection.queue.push(SYNCED)

    async def _look_after(self, connection: Connection) -> None:
        if not await self._renew(connection.session_id):
            connection.close(CloseCode.SESSION_ENDED)

    async def _sweep_forever(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self.sweep()
