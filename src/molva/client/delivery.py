"""A posted command on its way: what to await for the server's answer."""

import asyncio
from collections.abc import Generator
from typing import Any, Generic, TypeVar

from molva.client.outbox import Entry

A = TypeVar("A")


class Delivery(Generic[A]):
    """`await delivery` gives the answer or raises the refusal; it may be awaited any number of times.

    A delivery outlives its connection, and its command outlives the program where the client has a folder.
    """

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.awaited = False
        """Somebody has asked for the answer, so a refusal is theirs to handle."""
        self._future: asyncio.Future[A] = asyncio.get_running_loop().create_future()

    def done(self) -> bool:
        """Tell whether the server has answered."""
        return self._future.done()

    def settle(self, result: Any) -> None:
        """The answer, or the exception in its place, is here."""
        if self._future.done():
            return
        if isinstance(result, Exception):
            self._future.set_exception(result)
            self._future.exception()
        else:
            self._future.set_result(result)

    def __await__(self) -> Generator[Any, None, A]:
        self.awaited = True
        return asyncio.shield(self._future).__await__()
