"""Following what is written: a message with a link waits for the page's preview, one job a page for all of them."""

import hashlib
from collections.abc import Iterable
from typing import Final

from molva.protocol.previewed_link import previewed_link
from molva.protocol.rows import Message
from molva.server.features.links import store
from molva.server.storage.jobs import put_job
from molva.server.storage.transaction import Transaction

JOB: Final = "fetch_preview"
"""The kind of job; its subject is the page."""


def await_previews(tx: Transaction, messages: Iterable[Message]) -> None:
    """Let new messages wait for the previews of the pages that they name."""
    pages: set[str] = set()
    for message in messages:
        url = previewed_link(message.text)
        if url is not None:
            page = _page(url)
            store.put_link(tx.connection, (message.chat_id, message.seq), page)
            pages.add(page)
    for page in sorted(pages):
        put_job(tx.connection, JOB, page, tx.now)


def follow_edit(tx: Transaction, message: Message, *, link_previews: bool) -> None:
    """Let a message whose text names another page than before, or none, wait for that one alone.

    Args:
        link_previews: whether the server makes any.
    """
    store.forget_links(tx.connection, [(message.chat_id, message.seq)])
    if link_previews:
        await_previews(tx, [message])


def _page(url: str) -> str:
    return hashlib.blake2b(url.encode(), digest_size=16).hexdigest()
