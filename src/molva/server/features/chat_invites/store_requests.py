"""What requests to join read from and write to their tables: who waits, and which accounts have the row."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, select

from molva.protocol.rows import ChatRole, JoinRequest, JoinState
from molva.server.features.accounts.tables import users
from molva.server.features.chat_invites.tables import join_request_readers as readers
from molva.server.features.chat_invites.tables import join_requests as requests
from molva.server.features.chats.tables import chats, members
from molva.server.kernel.feature import Page, Reader
from molva.server.storage.insert import put_row


@dataclass(frozen=True, slots=True)
class Asked:
    """What is stored of a request."""

    invite_id: str
    """The link by which they came; the id of the group itself where they came by its address."""
    asked_at: int
    refused_at: int | None

    @property
    def waiting(self) -> bool:
        """Tell whether it has no answer yet."""
        return self.refused_at is None


def find_request(connection: Connection, chat_id: str, user_id: str) -> Asked | None:
    """Read a request that waits or was refused."""
    wanted = select(requests.c.invite_id, requests.c.asked_at, requests.c.refused_at)
    row = connection.execute(wanted.where(*_named(chat_id, user_id))).one_or_none()
    return None if row is None else Asked(*row)


def put_request(connection: Connection, chat_id: str, user_id: str, asked: Asked) -> None:
    """Write a request over what was there."""
    values = {"invite_id": asked.invite_id, "asked_at": asked.asked_at, "refused_at": asked.refused_at}
    put_row(connection, requests, {"chat_id": chat_id, "user_id": user_id, **values})


def delete_request(connection: Connection, chat_id: str, user_id: str) -> None:
    """Forget a request."""
    connection.execute(delete(requests).where(*_named(chat_id, user_id)))


def waiting_users(connection: Connection, chat_id: str, invite_id: str | None = None) -> list[str]:
    """List who waits for a group's answer; with a link, who has asked by it."""
    wanted = select(requests.c.user_id).where(requests.c.chat_id == chat_id, requests.c.refused_at.is_(None))
    if invite_id is not None:
        wanted = wanted.where(requests.c.invite_id == invite_id)
    return sorted(connection.execute(wanted).scalars())


def chats_asked(connection: Connection, user_id: str, chat_ids: Collection[str]) -> set[str]:
    """Find which of the groups somebody waits for."""
    waiting = requests.c.user_id == user_id, requests.c.chat_id.in_(chat_ids), requests.c.refused_at.is_(None)
    return set(connection.execute(select(requests.c.chat_id).where(*waiting)).scalars())


def requests_of(connection: Connection, chat_id: str) -> list[str]:
    """List everybody who waits for a group's answer or was refused."""
    return sorted(connection.execute(select(requests.c.user_id).where(requests.c.chat_id == chat_id)).scalars())


def groups_asked(connection: Connection, user_id: str) -> list[str]:
    """List the groups whose rows of this person's request somebody has."""
    found = select(readers.c.chat_id).distinct().where(readers.c.reader_id == user_id, readers.c.user_id == user_id)
    return sorted(connection.execute(found.where(readers.c.open)).scalars())


def chats_of_requests(connection: Connection, user_id: str) -> list[str]:
    """List the groups for whose answer a person waits, or that have refused them."""
    return sorted(connection.execute(select(requests.c.chat_id).where(requests.c.user_id == user_id)).scalars())


def forget_reader(connection: Connection, reader_id: str) -> None:
    """Forget which rows an account has that nobody reads any more."""
    connection.execute(delete(readers).where(readers.c.reader_id == reader_id))


def count_waiting(connection: Connection, chat_id: str) -> int:
    """Count who waits for a group's answer."""
    waiting = requests.c.chat_id == chat_id, requests.c.refused_at.is_(None)
    return connection.execute(select(func.count()).select_from(requests).where(*waiting)).scalar_one()


def answerers(connection: Connection, chat_id: str) -> list[str]:
    """List those who answer requests: the group's owner and admins."""
    ranks = members.c.role.in_([ChatRole.OWNER.value, ChatRole.ADMIN.value])
    found = select(members.c.user_id).where(members.c.chat_id == chat_id, members.c.left_at.is_(None), ranks)
    return sorted(connection.execute(found).scalars())


def readers_of(connection: Connection, chat_id: str, user_id: str) -> list[str]:
    """List the accounts that have the row of a request and not its tombstone."""
    here = readers.c.chat_id == chat_id, readers.c.user_id == user_id
    return sorted(connection.execute(select(readers.c.reader_id).where(*here, readers.c.open)).scalars())


def shown_to(connection: Connection, reader_id: str, chat_id: str) -> list[str]:
    """List whose requests to a group an account has, besides its own."""
    here = readers.c.reader_id == reader_id, readers.c.chat_id == chat_id, readers.c.user_id != reader_id
    return sorted(connection.execute(select(readers.c.user_id).where(*here, readers.c.open)).scalars())


def put_reader(connection: Connection, reader_id: str, request: tuple[str, str], rev: int, *, open_: bool) -> None:
    """Let an account have the row of a request (group, person), or its tombstone."""
    chat_id, user_id = request
    values = {"reader_id": reader_id, "chat_id": chat_id, "user_id": user_id, "open": open_, "rev": rev}
    put_row(connection, readers, values)


def read_row(connection: Connection, reader_id: str, chat_id: str, user_id: str) -> JoinRequest:
    """Read the row of a request as an account has it."""
    here = readers.c.reader_id == reader_id, readers.c.chat_id == chat_id, readers.c.user_id == user_id
    return _row(connection.execute(_rows.where(*here)).one())


def requests_after(connection: Connection, reader: Reader, user_id: str, rev: int) -> Page:
    """Query of the row kind JoinRequest."""
    newer = _rows.where(readers.c.reader_id == user_id, readers.c.rev > rev)
    found = connection.execute(newer.order_by(readers.c.rev, readers.c.chat_id, readers.c.user_id))
    return Page([_row(row) for row in found])


_rows = (
    select(
        readers.c.chat_id,
        readers.c.user_id,
        readers.c.rev,
        readers.c.open,
        users.c.username,
        users.c.name,
        chats.c.name.label("chat_name"),
        requests.c.asked_at,
        requests.c.refused_at,
    )
    .join_from(readers, users, users.c.id == readers.c.user_id)
    .join(chats, chats.c.id == readers.c.chat_id)
    .outerjoin(requests, and_(requests.c.chat_id == readers.c.chat_id, requests.c.user_id == readers.c.user_id))
)


def _row(row: Row[*tuple[Any, ...]]) -> JoinRequest:
    if not row.open:
        return JoinRequest(chat_id=row.chat_id, user_id=row.user_id, rev=row.rev, state=JoinState.CLOSED)
    return JoinRequest(
        chat_id=row.chat_id,
        user_id=row.user_id,
        rev=row.rev,
        username=row.username,
        name=row.name,
        chat_name=row.chat_name,
        asked_at=row.asked_at,
        state=JoinState.WAITING if row.refused_at is None else JoinState.REFUSED,
    )


def _named(chat_id: str, user_id: str) -> tuple[Any, ...]:
    return requests.c.chat_id == chat_id, requests.c.user_id == user_id
