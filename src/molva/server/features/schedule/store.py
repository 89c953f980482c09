"""What scheduled messages read from and write to their table."""

from typing import Any

from sqlalchemy import Connection, Row, delete, select

from molva.protocol.rows import ScheduledMessage
from molva.server.features.schedule.tables import scheduled
from molva.server.kernel.feature import Page, Reader
from molva.server.storage.insert import put_row

_columns = (
    scheduled.c.id,
    scheduled.c.chat_id,
    scheduled.c.rev,
    scheduled.c.text,
    scheduled.c.reply_to,
    scheduled.c.due_at,
    scheduled.c.failed,
    scheduled.c.deleted,
)
_scheduled = select(*_columns)
_waiting = _scheduled.where(scheduled.c.deleted.is_(False)).order_by(scheduled.c.due_at, scheduled.c.id)


def find_scheduled(connection: Connection, user_id: str, message_id: str) -> ScheduledMessage | None:
    """Read a person's scheduled message, the tombstone of one that is gone included."""
    named = scheduled.c.user_id == user_id, scheduled.c.id == message_id
    found = connection.execute(_scheduled.where(*named)).first()
    return None if found is None else _message(found)


def list_scheduled(connection: Connection, user_id: str, chat_id: str | None = None) -> list[ScheduledMessage]:
    """Read what a person has waiting, failed ones included, the earliest first."""
    query = _waiting.where(scheduled.c.user_id == user_id)
    found = connection.execute(query if chat_id is None else query.where(scheduled.c.chat_id == chat_id))
    return [_message(row) for row in found]


def list_authors(connection: Connection, chat_id: str) -> list[str]:
    """Name everybody who has a message waiting for a chat."""
    here = scheduled.c.chat_id == chat_id, scheduled.c.deleted.is_(False)
    return sorted(connection.execute(select(scheduled.c.user_id).distinct().where(*here)).scalars())


def put_scheduled(connection: Connection, user_id: str, message: ScheduledMessage) -> None:
    """Write a scheduled message, or its tombstone, over the one before."""
    values = {
        "user_id": user_id,
        "id": message.id,
        "chat_id": message.chat_id,
        "text": message.text,
        "reply_to": message.reply_to,
        "due_at": message.due_at,
        "failed": message.failed,
        "deleted": message.deleted,
        "rev": message.rev,
    }
    put_row(connection, scheduled, values)


def scheduled_after(connection: Connection, reader: Reader, user_id: str, rev: int) -> Page:
    """Query of the row kind ScheduledMessage."""
    newer = _scheduled.where(scheduled.c.user_id == user_id, scheduled.c.rev > rev)
    return Page([_message(row) for row in connection.execute(newer.order_by(scheduled.c.rev, scheduled.c.id))])


def forget_person(connection: Connection, user_id: str) -> None:
    """Remove every scheduled message of a person whose account was deleted."""
    connection.execute(delete(scheduled).where(scheduled.c.user_id == user_id))


def _message(row: Row[*tuple[Any, ...]]) -> ScheduledMessage:
    return ScheduledMessage(
        id=row.id,
        chat_id=row.chat_id,
        rev=row.rev,
        text=row.text,
        reply_to=row.reply_to,
        due_at=row.due_at,
        failed=row.failed,
        deleted=row.deleted,
    )
