"""What a dialect hears live: a connection like that of any client, held in the server for a caller of the dialect."""

import asyncio
from collections.abc import Callable
from typing import Final

import msgspec

from molva.protocol.close_codes import CloseCode
from molva.protocol.frames import HEARTBEAT_SECONDS, Hello, Ping, ServerFrame
from molva.server.delivery.gateway import Gateway
from molva.server.kernel.caller import Caller
from molva.server.wire.codec import payload, split_frames

_decode: Final = msgspec.json.Decoder(ServerFrame).decode
_HELLO: Final = msgspec.json.encode(Hello())
_PING: Final = msgspec.json.encode(Ping())


class Listener:
    """Hears what a caller's devices are told, through the same door and with the same limits."""

    def __init__(
        self,
        gateway: Gateway,
        caller: Caller,
        heard: Callable[[ServerFrame], None],
        closed: Callable[[CloseCode], None],
    ) -> None:
        """Begin to listen; first comes what a new device is told.

        Args:
            closed: told when the server ends the connection: the session is over, or the server stops.

        Raises:
            TooManyRequests: the account has too many connections.
        """
        self._gateway = gateway
        self._heard = heard
        self._connection = gateway.open(caller, self, closed)
        self._pulse()
        self._connection.receive(_HELLO)

    def write(self, data: bytes) -> None:
        """Take frames from the server."""
        for frame in split_frames(data):
            self._heard(_decode(payload(frame)))

    def is_closing(self) -> bool:
        """Tell nothing: whoever listens says so with `end`."""
        return False

    def end(self) -> None:
        """Listen no more."""
        self._timer.cancel()
        self._gateway.lost(self._connection)

    def _pulse(self) -> None:
        # The other messenger's clients say nothing while they wait, and are there as long as their socket is.
        self._timer = asyncio.get_running_loop().call_later(HEARTBEAT_SECONDS, self._beat)

    def _beat(self) -> None:
        self._connection.receive(_PING)
        self._pulse()
