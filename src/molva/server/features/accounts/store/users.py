"""Statements about users."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, collate, exists, insert, or_, select, tuple_, update

from molva.protocol.commands import Person
from molva.protocol.rows import Account, Circle, ServerRole, account_scope
from molva.server.features.accounts.names import folded, name_key
from molva.server.features.accounts.tables import users
from molva.server.kernel.feature import Followed, Page, Reader
from molva.server.storage.columns import IdType
from molva.server.storage.prepared import Prepared

ACCOUNT_COLUMNS = (
    users.c.id,
    users.c.profile_rev,
    users.c.username,
    users.c.name,
    users.c.email,
    users.c.role,
    users.c.language,
    users.c.created_at,
    users.c.who_may_write,
    users.c.who_may_add,
    users.c.ask_before_adding,
    users.c.who_sees_last_seen,
    users.c.read_receipts,
    users.c.banned_until,
)


@dataclass(frozen=True, slots=True)
class StoredPassword:
    """Whose hash it is, and the hash."""

    user_id: str
    password_hash: str


def any_user(connection: Connection) -> bool:
    """Tell whether the server has an account."""
    return bool(connection.execute(select(exists(select(users.c.id)))).scalar())


def add_user(
    connection: Connection, account: Account, *, username_key: str, email_key: str | None, password_hash: str
) -> None:
    """Write a new user; the scope's counter stands one before the account's revision."""
    row = {
        "id": account.user_id,
        "username": account.username,
        "username_key": username_key,
        "name": account.name,
        "name_key": name_key(account.name),
        "email": account.email,
        "email_key": email_key,
        "password_hash": password_hash,
        "role": account.role.value,
        "language": account.language,
        "created_at": account.created_at,
        "rev": account.rev - 1,
        "profile_rev": account.rev,
    }
    connection.execute(insert(users), row)


def is_email_taken(connection: Connection, key: str) -> bool:
    """Tell whether a user has this address."""
    return bool(connection.execute(select(exists().where(users.c.email_key == key))).scalar())


def password_of(
    connection: Connection, *, user_id: str | None = None, username: str | None = None, email_key: str | None = None
) -> StoredPassword | None:
    """Read the password of the user who has exactly this id, username or address."""
    statement = select(users.c.id, users.c.password_hash)
    if user_id is not None:
        statement = statement.where(users.c.id == user_id)
    elif email_key is not None:
        statement = statement.where(users.c.email_key == email_key)
    else:
        statement = statement.where(users.c.username == username)
    row = connection.execute(statement).one_or_none()
    return None if row is None else StoredPassword(*row)


def find_user(connection: Connection, username: str) -> str | None:
    """Find the user who has exactly this username."""
    return None if not username else connection.execute(select(users.c.id).where(users.c.username == username)).scalar()


def find_username(connection: Connection, user_id: str) -> str | None:
    """Tell the username of a user who is there and whose account is not deleted."""
    return connection.execute(select(users.c.username).where(users.c.id == user_id)).scalar() or None


def set_password(connection: Connection, user_id: str, password_hash: str, *, instead_of: str) -> bool:
    """Replace a password hash; False if it is no longer the one expected."""
    step = update(users).where(users.c.id == user_id, users.c.password_hash == instead_of)
    return connection.execute(step.values(password_hash=password_hash)).rowcount == 1


def read_account(connection: Connection, user_id: str) -> Account:
    """Read a user's own row."""
    return _account(connection.execute(select(*ACCOUNT_COLUMNS).where(users.c.id == user_id)).one())


def change_account(connection: Connection, account: Account) -> None:
    """Write what changes of an account, with its new revision."""
    row = {
        "name": account.name,
        "name_key": name_key(account.name),
        "language": account.language,
        "who_may_write": account.who_may_write.value,
        "who_may_add": account.who_may_add.value,
        "ask_before_adding": account.ask_before_adding,
        "who_sees_last_seen": account.who_sees_last_seen.value,
        "read_receipts": account.read_receipts,
        "banned_until": account.banned_until,
        "profile_rev": account.rev,
    }
    connection.execute(update(users).where(users.c.id == account.user_id).values(row))


def accounts_after(connection: Connection, reader: Reader, scope_id: str, rev: int) -> Page:
    """Read the account of a scope if it changed after a revision."""
    changed = select(*ACCOUNT_COLUMNS).where(users.c.id == scope_id, users.c.profile_rev > rev)
    return Page([_account(row) for row in connection.execute(changed)])


def account_readers(connection: Connection, user_id: str, scope_ids: Collection[str]) -> list[Followed]:
    """Open account scopes to a user: their own, and no other."""
    return followed_accounts(connection, user_id) if user_id in scope_ids else []


def followed_accounts(connection: Connection, user_id: str) -> list[Followed]:
    """List the account scopes that a user follows: their own."""
    return [Followed(account_scope(user_id), rev, Reader(user_id)) for (rev,) in _account_rev.all(connection, user_id)]


_account_rev = Prepared(select(users.c.rev).where(users.c.id == bindparam("user_id", type_=IdType)), "user_id")


def find_people(
    connection: Connection, query: str, after: tuple[str, str] | None, limit: int
) -> list[tuple[str, Person]]:
    """Read people in the order of their names, each with the key of the name.

    Args:
        query: beginning of the name or username; may be empty.
        after: name key and id of the last one had.
    """
    # Both databases then sort by the letters' numbers, so a page begins where the last one ended.
    order = collate(users.c.name_key, "BINARY" if connection.dialect.name == "sqlite" else "C")
    found = select(users.c.id, users.c.username, users.c.name, users.c.name_key).order_by(order, users.c.id)
    found = found.where(users.c.username != "")
    if query:
        by_name = users.c.name_key.startswith(name_key(query), autoescape=True)
        found = found.where(or_(by_name, users.c.username.startswith(folded(query), autoescape=True)))
    if after is not None:
        found = found.where(tuple_(order, users.c.id) > tuple_(*after, types=[users.c.name_key.type, users.c.id.type]))
    rows = connection.execute(found.limit(limit))
    return [(row.name_key, Person(user_id=row.id, username=row.username, name=row.name)) for row in rows]


def _account(row: Any) -> Account:
    return Account(
        user_id=row.id,
        rev=row.profile_rev,
        username=row.username,
        name=row.name,
        email=row.email,
        role=ServerRole(row.role),
        language=row.language,
        created_at=row.created_at,
        who_may_write=Circle(row.who_may_write),
        who_may_add=Circle(row.who_may_add),
        ask_before_adding=row.ask_before_adding,
        who_sees_last_seen=Circle(row.who_sees_last_seen),
        read_receipts=row.read_receipts,
        banned_until=row.banned_until,
    )


def owner_username(connection: Connection) -> str:
    """Read the username of the server's owner."""
    owner = select(users.c.username).where(users.c.role == ServerRole.OWNER.value).order_by(users.c.id).limit(1)
    name: str = connection.execute(owner).scalar_one()
    return name


def write_role(connection: Connection, user_id: str, role: ServerRole) -> None:
    """Give a user another role on the server."""
    rev = users.c.rev + 1
    connection.execute(update(users).where(users.c.id == user_id).values(role=role.value, rev=rev, profile_rev=rev))


def write_seen(connection: Connection, user_id: str, now: int) -> None:
    """Write down when a user was last here, unless the account was deleted meanwhile."""
    connection.execute(update(users).where(users.c.id == user_id, users.c.username != "").values(seen_at=now))
