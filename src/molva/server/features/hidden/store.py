"""What hidden messages read from and write to their table."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from molva.protocol.rows import HiddenMessage
from molva.server.features.chats.tables import members
from molva.server.features.hidden.tables import hidden
from molva.server.kernel.feature import Page, Reader


def find_hidden(connection: Connection, user_id: str, chat_id: str, seqs: Collection[int]) -> set[int]:
    """Find which of the messages the user has hidden."""
    named = *_place(user_id, chat_id), hidden.c.seq.in_(seqs)
    return set(connection.execute(select(hidden.c.seq).where(*named)).scalars())


def insert_hidden(connection: Connection, user_id: str, rows: Collection[HiddenMessage]) -> None:
    """Write messages that were not hidden before."""
    values = [{"user_id": user_id, "chat_id": row.chat_id, "seq": row.seq, "rev": row.rev} for row in rows]
    connection.execute(insert(hidden), values)


def hidden_after(connection: Connection, reader: Reader, user_id: str, rev: int) -> Page:
    """Query of the row kind HiddenMessage."""
    newer = hidden.c.user_id == user_id, hidden.c.rev > rev
    query = select(hidden.c.chat_id, hidden.c.seq, hidden.c.rev).where(*newer).order_by(hidden.c.rev, hidden.c.seq)
    return Page([HiddenMessage(chat_id=chat_id, seq=seq, rev=rev) for chat_id, seq, rev in connection.execute(query)])


def set_aside(connection: Connection, user_id: str, chat_id: str) -> None:
    """Let what is hidden in a chat wait until its user is there again; so long, no device is told of it."""
    connection.execute(update(hidden).where(*_place(user_id, chat_id)).values(rev=0))


def is_waiting(connection: Connection, user_id: str, chat_id: str) -> bool:
    """Tell whether anything was set aside."""
    waiting = select(hidden.c.seq).where(*_place(user_id, chat_id), hidden.c.rev == 0)
    return connection.execute(waiting.limit(1)).first() is not None


def take_up(connection: Connection, user_id: str, chat_id: str, from_seq: int, rev: int) -> list[HiddenMessage]:
    """Give what was set aside a revision, from the first message that the user sees now; list it in its order."""
    seen = *_place(user_id, chat_id), hidden.c.rev == 0, hidden.c.seq >= from_seq
    seqs = connection.execute(select(hidden.c.seq).where(*seen).order_by(hidden.c.seq)).scalars().all()
    connection.execute(update(hidden).where(*seen).values(rev=rev))
    return [HiddenMessage(chat_id=chat_id, seq=seq, rev=rev) for seq in seqs]


def forget_before(connection: Connection, user_id: str, chat_id: str, seq: int) -> None:
    """Remove what stands before a message."""
    connection.execute(delete(hidden).where(*_place(user_id, chat_id), hidden.c.seq < seq))


def forget_chat(connection: Connection, chat_id: str) -> None:
    """Remove everything of a chat, of everybody who is or was in it."""
    everybody = select(members.c.user_id).where(members.c.chat_id == chat_id)
    connection.execute(delete(hidden).where(hidden.c.user_id.in_(everybody), hidden.c.chat_id == chat_id))


def forget_person(connection: Connection, user_id: str) -> None:
    """Remove every row of what was hidden of a person whose account was deleted."""
    connection.execute(delete(hidden).where(hidden.c.user_id == user_id))


def _place(user_id: str, chat_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return hidden.c.user_id == user_id, hidden.c.chat_id == chat_id
