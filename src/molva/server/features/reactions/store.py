"""What reactions read from and write to their table."""

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from molva.protocol.commands import Reactor
from molva.server.features.accounts.tables import users
from molva.server.features.reactions.tables import reactions

_here = (
    reactions.c.chat_id == bindparam("in_chat"),
    reactions.c.seq == bindparam("at_seq"),
    reactions.c.user_id == bindparam("of_user"),
)
_own = select(reactions.c.emoji).where(*_here)
_change = update(reactions).where(*_here).values(emoji=bindparam("written"), reacted_at=bindparam("now"))
_begin = insert(reactions)
_end = delete(reactions).where(*_here)


def own_emoji(connection: Connection, chat_id: str, seq: int, user_id: str) -> tuple[str, ...]:
    """Read what a person has put on a message."""
    found = connection.execute(_own, {"in_chat": chat_id, "at_seq": seq, "of_user": user_id}).scalar()
    return tuple((found or "").split())


def set_emoji(connection: Connection, chat_id: str, seq: int, user_id: str, emoji: tuple[str, ...], now: int) -> None:
    """Write what a person puts on a message; nothing leaves no trace."""
    here = {"in_chat": chat_id, "at_seq": seq, "of_user": user_id}
    if not emoji:
        connection.execute(_end, here)
        return
    written = " ".join(emoji)
    if connection.execute(_change, {**here, "written": written, "now": now}).rowcount == 0:
        row = {"chat_id": chat_id, "seq": seq, "user_id": user_id, "emoji": written, "reacted_at": now}
        connection.execute(_begin, row)


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
