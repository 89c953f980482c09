"""What contacts read from and write to their table."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, or_, select, update
from sqlalchemy import union as union_of

from molva.protocol.rows import Contact
from molva.server.features.accounts.tables import users
from molva.server.features.contacts.tables import contacts
from molva.server.kernel.feature import Page, Reader
from molva.server.storage.columns import IdType
from molva.server.storage.insert import put_row
from molva.server.storage.prepared import Prepared, read_id

_rows = select(
    contacts.c.other_id,
    contacts.c.rev,
    users.c.username,
    users.c.name,
    contacts.c.saved,
    contacts.c.own_name,
    contacts.c.blocked,
).join_from(contacts, users, users.c.id == contacts.c.other_id)

_kept = or_(contacts.c.saved, contacts.c.blocked)


def find_contact(connection: Connection, user_id: str, other_id: str) -> Contact | None:
    """Read what a user has made of another one; of whom nothing is stored revision 0; None: nobody, or gone."""
    kept = contacts.c.user_id == user_id, contacts.c.other_id == other_id, users.c.username != ""
    found = connection.execute(_rows.where(*kept)).first()
    if found is not None:
        return _contact(found)
    named = users.c.id == other_id, users.c.username != ""
    person = connection.execute(select(users.c.username, users.c.name).where(*named)).first()
    return None if person is None else Contact(user_id=other_id, rev=0, username=person.username, name=person.name)


def count_contacts(connection: Connection, user_id: str) -> int:
    """Count whom a user has saved or blocked."""
    return connection.execute(select(func.count()).where(contacts.c.user_id == user_id, _kept)).scalar_one()


def put_contact(connection: Connection, user_id: str, contact: Contact) -> None:
    """Write a contact over what was before."""
    values = {
        "user_id": user_id,
        "other_id": contact.user_id,
        "saved": contact.saved,
        "own_name": contact.own_name,
        "blocked": contact.blocked,
        "rev": contact.rev,
    }
    put_row(connection, contacts, values)


def restamp_contact(connection: Connection, user_id: str, other_id: str, rev: int) -> None:
    """Give a contact a new revision: the person is called otherwise."""
    here = contacts.c.user_id == user_id, contacts.c.other_id == other_id
    connection.execute(update(contacts).where(*here).values(rev=rev))


def keepers_of(connection: Connection, other_id: str) -> list[str]:
    """Find everybody who has saved or blocked a person."""
    found = connection.execute(select(contacts.c.user_id).where(contacts.c.other_id == other_id, _kept))
    return sorted(found.scalars())


def forget_contacts_of(connection: Connection, user_id: str) -> None:
    """Remove everything that a person has made of others."""
    connection.execute(delete(contacts).where(contacts.c.user_id == user_id))


def page_contacts(connection: Connection, user_id: str, *, after: str | None, limit: int) -> list[Contact]:
    """Read a page of those whom a user has saved or blocked, in the order of their ids."""
    query = _rows.where(contacts.c.user_id == user_id, _kept).order_by(contacts.c.other_id).limit(limit)
    found = connection.execute(query if after is None else query.where(contacts.c.other_id > after))
    return [_contact(row) for row in found]


def contacts_after(connection: Connection, reader: Reader, user_id: str, rev: int) -> Page:
    """Query of the row kind Contact."""
    newer = _rows.where(contacts.c.user_id == user_id, contacts.c.rev > rev)
    found = connection.execute(newer.order_by(contacts.c.rev, contacts.c.other_id))
    return Page([_contact(row) for row in found])


def has_saved(connection: Connection, user_ids: Collection[str], other_id: str) -> set[str]:
    """Find which of the users have a person in their contacts."""
    return _those(connection, user_ids, other_id, contacts.c.saved)


def has_blocked(connection: Connection, user_ids: Collection[str], other_id: str) -> set[str]:
    """Find which of the users have blocked a person."""
    return _those(connection, user_ids, other_id, contacts.c.blocked)


def blockers_between(connection: Connection, one: str, other: str) -> set[str]:
    """Find which of two people has blocked the other."""
    return set(connection.execute(_blockers, {"one": one, "other": other}).scalars())


_one, _other = bindparam("one", type_=IdType), bindparam("other", type_=IdType)
_blockers = select(contacts.c.user_id).where(
    or_(
        and_(contacts.c.user_id == _one, contacts.c.other_id == _other),
        and_(contacts.c.user_id == _other, contacts.c.other_id == _one),
    ),
    contacts.c.blocked,
)
_user = bindparam("user_id", type_=IdType)
_strangers = Prepared(
    union_of(
        select(contacts.c.other_id).where(contacts.c.user_id == _user, contacts.c.blocked),
        select(contacts.c.user_id).where(contacts.c.other_id == _user, contacts.c.blocked),
    ),
    "user_id",
)


def strangers_of(connection: Connection, user_id: str) -> set[str]:
    """Find whom a user has blocked, and who has blocked the user."""
    return {read_id(connection, other_id) for (other_id,) in _strangers.all(connection, user_id)}


def _those(connection: Connection, user_ids: Collection[str], other_id: str, what: Any) -> set[str]:
    named = contacts.c.user_id.in_(bindparam("ids", expanding=True)), contacts.c.other_id == other_id
    return set(connection.execute(select(contacts.c.user_id).where(*named, what), {"ids": list(user_ids)}).scalars())


def _contact(row: Row[*tuple[Any, ...]]) -> Contact:
    return Contact(
        user_id=row.other_id,
        rev=row.rev,
        username=row.username,
        name=row.name,
        saved=row.saved,
        own_name=row.own_name,
        blocked=row.blocked,
    )
