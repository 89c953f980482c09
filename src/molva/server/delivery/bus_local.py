"""The bus of a single process: a function call."""

from molva.server.delivery.bus import Listener, Ring


class LocalBus:
    """Hands every ring to the listeners before `publish` returns."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def publish(self, ring: Ring) -> None:
        """See `Bus.publish`."""
        for listener in self._listeners:
            listener(ring)

    def listen(self, listener: Listener) -> None:
        """See `Bus.listen`."""
        self._listeners.append(listener)

    async def start(self) -> None:
        """See `Bus.start`."""

    async def stop(self) -> None:
        """See `Bus.stop`."""
