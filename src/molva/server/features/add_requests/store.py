"""What requests to be added read from and write to their table."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, or_, select, update

from molva.protocol.rows import AddRequest, ChatKind
from molva.server.features.accounts.tables import users
from molva.server.features.add_requests.tables import add_requests as requests
from molva.server.features.chats.tables import chats
from molva.server.kernel.feature import Page, Reader
from molva.server.storage.insert import put_row


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that waits, or that is over."""

    chat_id: str
    user_id: str
    inviter_id: str
    asked_at: int
    declined_at: int | None
    open: bool


def find_request(connection: Connection, chat_id: str, user_id: str) -> Asked | None:
    """Read the last request of a group to a person."""
    row = connection.execute(_asked.where(*_named(chat_id, user_id))).one_or_none()
    return None if row is None else Asked(*row)


def open_in(connection: Connection, chat_id: str) -> list[Asked]:
    """List what a group waits for."""
    return _open(connection, requests.c.chat_id == chat_id)


def open_of(connection: Connection, chat_id: str, user_id: str) -> list[Asked]:
    """List what a group waits for of one person, and what that person has asked there."""
    return _open(
        connection,
        requests.c.chat_id == chat_id,
        or_(requests.c.user_id == user_id, requests.c.inviter_id == user_id),
    )


def open_by(connection: Connection, inviter_id: str) -> list[Asked]:
    """List what a person has asked others, in all groups."""
    return _open(connection, requests.c.inviter_id == inviter_id)


def open_between(connection: Connection, one: str, other: str) -> list[Asked]:
    """List what either of two people has asked the other."""
    of_one = (requests.c.inviter_id == one) & (requests.c.user_id == other)
    of_other = (requests.c.inviter_id == other) & (requests.c.user_id == one)
    return _open(connection, or_(of_one, of_other))


def count_open(connection: Connection, *, chat_id: str | None = None, user_id: str | None = None) -> int:
    """Count whom a group asks, or by how many a person is asked."""
    named = requests.c.user_id == user_id if chat_id is None else requests.c.chat_id == chat_id
    return connection.execute(select(func.count()).where(named, requests.c.open)).scalar_one()


def forget_person(connection: Connection, user_id: str) -> list[str]:
    """Forget what a person was ever asked; the groups that waited for them."""
    waiting = [asked.chat_id for asked in _open(connection, requests.c.user_id == user_id)]
    connection.execute(delete(requests).where(requests.c.user_id == user_id))
    return waiting


def put_request(connection: Connection, asked: Asked, member_count: int, rev: int) -> None:
    """Write a request over what was there."""
    values = {
        "chat_id": asked.chat_id,
        "user_id": asked.user_id,
        "inviter_id": asked.inviter_id,
        "member_count": member_count,
        "asked_at": asked.asked_at,
        "declined_at": asked.declined_at,
        "open": asked.open,
        "rev": rev,
    }
    put_row(connection, requests, values)


def update_request(connection: Connection, chat_id: str, user_id: str, **values: Any) -> None:
    """Change what is stored of a request."""
    connection.execute(update(requests).where(*_named(chat_id, user_id)).values(**values))


def read_row(connection: Connection, chat_id: str, user_id: str) -> AddRequest:
    """Read a request as the person has it."""
    return _row(connection.execute(_rows.where(*_named(chat_id, user_id))).one())


def requests_after(connection: Connection, reader: Reader, user_id: str, rev: int) -> Page:
    """Query of the row kind AddRequest."""
    newer = _rows.where(requests.c.user_id == user_id, requests.c.rev > rev)
    return Page([_row(row) for row in connection.execute(newer.order_by(requests.c.rev, requests.c.chat_id))])


_asked = select(
    requests.c.chat_id,
    requests.c.user_id,
    requests.c.inviter_id,
    requests.c.asked_at,
    requests.c.declined_at,
    requests.c.open,
)

_rows = (
    select(
        requests.c.chat_id,
        requests.c.rev,
        requests.c.open,
        chats.c.name.label("chat_name"),
        chats.c.kind,
        requests.c.member_count,
        requests.c.inviter_id,
        users.c.username,
        users.c.name,
        requests.c.asked_at,
    )
    .join_from(requests, chats, chats.c.id == requests.c.chat_id)
    .join(users, users.c.id == requests.c.inviter_id)
)


def _open(connection: Connection, *where: ColumnElement[bool]) -> list[Asked]:
    found = connection.execute(_asked.where(*where, requests.c.open).order_by(requests.c.user_id, requests.c.chat_id))
    return [Asked(*row) for row in found]


def _row(row: Row[*tuple[Any, ...]]) -> AddRequest:
    if not row.open:
        return AddRequest(chat_id=row.chat_id, rev=row.rev, closed=True)
    return AddRequest(
        chat_id=row.chat_id,
        rev=row.rev,
        chat_name=row.chat_name,
        channel=row.kind == ChatKind.CHANNEL,
        member_count=row.member_count,
        inviter_id=row.inviter_id,
        inviter_username=row.username,
        inviter_name=row.name,
        asked_at=row.asked_at,
    )


def _named(chat_id: str, user_id: str) -> tuple[ColumnElement[bool], ...]:
    return requests.c.chat_id == chat_id, requests.c.user_id == user_id
