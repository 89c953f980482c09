"""What the directory reads from and writes to its table."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, delete, insert, literal, select, tuple_

from molva.protocol.commands import PublicChat
from molva.protocol.rows import Chat, ChatKind
from molva.server.features.chat_invites import chats_asked
from molva.server.features.chats.tables import chats, members
from molva.server.features.directory.finding import KEPT, all_words, beginning, name_words
from molva.server.features.directory.tables import public_chat_words, public_chats
from molva.server.storage.insert import put_row


class Position(NamedTuple):
    """Where a page of the directory ended, in the order of the directory."""

    named: int
    """1 where all words were found in the name or the address."""
    member_count: int
    chat_id: str


def list_chat(connection: Connection, chat: Chat) -> None:
    """Write what a public chat is found and ordered by."""
    values = {"member_count": chat.member_count, "name_words": name_words(chat), "all_words": all_words(chat)}
    named = public_chats.c.chat_id == chat.id
    before = connection.execute(select(public_chats.c.all_words).where(named)).scalar()
    put_row(connection, public_chats, {"chat_id": chat.id, **values})
    # Who comes or goes changes the row as well; the words are others only once in a while.
    if before != values["all_words"]:
        connection.execute(delete(public_chat_words).where(public_chat_words.c.chat_id == chat.id))
        write_words(connection, chat.id, str(values["all_words"]))


def write_words(connection: Connection, chat_id: str, said: str) -> None:
    """Let a chat be found by the beginnings of its words.

    Args:
        said: the words, with spaces between.
    """
    rows = [{"chat_id": chat_id, "beginning": each} for each in sorted({beginning(word) for word in said.split()})]
    if rows:
        connection.execute(insert(public_chat_words), rows)


def unlist_chat(connection: Connection, chat_id: str) -> None:
    """Take a chat out of the directory."""
    if connection.execute(delete(public_chats).where(public_chats.c.chat_id == chat_id)).rowcount:
        connection.execute(delete(public_chat_words).where(public_chat_words.c.chat_id == chat_id))


def is_listed(connection: Connection, chat_id: str) -> bool:
    """Tell whether a chat is public."""
    named = public_chats.c.chat_id == chat_id
    return connection.execute(select(public_chats.c.chat_id).where(named)).first() is not None


def find_listed(connection: Connection, words: Sequence[str], after: Position | None, limit: int) -> list[Position]:
    """Find public chats that have words beginning with all of these; those named so first, the largest first."""
    table = public_chats
    order = table.c.member_count.desc(), table.c.chat_id.desc()
    if not words:
        plain = select(literal(0), table.c.member_count, table.c.chat_id).order_by(*order)
        if after is not None:
            plain = plain.where(tuple_(table.c.member_count, table.c.chat_id) < tuple_(*after[1:], types=_TYPES))
        return [Position(*row) for row in connection.execute(plain.limit(limit))]
    found = select_found(words)
    if after is not None:
        later = tuple_(table.c.member_count, table.c.chat_id) < tuple_(*after[1:], types=_TYPES)
        found = found.where((_named(words) < after.named) | ((_named(words) == after.named) & later))
    return [Position(*row) for row in connection.execute(found.order_by(_named(words).desc(), *order).limit(limit))]


def select_found(words: Sequence[str]) -> Select[Any]:
    """Begin the query for public chats that have words beginning with all of these.

    The index has the first characters of each word; of longer ones the text decides.
    """
    # The longest word is mostly the rarest: the others are asked only of the chats that have that one.
    rare, *others = sorted(set(words), key=len, reverse=True)
    begun = _begun(rare).distinct().subquery()
    found = select(_named(words), public_chats.c.member_count, public_chats.c.chat_id)
    found = found.join_from(begun, public_chats, public_chats.c.chat_id == begun.c.chat_id)
    found = found.where(*(public_chats.c.chat_id.in_(_begun(word)) for word in others))
    return found.where(*(public_chats.c.all_words.contains(f" {word}") for word in words if len(word) > KEPT))


def _begun(word: str) -> Select[tuple[str]]:
    first = beginning(word)
    # No text has this byte: it comes after whatever goes on from here.
    begins = public_chat_words.c.beginning >= first, public_chat_words.c.beginning < first + b"\xff"
    return select(public_chat_words.c.chat_id).where(*begins)


def _named(words: Sequence[str]) -> ColumnElement[int]:
    # A word is letters and digits alone: nothing in it is a wildcard.
    return case((and_(*(public_chats.c.name_words.contains(f" {word}") for word in words)), 1), else_=0)


_TYPES = [public_chats.c.member_count.type, public_chats.c.chat_id.type]


def read_listed(connection: Connection, chat_ids: Collection[str], user_id: str | None) -> dict[str, PublicChat]:
    """Read public chats as somebody sees them, by id; without a session there is less to see."""
    listed = select(chats).where(chats.c.id.in_(chat_ids), chats.c.address != "", chats.c.deleted.is_(False))
    rows = connection.execute(listed).all()
    inside: set[str] = set()
    asked: set[str] = set()
    if user_id is not None:
        present = members.c.user_id == user_id, members.c.chat_id.in_(chat_ids), members.c.left_at.is_(None)
        inside = set(connection.execute(select(members.c.chat_id).where(*present)).scalars())
        asked = chats_asked(connection, user_id, chat_ids)
    known = user_id is not None
    return {
        row.id: PublicChat(
            address=row.address,
            name=row.name,
            member_count=row.member_count,
            channel=row.kind == ChatKind.CHANNEL,
            approval=row.approval,
            description=row.description if known else "",
            chat_id=row.id if known else None,
            inside=row.id in inside,
            asked=row.id in asked,
        )
        for row in rows
    }
