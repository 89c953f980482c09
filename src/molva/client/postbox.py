"""The outbox with its journal: writes a command down before it is sent, and tells whoever waits for the answer."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

from molva.client.conversation import Delivered
from molva.client.delivery import Delivery
from molva.client.journal import COMPACT_AFTER, Journal
from molva.client.outbox import Entry, Outbox, Owner, Settled

OnRefused = Callable[[Entry, Exception], None]

log = logging.getLogger(__name__)


def log_refused(entry: Entry, error: Exception) -> None:
    """Say that a posted command was refused and nobody waited for it."""
    log.warning("%s was refused: %r", type(entry.command).__name__, error)


class Postbox:
    """Keeps journal and outbox in step; the disk is waited for in a thread.

    Args:
        on_refused: called for a command that was refused for good and that nobody awaits.
    """

    def __init__(self, outbox: Outbox, journal: Journal, on_refused: OnRefused) -> None:
        self._outbox = outbox
        self._journal = journal
        self._on_refused = on_refused
        self._deliveries: dict[str, Delivery[Any]] = {}
        self._lock = asyncio.Lock()
        self._writing: set[asyncio.Task[None]] = set()
        outbox.restore(journal.read())

    async def put(self, entry: Entry, send: Callable[[Entry], None]) -> Delivery[Any]:
        """Write an entry down, then send it; entries are sent in the order of the calls.

        Raises:
            OSError: the disk did not take it, and it will not be sent.
        """
        async with self._lock:
            await asyncio.to_thread(self._journal.append, [entry], durable=True)
            delivery = self._deliveries.setdefault(entry.id, Delivery(entry))
            send(entry)
        return delivery

    def settle(self, event: Delivered) -> None:
        """The server has answered."""
        self._write([event.record])
        delivery = self._deliveries.pop(event.entry.id, None)
        if isinstance(event.result, Exception) and (delivery is None or not delivery.awaited):
            self._on_refused(event.entry, event.result)
        if delivery is not None:
            delivery.settle(event.result)

    def sign(self) -> None:
        """Write down whose outbox it is."""
        self._write([Owner(user_id=self._outbox.owner)])

    async def close(self, ending: Exception) -> None:
        """Finish writing and release the journal; whoever awaits a delivery gets `ending`."""
        self.end(ending)
        await asyncio.gather(*self._writing)
        self._journal.close()

    def end(self, ending: Exception) -> None:
        """No answers will come any more."""
        for delivery in self._deliveries.values():
            delivery.settle(ending)

    def _write(self, records: Sequence[Owner | Settled]) -> None:
        """Write in the background: if this is lost in a crash, a command is sent once more and changes nothing."""
        task = asyncio.create_task(self._append(records))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def _append(self, records: Sequence[Owner | Settled]) -> None:
        async with self._lock:
            if self._journal.settled >= COMPACT_AFTER:
                await asyncio.to_thread(self._journal.replace, self._outbox.records())
            else:
                await asyncio.to_thread(self._journal.append, records, durable=False)
