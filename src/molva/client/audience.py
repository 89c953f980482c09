"""Everybody in the program who reads what comes: each reader has a queue of its own."""

from collections.abc import Iterable
from typing import Any, TypeVar
from weakref import WeakSet

from molva.client.connection import State
from molva.client.feed import Feed
from molva.client.replica import Change
from molva.protocol.rows import AnyRow, Message
from molva.protocol.signals import AnySignal, Typing

T = TypeVar("T")

MAX_SIGNALS = 1_000


class Audience:
    """Hands rows and signals to the readers that are alive; a reader that is dropped is forgotten."""

    def __init__(self) -> None:
        self._rows: WeakSet[Feed[AnyRow]] = WeakSet()
        self._chats: WeakSet[Feed[str]] = WeakSet()
        self._signals: WeakSet[Feed[AnySignal]] = WeakSet()
        self._states: WeakSet[Feed[State]] = WeakSet()
        self._ended = False
        self._ending: Exception | None = None

    def rows(self) -> Feed[AnyRow]:
        """A new reader of rows; of a row that changes again before it is read, it gets only the newer copy."""
        return self._join(self._rows, Feed())

    def chats(self) -> Feed[str]:
        """A new reader of the ids of chats whose messages change."""
        return self._join(self._chats, Feed())

    def signals(self) -> Feed[AnySignal]:
        """A new reader of typing and presence; a slow one loses the oldest."""
        return self._join(self._signals, Feed(limit=MAX_SIGNALS, lossy=True))

    def states(self) -> Feed[State]:
        """A new reader of the connection's states."""
        return self._join(self._states, Feed())

    def tell(self, changes: Iterable[Change]) -> None:
        """Rows changed."""
        for row, _ in changes:
            for feed in self._rows:
                feed.put(row.key(), row)
            if isinstance(row, Message):
                for chats in self._chats:
                    chats.put(row.chat_id, row.chat_id)

    def signal(self, signal: AnySignal) -> None:
        """A signal came."""
        chat_id = signal.chat_id if isinstance(signal, Typing) else ""
        for feed in self._signals:
            feed.put((type(signal), chat_id, signal.user_id), signal)

    def turn(self, state: State) -> None:
        """The connection's state changed."""
        for feed in self._states:
            feed.put(state, state)

    def end(self, ending: Exception | None) -> None:
        """Nothing more comes: readers finish what waits, and then get the exception, or the end."""
        self._ended, self._ending = True, ending
        feeds: list[Feed[Any]] = [*self._rows, *self._chats, *self._signals, *self._states]
        for feed in feeds:
            feed.end(ending)

    def _join(self, feeds: WeakSet[Feed[T]], feed: Feed[T]) -> Feed[T]:
        if self._ended:
            feed.end(self._ending)
        feeds.add(feed)
        return feed
