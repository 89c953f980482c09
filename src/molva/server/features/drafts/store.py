"""What drafts read from and write to their table."""

from typing import Any

from sqlalchemy import Connection, Row, delete, select

from molva.protocol.rows import Draft
from molva.server.features.drafts.tables import drafts
from molva.server.kernel.feature import Page, Reader
from molva.server.storage.insert import put_row

_drafts = select(drafts.c.chat_id, drafts.c.rev, drafts.c.text, drafts.c.reply_to, drafts.c.saved_at)


def find_draft(connection: Connection, chat_id: str, user_id: str) -> Draft | None:
    """Read a person's draft in a chat, the tombstone of one that was taken away included."""
    found = connection.execute(_drafts.where(drafts.c.chat_id == chat_id, drafts.c.user_id == user_id)).first()
    return None if found is None else _draft(found)


def list_writers(connection: Connection, chat_id: str) -> list[str]:
    """Name everybody who has a draft in a chat."""
    written = drafts.c.chat_id == chat_id, drafts.c.text != ""
    return sorted(connection.execute(select(drafts.c.user_id).where(*written)).scalars())


def put_draft(connection: Connection, user_id: str, draft: Draft) -> None:
    """Write a draft over the one before."""
    values = {
        "chat_id": draft.chat_id,
        "user_id": user_id,
        "text": draft.text,
        "reply_to": draft.reply_to,
        "saved_at": draft.saved_at,
        "rev": draft.rev,
    }
    put_row(connection, drafts, values)


def drafts_after(connection: Connection, reader: Reader, user_id: str, rev: int) -> Page:
    """Query of the row kind Draft."""
    newer = _drafts.where(drafts.c.user_id == user_id, drafts.c.rev > rev)
    return Page([_draft(row) for row in connection.execute(newer.order_by(drafts.c.rev, drafts.c.chat_id))])


def forget_person(connection: Connection, user_id: str) -> None:
    """Remove every draft of a person whose account was deleted."""
    connection.execute(delete(drafts).where(drafts.c.user_id == user_id))


def _draft(row: Row[*tuple[Any, ...]]) -> Draft:
    return Draft(chat_id=row.chat_id, rev=row.rev, text=row.text, reply_to=row.reply_to, saved_at=row.saved_at)
