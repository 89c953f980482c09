"""From the table to the row Message, and pages of what stands in a chat."""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from molva.protocol.errors import MessageNotFound
from molva.protocol.rows import AnyService, Comments, Forward, LinkPreview, Mentions, Message, Poll, Reaction
from molva.server.features.chats import Place
from molva.server.features.messages.tables import messages

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


def message_rows(chat_id: str, found: Sequence[Sequence[Any]]) -> list[Message]:
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
