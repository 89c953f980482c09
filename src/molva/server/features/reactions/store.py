"""What reactions read from and write to their table."""

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from molva.protocol.commands import Reactor
from molva.server.features.accounts.tables import users
from molva.server.features.reactions.tables import reactions


def own_emoji(connection: Connection, chat_id: str, seq: int, user_id: str) -> tuple[str, ...]:
    """Read what a person has put on a message."""
    found = connection.execute(select(reactions.c.emoji).where(*_named(chat_id, seq, user_id))).scalar()
    return tuple((found or "").split())


def set_emoji(connection: Connection, chat_id: str, seq: int, user_id: str, emoji: tuple[str, ...], now: int) -> None:
    """Write what a person puts on a message; nothing leaves no trace."""
    named = _named(chat_id, seq, user_id)
    if not emoji:
        connection.execute(delete(reactions).where(*named))
        return
    values = {"emoji": " ".join(emoji), "reacted_at": now}
    if connection.execute(update(reactions).where(*named).values(values)).rowcount == 0:
        connection.execute(insert(reactions).values(chat_id=chat_id, seq=seq, user_id=user_id, **values))


def list_reactors(
    connection: Connection, chat_id: str, seq: int, *, of: str | None, after: str | None, limit: int
) -> list[Reactor]:
    """Read who has reacted to a message, in the order of their ids.

    Args:
        of: the only person who is told of; None for everybody.
    """
    query = (
        select(reactions.c.user_id, users.c.username, users.c.name, reactions.c.emoji, reactions.c.reacted_at)
        .join(users, users.c.id == reactions.c.user_id)
        .where(reactions.c.chat_id == chat_id, reactions.c.seq == seq)
        .order_by(reactions.c.user_id)
        .limit(limit)
    )
    if of is not None:
        query = query.where(reactions.c.user_id == of)
    found = connection.execute(query if after is None else query.where(reactions.c.user_id > after))
    return [
        Reactor(user_id=user_id, username=username, name=name, emoji=tuple(emoji.split()), reacted_at=reacted_at)
        for user_id, username, name, emoji, reacted_at in found
    ]


def forget_message(connection: Connection, chat_id: str, seq: int) -> None:
    """Remove every reaction to a deleted message."""
    connection.execute(delete(reactions).where(reactions.c.chat_id == chat_id, reactions.c.seq == seq))


def forget_before(connection: Connection, chat_id: str, seq: int) -> None:
    """Remove every reaction to what nobody sees any more."""
    connection.execute(delete(reactions).where(reactions.c.chat_id == chat_id, reactions.c.seq < seq))


def forget_chat(connection: Connection, chat_id: str) -> None:
    """Remove every reaction of a deleted chat."""
    connection.execute(delete(reactions).where(reactions.c.chat_id == chat_id))


def _named(chat_id: str, seq: int, user_id: str) -> tuple[ColumnElement[bool], ...]:
    return reactions.c.chat_id == chat_id, reactions.c.seq == seq, reactions.c.user_id == user_id
