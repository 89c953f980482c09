"""What hidden messages read from and write to their table."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select

from molva.protocol.rows import HiddenMessage
from molva.server.features.hidden.tables import hidden
from molva.server.kernel.feature import Page, Reader


def find_hidden(connection: Connection, user_id: str, chat_id: str, seqs: Collection[int]) -> set[int]:
    """Find which of the messages the user has hidden."""
    named = hidden.c.user_id == user_id, hidden.c.chat_id == chat_id, hidden.c.seq.in_(seqs)
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


def forget_before(connection: Connection, user_id: str, chat_id: str, seq: int | None) -> None:
    """Remove what stands before a message, or everything of the chat."""
    theirs = delete(hidden).where(hidden.c.user_id == user_id, hidden.c.chat_id == chat_id)
    connection.execute(theirs if seq is None else theirs.where(hidden.c.seq < seq))
