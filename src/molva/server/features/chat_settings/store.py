"""What chat settings read from and write to their table."""

from typing import Any

from sqlalchemy import Connection, Row, delete, select

from molva.protocol.rows import ChatSettings
from molva.server.features.chat_settings.tables import chat_settings
from molva.server.features.chats.tables import members
from molva.server.kernel.feature import Page, Reader
from molva.server.storage.insert import put_row

_settings = select(
    chat_settings.c.chat_id,
    chat_settings.c.rev,
    chat_settings.c.muted_until,
    chat_settings.c.pinned,
    chat_settings.c.archived_seq,
    chat_settings.c.unread_seq,
)


def find_settings(connection: Connection, user_id: str, chat_id: str) -> ChatSettings:
    """Read how a person keeps a chat; one of which nothing is stored has revision 0."""
    query = _settings.where(chat_settings.c.user_id == user_id, chat_settings.c.chat_id == chat_id)
    found = connection.execute(query).first()
    return ChatSettings(chat_id=chat_id, rev=0) if found is None else _row(found)


def list_keepers(connection: Connection, chat_id: str) -> list[str]:
    """Name everybody who is or was in a chat and keeps it in their own way."""
    everybody = select(members.c.user_id).where(members.c.chat_id == chat_id)
    here = chat_settings.c.chat_id == chat_id, chat_settings.c.user_id.in_(everybody)
    return sorted(connection.execute(select(chat_settings.c.user_id).where(*here)).scalars())


def list_pinned(connection: Connection, user_id: str) -> list[ChatSettings]:
    """Read the settings of a person's pinned chats, the topmost first."""
    query = _settings.where(chat_settings.c.user_id == user_id, chat_settings.c.pinned.is_not(None))
    return [_row(row) for row in connection.execute(query.order_by(chat_settings.c.pinned, chat_settings.c.chat_id))]


def put_settings(connection: Connection, user_id: str, row: ChatSettings) -> None:
    """Write how a person keeps a chat over what was before."""
    values = {
        "user_id": user_id,
        "chat_id": row.chat_id,
        "muted_until": row.muted_until,
        "pinned": row.pinned,
        "archived_seq": row.archived_seq,
        "unread_seq": row.unread_seq,
        "rev": row.rev,
    }
    put_row(connection, chat_settings, values)


def settings_after(connection: Connection, reader: Reader, user_id: str, rev: int) -> Page:
    """Query of the row kind ChatSettings."""
    newer = _settings.where(chat_settings.c.user_id == user_id, chat_settings.c.rev > rev)
    return Page([_row(row) for row in connection.execute(newer.order_by(chat_settings.c.rev, chat_settings.c.chat_id))])


def forget_person(connection: Connection, user_id: str) -> None:
    """Remove every row of settings of a person whose account was deleted."""
    connection.execute(delete(chat_settings).where(chat_settings.c.user_id == user_id))


def _row(row: Row[*tuple[Any, ...]]) -> ChatSettings:
    chat_id, rev, muted_until, pinned, archived_seq, unread_seq = row
    return ChatSettings(
        chat_id=chat_id,
        rev=rev,
        muted_until=muted_until,
        pinned=pinned,
        archived_seq=archived_seq,
        unread_seq=unread_seq,
    )
