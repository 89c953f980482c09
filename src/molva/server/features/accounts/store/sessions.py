"""Statements about sessions: each is found by the hash of its token."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from molva.protocol.commands import Session
from molva.protocol.errors import Language
from molva.server.features.accounts.tables import sessions, users
from molva.server.features.accounts.tokens import digest
from molva.server.storage.prepared import Prepared, read_id

DAY_MS: Final = 86_400_000

TOUCH_MS: Final = 3_600_000
"""A session's use is written down at most once an hour: reading must not cost a commit."""

SWEPT: Final = 100
"""Expired sessions deleted at once, so that no sign-in waits for a big cleaning."""


@dataclass(frozen=True, slots=True)
class FoundSession:
    """A session that holds, and whose it is."""

    user_id: str
    session_id: str
    language: Language | None
    """The one that the user chose, if any."""
    expires_at: int
    due: bool
    """Its use has not been written down for an hour: call `extend_session` and renew the cookie."""


_find = Prepared(
    select(sessions.c.user_id, sessions.c.id, users.c.language, sessions.c.expires_at, sessions.c.used_at)
    .join(users, users.c.id == sessions.c.user_id)
    .where(sessions.c.token_hash == bindparam("token_hash"), sessions.c.expires_at > bindparam("now")),
    "token_hash",
    "now",
)


def find_session(connection: Connection, token: str, now: int) -> FoundSession | None:
    """Find the session that a token proves; None if it is unknown, revoked or expired."""
    found = _find.all(connection, digest(token), now)
    if not found:
        return None
    user_id, session_id, language, expires_at, used_at = found[0]
    due = used_at <= now - TOUCH_MS
    return FoundSession(read_id(connection, user_id), read_id(connection, session_id), language, expires_at, due)


def add_session(connection: Connection, user_id: str, session: Session, token: str) -> None:
    """Write a new session."""
    row = {
        "id": session.id,
        "user_id": user_id,
        "token_hash": digest(token),
        "client": session.client,
        "address": session.address,
        "created_at": session.created_at,
        "used_at": session.used_at,
        "expires_at": session.expires_at,
    }
    connection.execute(insert(sessions), row)


def extend_session(connection: Connection, session_id: str, now: int, lifetime_days: int) -> None:
    """Write down that a session is used and let it live on, unless that was done within the hour or it has ended."""
    due = (sessions.c.id == session_id, sessions.c.used_at <= now - TOUCH_MS, sessions.c.expires_at > now)
    connection.execute(update(sessions).where(*due).values(used_at=now, expires_at=now + lifetime_days * DAY_MS))


def is_session_due(connection: Connection, session_id: str, now: int) -> bool | None:
    """Tell whether a session's use has to be written down; None if it has ended."""
    holds = (sessions.c.id == session_id, sessions.c.expires_at > now)
    used_at = connection.execute(select(sessions.c.used_at).where(*holds)).scalar()
    return None if used_at is None else used_at <= now - TOUCH_MS


def list_sessions(connection: Connection, user_id: str, now: int) -> list[Session]:
    """Read a user's sessions that hold, the latest used first."""
    wanted = select(sessions).where(sessions.c.user_id == user_id, sessions.c.expires_at > now)
    return [
        Session(
            id=row.id,
            client=row.client,
            address=row.address,
            created_at=row.created_at,
            used_at=row.used_at,
            expires_at=row.expires_at,
        )
        for row in connection.execute(wanted.order_by(sessions.c.used_at.desc(), sessions.c.id.desc()))
    ]


def end_session(connection: Connection, user_id: str, session_id: str) -> bool:
    """Delete a session of a user; False if it is not theirs or not there."""
    own = delete(sessions).where(sessions.c.id == session_id, sessions.c.user_id == user_id)
    return connection.execute(own).rowcount == 1


def end_other_sessions(connection: Connection, user_id: str, kept: str) -> tuple[str, ...]:
    """Delete a user's sessions but one; their ids."""
    others = delete(sessions).where(sessions.c.user_id == user_id, sessions.c.id != kept)
    return tuple(connection.execute(others.returning(sessions.c.id)).scalars())


def end_least_used(connection: Connection, user_id: str, kept: int) -> tuple[str, ...]:
    """Delete a user's sessions beyond the number to keep, the longest unused first; their ids."""
    surplus = select(sessions.c.id).where(sessions.c.user_id == user_id)
    surplus = surplus.order_by(sessions.c.used_at.desc(), sessions.c.id.desc()).offset(kept)
    ids = tuple(connection.execute(surplus).scalars())
    if ids:
        connection.execute(delete(sessions).where(sessions.c.id.in_(ids)))
    return ids


def last_end(connection: Connection, user_id: str, now: int) -> int | None:
    """Tell when the last session of a user ends that holds now; None if none does."""
    holding = select(func.max(sessions.c.expires_at)).where(sessions.c.user_id == user_id, sessions.c.expires_at > now)
    return connection.execute(holding).scalar()


def sweep_sessions(connection: Connection, user_id: str, now: int) -> None:
    """Delete expired sessions: all of this user, and some of the others."""
    connection.execute(delete(sessions).where(sessions.c.user_id == user_id, sessions.c.expires_at <= now))
    expired = select(sessions.c.id).where(sessions.c.expires_at <= now).limit(SWEPT)
    connection.execute(delete(sessions).where(sessions.c.id.in_(expired)))
