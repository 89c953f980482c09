"""A bus between the nodes of a server that loses, repeats and delays what it carries."""

from molva.server.delivery.bus import Listener, Ring
from tests.convergence.link import Fate


class LossyBus:
    """A bus that does to each ring what it is told."""

    def __init__(self) -> None:
        self.fates: list[Fate] = []
        self._listeners: list[Listener] = []
        self._late: list[Ring] = []

    def publish(self, ring: Ring) -> None:
        """See `Bus.publish`."""
        fate = self.fates.pop(0) if self.fates else Fate.ARRIVES
        if fate is Fate.LATE:
            self._late.append(ring)
        for _ in range({Fate.ARRIVES: 1, Fate.TWICE: 2}.get(fate, 0)):
            self._hand_out(ring)

    def heal(self) -> None:
        """Bring what was late, and do nothing wrong any more."""
        self.fates.clear()
        late, self._late = self._late, []
        for ring in late:
            self._hand_out(ring)

    def listen(self, listener: Listener) -> None:
        """See `Bus.listen`."""
        self._listeners.append(listener)

    async def start(self) -> None:
        """See `Bus.start`."""

    async def stop(self) -> None:
        """See `Bus.stop`."""

    def _hand_out(self, ring: Ring) -> None:
        for listener in self._listeners:
            listener(ring)
