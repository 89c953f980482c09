"""Statements that take an account away; what stays of it is an id without a name, and a name that nobody can have."""

import hashlib
from typing import Any, Final

from sqlalchemy import Connection, delete, select, update

from molva.protocol.rows import Circle, ServerRole
from molva.server.features.accounts.tables import invites, sessions, users

GONE: Final[dict[str, Any]] = {
    "username": "",
    "name": "",
    "name_key": "",
    "email": None,
    "email_key": None,
    "password_hash": "",
    "role": ServerRole.MEMBER.value,
    "language": None,
    "seen_at": None,
    "who_may_write": Circle.NOBODY.value,
    "who_may_add": Circle.NOBODY.value,
    "who_sees_last_seen": Circle.NOBODY.value,
    "read_receipts": False,
    "banned_until": 0,
}
"""The columns of a user whose account was deleted."""


def reserved(key: str) -> str:
    """Make the key of a name that nobody may have any more from its skeleton; it does not say what the name was."""
    return f"~{hashlib.sha256(key.encode()).hexdigest()}"


def is_only_owner(connection: Connection, user_id: str) -> bool:
    """Tell whether a user owns the server, and nobody else does."""
    owners = connection.execute(select(users.c.id).where(users.c.role == ServerRole.OWNER.value)).scalars()
    return set(owners) == {user_id}


def end_all_sessions(connection: Connection, user_id: str) -> tuple[str, ...]:
    """Delete every session of a user; their ids."""
    step = delete(sessions).where(sessions.c.user_id == user_id).returning(sessions.c.id)
    return tuple(connection.execute(step).scalars())


def forget_profile(connection: Connection, user_id: str) -> bool:
    """Empty a user's row, and keep the name from being taken; False if that was done before."""
    there = users.c.id == user_id, users.c.username != ""
    key = connection.execute(select(users.c.username_key).where(*there)).scalar()
    if key is None:
        return False
    connection.execute(update(users).where(*there).values(**GONE, username_key=reserved(key)))
    return True


def delete_invites_of(connection: Connection, user_id: str) -> None:
    """Delete the invites to register that a user has made."""
    connection.execute(delete(invites).where(invites.c.created_by == user_id))
