"""A bounded queue between the connection and one reader, in which a newer item replaces the waiting one of its key."""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable
from typing import Final, Generic, TypeVar

from molva.client.errors import FellBehind

T = TypeVar("T")

MAX_WAITING: Final = 100_000
"""Items of different keys that a reader may leave waiting."""


class Feed(Generic[T]):
    """An async iterator over what is put in; it ends after `end`.

    Args:
        limit: items that may wait. Beyond it the oldest goes if `lossy`; else the reader gets `FellBehind`.
    """

    def __init__(self, *, limit: int = MAX_WAITING, lossy: bool = False) -> None:
        self._limit = limit
        self._lossy = lossy
        self._items: OrderedDict[Hashable, T] = OrderedDict()
        self._ending: Exception | None = None
        self._news = asyncio.Event()

    def put(self, key: Hashable, item: T) -> None:
        """Add an item at the end; an item of the same key that still waits is dropped, it is out of date."""
        if self._ending is not None:
            return
        self._items.pop(key, None)
        self._items[key] = item
        self._news.set()
        if len(self._items) <= self._limit:
            return
        if self._lossy:
            self._items.popitem(last=False)
        else:
            self._items.clear()
            self.end(FellBehind())

    def end(self, ending: Exception | None = None) -> None:
        """No more items: the reader gets what waits, and then the exception or the end."""
        if self._ending is None:
            self._ending = ending or StopAsyncIteration()
            self._news.set()

    def __aiter__(self) -> "Feed[T]":
        return self

    async def __anext__(self) -> T:
        while not self._items:
            if self._ending is not None:
                raise self._ending
            self._news.clear()
            await self._news.wait()
        return self._items.popitem(last=False)[1]
