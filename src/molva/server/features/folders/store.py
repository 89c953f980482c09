"""What folders read from and write to their table."""

from typing import Any

from sqlalchemy import Connection, Row, delete, select

from molva.protocol.rows import Folder
from molva.server.features.folders.tables import folders
from molva.server.kernel.feature import Page, Reader
from molva.server.storage.insert import put_row

_folders = select(
    folders.c.id, folders.c.rev, folders.c.name, folders.c.chat_ids, folders.c.position, folders.c.deleted
)


def find_folder(connection: Connection, user_id: str, folder_id: str) -> Folder | None:
    """Read a person's folder, the tombstone of a deleted one included."""
    found = connection.execute(_folders.where(folders.c.user_id == user_id, folders.c.id == folder_id)).first()
    return None if found is None else _folder(found)


def list_folders(connection: Connection, user_id: str) -> list[Folder]:
    """Read a person's folders in their order."""
    query = _folders.where(folders.c.user_id == user_id, folders.c.deleted.is_(False))
    return [_folder(row) for row in connection.execute(query.order_by(folders.c.position, folders.c.id))]


def put_folder(connection: Connection, user_id: str, folder: Folder) -> None:
    """Write a folder over what was before."""
    values = {
        "user_id": user_id,
        "id": folder.id,
        "name": folder.name,
        "chat_ids": " ".join(folder.chat_ids),
        "position": folder.position,
        "deleted": folder.deleted,
        "rev": folder.rev,
    }
    put_row(connection, folders, values)


def folders_after(connection: Connection, reader: Reader, user_id: str, rev: int) -> Page:
    """Query of the row kind Folder."""
    newer = _folders.where(folders.c.user_id == user_id, folders.c.rev > rev)
    return Page([_folder(row) for row in connection.execute(newer.order_by(folders.c.rev, folders.c.id))])


def forget_person(connection: Connection, user_id: str) -> None:
    """Remove every folder of a person whose account was deleted."""
    connection.execute(delete(folders).where(folders.c.user_id == user_id))


def _folder(row: Row[*tuple[Any, ...]]) -> Folder:
    return Folder(
        id=row.id,
        rev=row.rev,
        name=row.name,
        chat_ids=tuple(row.chat_ids.split()),
        position=row.position,
        deleted=row.deleted,
    )
