"""Calls over one connection after another: who waits for which answer, and what may be called at all."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec

from molva.protocol.commands import Command
from molva.protocol.errors import InvalidText, TooLarge
from molva.protocol.frames import MAX_FRAME_BYTES

ENVELOPE_BYTES: Final = 64
"""Room for the frame around a command."""


class Calls:
    """Those that wait for an answer, by the number of their call."""

    def __init__(self) -> None:
        self._waiting: dict[int, asyncio.Future[Any]] = {}

    @contextmanager
    def waiting(self, ref: int) -> Iterator[asyncio.Future[Any]]:
        """Give what will hold the answer; nobody waits for it any more when the block is left."""
        future = self._waiting[ref] = asyncio.get_running_loop().create_future()
        try:
            yield future
        finally:
            del self._waiting[ref]

    def answer(self, ref: int, result: Any) -> None:
        """Hand an answer to whoever waits for it; an exception is raised there."""
        future = self._waiting.get(ref)
        if future is None or future.done():
            return
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)

    def end(self, ending: Exception) -> None:
        """Nothing will come any more: let everybody know."""
        for ref in list(self._waiting):
            self.answer(ref, ending)


def require_sendable(command: Command[Any]) -> None:
    """Refuse at once what would only break the connection.

    Raises:
        TooLarge: more bytes than a frame may have.
        InvalidText: a text that is not Unicode (a lone surrogate).
    """
    try:
        size = len(msgspec.json.encode(command))
    except UnicodeEncodeError:
        raise InvalidText from None
    if size > MAX_FRAME_BYTES - ENVELOPE_BYTES:
        raise TooLarge(limit=MAX_FRAME_BYTES)
