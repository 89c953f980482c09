"""The one place of the client that does network I/O: a WebSocket that comes back by itself."""

import asyncio
import logging
from collections.abc import Callable
from enum import StrEnum
from typing import Final

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.typing import Subprotocol

from molva.client.address import Address
from molva.client.backoff import Backoff
from molva.client.clock import Clock
from molva.client.conversation import Conversation, Event
from molva.client.errors import ConnectionEnded, refusal
from molva.protocol.close_codes import CloseCode
from molva.protocol.errors import Error, NotSignedIn, SessionEnded
from molva.protocol.frames import SUBPROTOCOL

TICK_SECONDS: Final = 1.0
OPEN_SECONDS: Final = 10.0
CLOSE_SECONDS: Final = 2.0
MAX_RECEIVED_BYTES: Final = 16 * 1024 * 1024
"""A frame of rows is as large as a page of messages; this is far above any."""

log = logging.getLogger(__name__)
_socket_log = logging.getLogger(f"{__name__}.socket")
_socket_log.setLevel(logging.INFO)  # at DEBUG the library writes every header, the token among them


class State(StrEnum):
    """How the client stands to its server."""

    OFFLINE = "offline"
    CONNECTING = "connecting"
    SYNCING = "syncing"
    ONLINE = "online"
    ENDED = "ended"


class Connection:
    """Connects, carries frames for a conversation, and connects again after every break.

    Args:
        address: the server.
        token: the bearer token of the session; it is sent in a header and never logged.
        conversation: what is said.
        on_events: called with what the conversation reports, in order, never concurrently.
        on_state: called when the state changes.
    """

    def __init__(
        self,
        address: Address,
        token: str,
        conversation: Conversation,
        *,
        clock: Clock,
        random: Callable[[], float],
        on_events: Callable[[list[Event]], None],
        on_state: Callable[[State], None],
    ) -> None:
        self._address = address
        self._headers = {"Authorization": f"Bearer {token}"}
        self._conversation = conversation
        self._clock = clock
        self._backoff = Backoff(random)
        self._on_events = on_events
        self._on_state = on_state
        self._out = asyncio.Event()

    def wake(self) -> None:
        """The conversation has frames to send."""
        self._out.set()

    async def run(self) -> None:
        """Stay connected until cancelled or told not to come back.

        Raises:
            NotSignedIn: the token is not, or no longer, good.
            ConnectionEnded: the server closed for good.
            WrongUser: see `Conversation.receive`.
        """
        while True:
            self._on_state(State.CONNECTING)
            asked = await self._once()
            self._on_state(State.OFFLINE)
            await self._clock.sleep(self._backoff.next(at_least=asked))

    async def _once(self) -> float:
        """One connection from opening to closing; gives the seconds that the server asked to wait before the next."""
        try:
            socket = await self._open()
        except InvalidStatus as refused:
            return _refused(refused)
        except (OSError, InvalidHandshake, TimeoutError) as error:
            log.info("not connected: %s", error)
            return 0.0
        try:
            async with socket:
                await self._converse(socket)
        finally:
            self._on_events(self._conversation.end())
        code = socket.close_code or 1006
        log.info("connection closed: %s %s", code, socket.close_reason)
        if code == CloseCode.SESSION_ENDED:
            raise SessionEnded
        if code in set(CloseCode) and not CloseCode(code).reconnect and not self._conversation.broken:
            raise ConnectionEnded(f"the server closed the connection: {code} {socket.close_reason}")
        return 0.0

    async def _open(self) -> ClientConnection:
        return await connect(
            self._address.websocket,
            additional_headers=self._headers,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            compression=None,
            ping_interval=None,
            open_timeout=OPEN_SECONDS,
            close_timeout=CLOSE_SECONDS,
            max_size=MAX_RECEIVED_BYTES,
            logger=_socket_log,
        )

    async def _converse(self, socket: ClientConnection) -> None:
        """Read until the end, with a writer and a clock beside."""
        self._conversation.begin(self._clock.monotonic())
        self._out.set()
        beside = [asyncio.create_task(self._write(socket)), asyncio.create_task(self._tick(socket))]
        try:
            await self._read(socket)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    async def _read(self, socket: ClientConnection) -> None:
        state = State.CONNECTING
        while not self._conversation.broken:
            try:
                data = await socket.recv()
            except ConnectionClosed:
                return
            self._on_events(self._conversation.receive(data, self._clock.monotonic()))
            self._out.set()
            now = State.ONLINE if self._conversation.synced else State.SYNCING
            if now is not state and self._conversation.welcomed:
                state = now
                self._on_state(state)
            if state is State.ONLINE:
                self._backoff.reset()

    async def _write(self, socket: ClientConnection) -> None:
        while True:
            await self._out.wait()
            self._out.clear()
            for frame in self._conversation.take():
                try:
                    await socket.send(frame, text=True)
                except ConnectionClosed:
                    return

    async def _tick(self, socket: ClientConnection) -> None:
        while True:
            await self._clock.sleep(TICK_SECONDS)
            self._conversation.tick(self._clock.monotonic())
            self._out.set()
            if self._conversation.broken:
                # Nobody answers: a polite closing handshake would only wait for its time limit.
                socket.transport.abort()


def _refused(refused: InvalidStatus) -> float:
    """The handshake was answered with something else: an end, or a wait in seconds."""
    response = refused.response
    try:
        error = msgspec.json.decode(response.body or b"", type=Error)
    except msgspec.MsgspecError:
        error = None
    if response.status_code == NotSignedIn.status:
        raise (refusal(error) if error else NotSignedIn()) from None
    log.info("not connected: HTTP %s", response.status_code)
    try:
        return max(0.0, float(response.headers.get("Retry-After", "0")))
    except ValueError:
        return 0.0
