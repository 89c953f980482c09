"""The errand: one page is fetched once for all messages that name it, and each of them shows what it says."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from molva.protocol.previewed_link import previewed_link
from molva.protocol.rows import LinkPreview
from molva.server.features.chats import lock_counters
from molva.server.features.links import (
    JOB,
    find_shown,
    find_waiting,
    forget_links,
    forget_waiting,
    note_shown,
)
from molva.server.features.messages import find_message, set_preview
from molva.server.features.previews.page import MAX_BYTES, TYPES, read_preview
from molva.server.features.previews.quota import Quota
from molva.server.kernel.context import Context
from molva.server.settings import Network
from molva.server.storage.jobs import put_job

if TYPE_CHECKING:
    from molva.server.fetch import Fetcher

FRESH_MS: Final = 3_600_000
"""How long a page is taken to say the same; pages that could not be fetched are asked for each time."""

AT_ONCE: Final = 200
"""Messages that get their preview in one transaction."""

Place = tuple[str, int]


class Previewer:
    """The steps of the errand."""

    def __init__(self, agent: str, *, allowed: Sequence[Network], per_hour: int) -> None:
        """Prepare.

        Args:
            agent: what the server calls itself where it asks.
            allowed: networks inside which pages may be asked for.
            per_hour: pages that are asked for in an hour for one person, by this process.
        """
        self._agent = agent
        self._allowed = allowed
        self._quota = Quota(per_hour)
        self._fetcher: Fetcher | None = None

    def begin(self, ctx: Context, page: str) -> str | None:
        """Tell the address of a page that is to be fetched; None if it is known, or nobody waits for it any more."""
        waiting = find_waiting(ctx.connection, page, AT_ONCE)
        messages = [message for place in waiting if (message := find_message(ctx.connection, *place)) is not None]
        url = next((url for message in messages if (url := previewed_link(message.text)) is not None), None)
        shown = find_shown(ctx.connection, page, ctx.now - FRESH_MS)
        known = find_message(ctx.connection, *shown[0]) if shown else None
        if shown and known and known.preview is not None:
            _show(ctx, page, waiting, known.preview, shown[1])
        elif url is not None and any(self._quota.take(message.sender_id, ctx.now) for message in messages):
            return url
        else:
            forget_waiting(ctx.connection, page)
        return None

    async def work(self, url: str) -> LinkPreview | None:
        """Fetch a page and read what it is about; None if it does not say, or is not to be had."""
        # The client of HTTP and TLS takes a while to load, for which no start has to wait.
        from molva.server.fetch import Fetcher, Unfetchable

        if self._fetcher is None:
            self._fetcher = Fetcher(self._agent, allowed=self._allowed)
        try:
            fetched = await self._fetcher.fetch(url, types=TYPES, limit=MAX_BYTES, until=b"</head")
        except Unfetchable:
            return None
        return await asyncio.to_thread(read_preview, url, fetched.host, fetched.content_type, fetched.body)

    def end(self, ctx: Context, page: str, preview: LinkPreview | None) -> None:
        """Let every message that waits show the preview; without one they wait no longer."""
        if preview is None:
            forget_waiting(ctx.connection, page)
        else:
            _show(ctx, page, find_waiting(ctx.connection, page, AT_ONCE), preview, ctx.now)


def _show(ctx: Context, page: str, waiting: Sequence[Place], preview: LinkPreview, fetched_at: int) -> None:
    there = lock_counters(ctx.connection, {chat_id for chat_id, _ in waiting})
    shown = [place for place in waiting if place[0] in there and set_preview(ctx, *place, preview)]
    note_shown(ctx.connection, shown, fetched_at)
    forget_links(ctx.connection, set(waiting).difference(shown))
    if len(waiting) == AT_ONCE:
        put_job(ctx.connection, JOB, page, ctx.now)
