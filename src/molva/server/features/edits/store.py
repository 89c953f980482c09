"""What edits read from and write to their table."""

from typing import Final

from sqlalchemy import Connection, delete, insert, select

from molva.protocol.commands import Edit
from molva.protocol.rows import Message
from molva.server.features.edits.tables import edits

KEPT: Final = 50
"""Edits of one message that are kept, the newest: nobody reads more, and nobody fills the disk with one message."""


def keep_edit(connection: Connection, before: Message, edited_at: int) -> None:
    """Keep what a message said until it was changed, and let go of what is too much."""
    connection.execute(
        insert(edits).values(
            chat_id=before.chat_id,
            seq=before.seq,
            edited_at=edited_at,
            written_at=before.edited_at or before.sent_at,
            text=before.text,
        )
    )
    named = edits.c.chat_id == before.chat_id, edits.c.seq == before.seq
    newest_first = select(edits.c.edited_at).where(*named).order_by(edits.c.edited_at.desc())
    beyond = connection.execute(newest_first.offset(KEPT).limit(1)).scalar()
    if beyond is not None:
        connection.execute(delete(edits).where(*named, edits.c.edited_at <= beyond))


def list_edits(connection: Connection, chat_id: str, seq: int, *, before: int | None, limit: int) -> list[Edit]:
    """Read a message's edits, the newest first; with `before` those before that moment, ms."""
    query = select(edits.c.text, edits.c.written_at, edits.c.edited_at)
    query = query.where(edits.c.chat_id == chat_id, edits.c.seq == seq)
    if before is not None:
        query = query.where(edits.c.edited_at < before)
    found = connection.execute(query.order_by(edits.c.edited_at.desc()).limit(limit))
    return [Edit(text=text, written_at=written_at, edited_at=edited_at) for text, written_at, edited_at in found]


def forget_message(connection: Connection, chat_id: str, seq: int) -> None:
    """Remove the edits of a message."""
    connection.execute(delete(edits).where(edits.c.chat_id == chat_id, edits.c.seq == seq))


def forget_before(connection: Connection, chat_id: str, seq: int) -> None:
    """Remove the edits in what nobody sees any more."""
    connection.execute(delete(edits).where(edits.c.chat_id == chat_id, edits.c.seq < seq))


def forget_chat(connection: Connection, chat_id: str) -> None:
    """Remove the edits of a deleted chat."""
    connection.execute(delete(edits).where(edits.c.chat_id == chat_id))


def forget_unkept(connection: Connection) -> None:
    """Remove everything that was kept before whoever runs the server decided that nothing is."""
    connection.execute(delete(edits))
