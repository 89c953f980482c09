"""Statements about invites: each is found by the hash of its code."""

from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, or_, select, update

from molva.protocol.commands import Invitation, Invite
from molva.server.features.accounts.tables import invites, users
from molva.server.features.accounts.tokens import digest

LISTED: Final = 500
"""Invites in one answer; more than an administrator reads."""


def add_invite(connection: Connection, invite: Invite, code: str, created_by: str) -> None:
    """Write a new invite."""
    row = {
        "id": invite.id,
        "code_hash": digest(code),
        "created_by": created_by,
        "created_at": invite.created_at,
        "expires_at": invite.expires_at,
        "max_uses": invite.max_uses,
        "uses": invite.uses,
    }
    connection.execute(insert(invites), row)


def invite_works(connection: Connection, code: str, now: int) -> bool:
    """Tell whether somebody could register with this code now."""
    return bool(connection.execute(select(exists().where(invites.c.code_hash == digest(code), _works(now)))).scalar())


def find_invitation(connection: Connection, code: str, now: int) -> Invitation | None:
    """Read what the invite with this code says now; None if there is none."""
    expired = and_(invites.c.expires_at.is_not(None), invites.c.expires_at <= now)
    wanted = select(users.c.name, users.c.username, expired.label("expired"), _works(now).label("works"))
    wanted = wanted.join_from(invites, users, users.c.id == invites.c.created_by)
    row = connection.execute(wanted.where(invites.c.code_hash == digest(code))).one_or_none()
    if row is None:
        return None
    inviter = row.name or row.username
    return Invitation(inviter=inviter, state="works" if row.works else "expired" if row.expired else "used_up")


def use_invite(connection: Connection, code: str, now: int) -> bool:
    """Count one use; False if the invite does not work. The check and the count are one statement."""
    step = update(invites).where(invites.c.code_hash == digest(code), _works(now))
    return connection.execute(step.values(uses=invites.c.uses + 1)).rowcount == 1


def list_invites(connection: Connection, now: int) -> list[Invite]:
    """Read the invites that work, newest first."""
    wanted = select(invites).where(_works(now)).order_by(invites.c.created_at.desc(), invites.c.id.desc())
    return [
        Invite(
            id=row.id,
            created_at=row.created_at,
            expires_at=row.expires_at,
            max_uses=row.max_uses,
            uses=row.uses,
        )
        for row in connection.execute(wanted.limit(LISTED))
    ]


def delete_invite(connection: Connection, invite_id: str) -> bool:
    """Delete an invite; False if there is none."""
    return connection.execute(delete(invites).where(invites.c.id == invite_id)).rowcount == 1


def _works(now: int) -> ColumnElement[bool]:
    unused = or_(invites.c.max_uses.is_(None), invites.c.uses < invites.c.max_uses)
    return and_(unused, or_(invites.c.expires_at.is_(None), invites.c.expires_at > now))
