"""Statements about the messages of a person whose account was deleted, and about copies that name them."""

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, and_, delete, func, or_, select, update

from molva.protocol.rows import Forward, Message
from molva.server.features.chats.tables import chats, members
from molva.server.features.messages.store.changes import find_message
from molva.server.features.messages.store.rows import columns, message_rows
from molva.server.features.messages.tables import messages, paces


class Copy(NamedTuple):
    """A forwarded message, and whose name it tells, if anybody's."""

    chat_id: str
    seq: int
    of: str | None


def forget_paces(connection: Connection, user_id: str) -> None:
    """Remove when a person has written last."""
    connection.execute(delete(paces).where(paces.c.user_id == user_id))


def chats_ever(connection: Connection, user_id: str) -> list[str]:
    """List the chats that a person is or was in, and that are there."""
    found = select(chats.c.id).join_from(members, chats, chats.c.id == members.c.chat_id)
    there = members.c.user_id == user_id, chats.c.deleted.is_(False)
    return sorted(connection.execute(found.where(*there)).scalars())


def find_written(
    connection: Connection, chat_id: str, user_id: str, after: int, last: int, limit: int
) -> list[Message]:
    """Read what a person has written in a chat after one place and up to another, in its order."""
    here = messages.c.chat_id == chat_id, messages.c.seq > after, messages.c.seq <= last
    theirs = messages.c.sender_id == user_id, messages.c.deleted.is_(False), messages.c.service.is_(None)
    query = select(*columns).where(*here, *theirs).order_by(messages.c.seq).limit(limit)
    return message_rows(chat_id, connection.execute(query).all())


def page_forwards(connection: Connection, after: tuple[str, int] | None, limit: int) -> list[Copy]:
    """Read a page of all forwarded messages of the server, after a place (chat, number)."""
    chat, seq = messages.c.chat_id, messages.c.seq
    query = select(chat, seq, messages.c.forward).where(messages.c.forward.is_not(None))
    if after is not None:
        query = query.where(or_(chat > after[0], and_(chat == after[0], seq > after[1])))
    copies = []
    for chat_id, number, stored in connection.execute(query.order_by(chat, seq).limit(limit)):
        forward = msgspec.json.decode(stored, type=Forward)
        copies.append(Copy(chat_id, number, forward.user_id if forward.name else None))
    return copies


def unname(connection: Connection, chat_id: str, seq: int, user_id: str, rev: int) -> Message | None:
    """Take the name from a copy of a person's words; None if it is gone meanwhile."""
    here = messages.c.chat_id == chat_id, messages.c.seq == seq, messages.c.forward.is_not(None)
    values = {
        "forward": msgspec.json.encode(Forward(user_id=user_id, name="")).decode(),
        # Once there may have been any it is found among those that have changed.
        "reactions": func.coalesce(messages.c.reactions, "[]"),
        "rev": rev,
    }
    if connection.execute(update(messages).where(*here).values(values)).rowcount == 0:
        return None
    return find_message(connection, chat_id, seq)
