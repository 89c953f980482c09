"""Waits until a crowd of connections has got what joining a room brings."""

import asyncio


class Arrivals:
    """Tells when something has come to any of the connections."""

    def __init__(self) -> None:
        self._came = asyncio.Event()

    def note(self) -> None:
        self._came.set()

    async def quiet(self, seconds: float) -> None:
        """Wait until nothing has come for so long."""
        while True:
            self._came.clear()
            try:
                await asyncio.wait_for(self._came.wait(), seconds)
            except TimeoutError:
                return


class Joining(asyncio.Protocol):
    """Drops what arrives, but notes when a token has been in it."""

    def __init__(self, token: bytes, arrivals: Arrivals) -> None:
        self.token, self.arrivals, self.rest = token, arrivals, b""
        self.found: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def data_received(self, data: bytes) -> None:
        self.arrivals.note()
        if not self.found.done():
            if self.token in self.rest + data:
                self.found.set_result(None)
            self.rest = data[-len(self.token) :]
