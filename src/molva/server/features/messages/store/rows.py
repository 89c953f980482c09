"""From the table to the row Message, and the query of what changed in a chat."""

from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, Select, func, select

from molva.protocol.errors import MessageNotFound
from molva.protocol.rows import AnyService, Comments, Forward, LinkPreview, Mentions, Message, Poll, Reaction
from molva.server.features.chats import Place, require_member
from molva.server.features.mentions import unread_mentions
from molva.server.features.messages.tables import CHANGED, messages
from molva.server.kernel.feature import Page, Reader

SYNC_PAGE: Final = 100
"""Changed messages of one chat that a catching-up replica gets at once; older ones it fetches where somebody looks."""

MAX_COUNTED: Final = 1000
"""Unread messages are counted up to here; clients show 999+."""

_service = msgspec.json.Decoder(AnyService)
_reactions = msgspec.json.Decoder(tuple[Reaction, ...])
_mentions = msgspec.json.Decoder(Mentions)
_forward = msgspec.json.Decoder(Forward)
_poll = msgspec.json.Decoder(Poll)
_comments = msgspec.json.Decoder(Comments)
_preview = msgspec.json.Decoder(LinkPreview)

columns = (
    messages.c.seq,
    messages.c.rev,
    messages.c.id,
    messages.c.sender_id,
    messages.c.sent_at,
    messages.c.text,
    messages.c.reply_to,
    messages.c.edited_at,
    messages.c.deleted,
    messages.c.service,
    messages.c.reactions,
    messages.c.mentions,
    messages.c.expires_at,
    messages.c.forward,
    messages.c.poll,
    messages.c.comments,
    messages.c.preview,
)


def message_rows(chat_id: str, found: Sequence[Row[*tuple[Any, ...]]]) -> list[Message]:
    """Turn table rows of one chat, selected by `columns`, into rows of the protocol."""
    return [
        Message(
            chat_id=chat_id,
            seq=seq,
            rev=rev,
            id=message_id,
            sender_id=sender_id,
            sent_at=sent_at,
            text=text,
            reply_to=reply_to,
            edited_at=edited_at,
            deleted=deleted,
            service=None if service is None else _service.decode(service),
            reactions=() if reactions is None else _reactions.decode(reactions),
            mentions=None if mentions is None else _mentions.decode(mentions),
            expires_at=expires_at,
            forward=None if forward is None else _forward.decode(forward),
            poll=None if poll is None else _poll.decode(poll),
            comments=None if comments is None else _comments.decode(comments),
            preview=None if preview is None else _preview.decode(preview),
        )
        for (
            seq,
            rev,
            message_id,
            sender_id,
            sent_at,
            text,
            reply_to,
            edited_at,
            deleted,
            service,
            reactions,
            mentions,
            expires_at,
            forward,
            poll,
            comments,
            preview,
        ) in found
    ]


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
    place = require_member(connection, reader.user_id, chat_id)
    return Page(
        message_rows(chat_id, newest[::-1]),
        hole=True,
        unread=count_unread(connection, place),
        unread_mentions=unread_mentions(connection, place, MAX_COUNTED),
    )


def count_unread(connection: Connection, place: Place) -> int:
    """Count what others wrote after a member's mark, up to MAX_COUNTED."""
    unread = (
        select(messages.c.seq)
        .where(
            messages.c.chat_id == place.chat_id,
            messages.c.seq > place.read_seq,
            messages.c.seq >= place.from_seq,
            messages.c.sender_id != place.user_id,
            messages.c.deleted.is_(False),
            messages.c.service.is_(None),
        )
        .limit(MAX_COUNTED)
    )
    return connection.execute(select(func.count()).select_from(unread.subquery())).scalar_one()


def page(
    connection: Connection, place: Place, *, limit: int, before: int | None = None, after: int | None = None
) -> list[Message]:
    """Read up to `limit` messages before or after a place, oldest first; only what the member may see."""
    if before is not None:
        query = _visible(place).where(messages.c.seq < before).order_by(messages.c.seq.desc()).limit(limit)
        return message_rows(place.chat_id, connection.execute(query).all()[::-1])
    query = _visible(place).where(messages.c.seq > after).order_by(messages.c.seq).limit(limit)
    return message_rows(place.chat_id, connection.execute(query).all())


def read_messages(connection: Connection, place: Place, seqs: Collection[int]) -> list[Message]:
    """Read the named messages, oldest first; only what the member may see."""
    query = _visible(place).where(messages.c.seq.in_(seqs)).order_by(messages.c.seq)
    return message_rows(place.chat_id, connection.execute(query).all())


def find_message(connection: Connection, place: Place, message_id: str) -> int:
    """Find the place of a message that the member may see.

    Raises:
        MessageNotFound: there is none of that id in this chat.
    """
    query = _visible(place).with_only_columns(messages.c.seq).where(messages.c.id == message_id)
    seq: int | None = connection.execute(query).scalar()
    if seq is None:
        raise MessageNotFound
    return seq


def seq_at(connection: Connection, place: Place, sent_at: int) -> int:
    """Find the first message sent at a time (ms) or later; the last one if all are older.

    Messages are numbered without gaps as they are sent, so halving needs a score of look-ups and no index of times.
    """
    low, high = place.from_seq, place.last_seq
    while low < high:
        middle = (low + high) // 2
        query = _visible(place).with_only_columns(messages.c.sent_at).where(messages.c.seq == middle)
        found: int | None = connection.execute(query).scalar()
        if found is not None and found < sent_at:
            low = middle + 1
        else:
            high = middle
    return low


def _visible(place: Place) -> Select[Any]:
    return select(*columns).where(messages.c.chat_id == place.chat_id, messages.c.seq >= place.from_seq)
