"""What changed in a chat, or in many: pages of the row Message, and how much of them is unread."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, and_, func, select

from molva.protocol.rows import Message
from molva.server.features.chats.tables import chats, members
from molva.server.features.mentions import unread_mentions
from molva.server.features.messages.store.rows import columns, message_rows
from molva.server.features.messages.tables import CHANGED, messages
from molva.server.kernel.feature import Page, Reader

SYNC_PAGE: Final = 100
"""Changed messages of one chat that a catching-up replica gets at once; older ones it fetches where somebody looks."""

MAX_COUNTED: Final = 1000
"""Unread messages are counted up to here; clients show 999+."""


def messages_after(connection: Connection, reader: Reader, chat_id: str, rev: int) -> Page:
    """Query of the row kind Message: what changed after a revision, at most a page of it.

    A message that nobody has changed carries the revision of its sending, and these grow with the numbers. So the
    new ones are a run at the chat's end, and the changed ones have an index of their own.
    """
    seen = messages.c.chat_id == chat_id, messages.c.seq >= reader.from_seq
    newest = connection.execute(select(*columns).where(*seen).order_by(messages.c.seq.desc()).limit(SYNC_PAGE)).all()
    changed = connection.execute(
        select(*columns)
        .where(*seen, messages.c.rev > rev, CHANGED)
        .order_by(messages.c.rev.desc())
        .limit(SYNC_PAGE + 1)
    ).all()
    known = next((row.seq for row in newest if row.rev <= rev), None)
    rows = {row.seq: row for row in (*newest, *changed) if row.rev > rev}
    # Without a known message among the newest there may be more new ones before them.
    begins_here = len(newest) < SYNC_PAGE or known is not None
    if begins_here and len(changed) <= SYNC_PAGE:
        return Page(message_rows(chat_id, [rows[seq] for seq in sorted(rows)]))
    # The newest run instead, without holes of its own; what changed before it is left out.
    return hole_pages(connection, reader.user_id, {chat_id: message_rows(chat_id, newest[::-1])})[chat_id]


def first_messages(connection: Connection, user_id: str, from_seqs: Mapping[str, int]) -> dict[str, Page]:
    """Query of the row kind Message, as `messages_after` 0."""
    found = newest_messages(connection, from_seqs, SYNC_PAGE)
    pages = {chat_id: Page(rows) for chat_id, rows in found.items()}
    # Of whole pages nobody can tell whether there is more before them.
    whole = {chat_id: rows for chat_id, rows in found.items() if len(rows) == SYNC_PAGE}
    return pages | hole_pages(connection, user_id, whole) if whole else pages


def hole_pages(connection: Connection, user_id: str, newest: Mapping[str, Sequence[Message]]) -> dict[str, Page]:
    """Make pages of the newest messages of chats that the user knows no others of, with what is unread there."""
    unread = count_unread(connection, user_id, newest)
    mentions = unread_mentions(connection, user_id, newest, MAX_COUNTED)
    return {
        chat_id: Page(rows, hole=True, unread=unread.get(chat_id, 0), unread_mentions=mentions.get(chat_id, ()))
        for chat_id, rows in newest.items()
    }


def newest_messages(connection: Connection, from_seqs: Mapping[str, int], limit: int) -> dict[str, list[Message]]:
    """Read the last messages of chats, oldest first; chats in which a member sees none are left out.

    Args:
        from_seqs: by the chat's id the first message that the member may see.
        limit: messages of each chat.
    """
    # Messages are numbered without gaps.
    newest = and_(messages.c.chat_id == chats.c.id, messages.c.seq > chats.c.last_seq - limit)
    query = select(messages.c.chat_id, *columns).join_from(chats, messages, newest).where(chats.c.id.in_(from_seqs))
    found: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for chat_id, seq, *rest in connection.execute(query.order_by(messages.c.chat_id, messages.c.seq)):
        if seq >= from_seqs[chat_id]:
            found[chat_id].append((seq, *rest))
    return {chat_id: message_rows(chat_id, rows) for chat_id, rows in found.items()}


def count_unread(connection: Connection, user_id: str, chat_ids: Collection[str]) -> dict[str, int]:
    """Count what others wrote after a member's marks in chats, up to MAX_COUNTED in each."""
    unread = (
        select(messages.c.seq)
        .where(
            messages.c.chat_id == members.c.chat_id,
            messages.c.seq > members.c.read_seq,
            messages.c.seq >= members.c.from_seq,
            messages.c.sender_id != members.c.user_id,
            messages.c.deleted.is_(False),
            messages.c.service.is_(None),
        )
        .limit(MAX_COUNTED)
        .correlate(members)
        .subquery()
    )
    count = select(func.count()).select_from(unread).scalar_subquery().label("unread")
    places = members.c.user_id == user_id, members.c.chat_id.in_(chat_ids)
    return {row.chat_id: row.unread for row in connection.execute(select(members.c.chat_id, count).where(*places))}
