"""What links into groups read from and write to their table: each is found by the hash of its code."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, or_, select, update

from molva.protocol.commands import ChatInvite
from molva.server.features.accounts import digest
from molva.server.features.accounts.tables import users
from molva.server.features.chat_invites.tables import chat_invites, removed_members
from molva.server.storage.insert import insert_over


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link as whoever has its code meets it."""

    invite: ChatInvite
    state: Literal["works", "expired", "used_up", "revoked"]
    inviter: str


def add_invite(connection: Connection, invite: ChatInvite, code: str) -> None:
    """Write a new link."""
    row = {
        "id": invite.id,
        "chat_id": invite.chat_id,
        "code_hash": digest(code),
        "name": invite.name,
        "created_by": invite.created_by,
        "created_at": invite.created_at,
        "expires_at": invite.expires_at,
        "max_uses": invite.max_uses,
        "uses": 0,
        "approval": invite.approval,
        "registers": invite.registers,
        "revoked": False,
    }
    connection.execute(insert(chat_invites), row)


def find_link(connection: Connection, code: str, now: int) -> FoundLink | None:
    """Read what the link with this code is now; None if there never was one."""
    table = chat_invites
    wanted = select(table, users.c.name.label("inviter"), users.c.username).join_from(
        table, users, users.c.id == table.c.created_by
    )
    row = connection.execute(wanted.where(table.c.code_hash == digest(code))).one_or_none()
    if row is None:
        return None
    state: Literal["works", "expired", "used_up", "revoked"] = "works"
    if row.revoked:
        state = "revoked"
    elif row.expires_at is not None and row.expires_at <= now:
        state = "expired"
    elif row.max_uses is not None and row.uses >= row.max_uses:
        state = "used_up"
    return FoundLink(_invite(row), state, row.inviter or row.username)


def use_invite(connection: Connection, invite_id: str, now: int) -> bool:
    """Count one who joins; False if the link does not work. The check and the count are one statement."""
    step = update(chat_invites).where(chat_invites.c.id == invite_id, _works(now))
    return connection.execute(step.values(uses=chat_invites.c.uses + 1)).rowcount == 1


def is_used_up(connection: Connection, invite_id: str) -> bool:
    """Tell whether nobody else can join by a link, however early it is."""
    full = chat_invites.c.id == invite_id, chat_invites.c.uses >= chat_invites.c.max_uses
    return connection.execute(select(chat_invites.c.id).where(*full)).first() is not None


def list_invites(connection: Connection, chat_id: str) -> list[ChatInvite]:
    """Read the links of a group that were not revoked, newest first."""
    wanted = select(chat_invites).where(chat_invites.c.chat_id == chat_id, chat_invites.c.revoked.is_(False))
    ordered = wanted.order_by(chat_invites.c.created_at.desc(), chat_invites.c.id.desc())
    return [_invite(row) for row in connection.execute(ordered)]


def count_invites(connection: Connection, chat_id: str) -> int:
    """Count the links of a group that were not revoked."""
    kept = chat_invites.c.chat_id == chat_id, chat_invites.c.revoked.is_(False)
    return connection.execute(select(func.count()).select_from(chat_invites).where(*kept)).scalar_one()


def revoke_invite(connection: Connection, chat_id: str, invite_id: str) -> bool:
    """Make a link of a group useless, and forget what it was called; False if there is none to revoke."""
    kept = chat_invites.c.id == invite_id, chat_invites.c.chat_id == chat_id, chat_invites.c.revoked.is_(False)
    return connection.execute(update(chat_invites).where(*kept).values(revoked=True, name="")).rowcount == 1


def note_removal(connection: Connection, chat_id: str, user_id: str) -> None:
    """Remember that somebody was removed from a group."""
    noted = insert_over(connection, removed_members).values(chat_id=chat_id, user_id=user_id)
    connection.execute(noted.on_conflict_do_nothing())


def forget_removal(connection: Connection, chat_id: str, user_id: str | None = None) -> None:
    """Forget that somebody, or anybody, was removed from a group."""
    here = delete(removed_members).where(removed_members.c.chat_id == chat_id)
    connection.execute(here if user_id is None else here.where(removed_members.c.user_id == user_id))


def was_removed(connection: Connection, chat_id: str, user_id: str) -> bool:
    """Tell whether somebody was removed from a group and not let in again."""
    named = removed_members.c.chat_id == chat_id, removed_members.c.user_id == user_id
    return connection.execute(select(removed_members.c.user_id).where(*named)).first() is not None


def links_of(connection: Connection, user_id: str) -> list[tuple[str, str]]:
    """List the links that a person has made and that were not revoked, as (chat, link)."""
    kept = chat_invites.c.created_by == user_id, chat_invites.c.revoked.is_(False)
    found = connection.execute(select(chat_invites.c.chat_id, chat_invites.c.id).where(*kept))
    return sorted((chat_id, invite_id) for chat_id, invite_id in found)


def forget_removals_of(connection: Connection, user_id: str) -> None:
    """Forget from where somebody was removed."""
    connection.execute(delete(removed_members).where(removed_members.c.user_id == user_id))


def _works(now: int) -> ColumnElement[bool]:
    table = chat_invites
    unused = or_(table.c.max_uses.is_(None), table.c.uses < table.c.max_uses)
    return and_(table.c.revoked.is_(False), unused, or_(table.c.expires_at.is_(None), table.c.expires_at > now))


def _invite(row: Row[tuple[object, ...]]) -> ChatInvite:
    return ChatInvite(
        id=row.id,
        chat_id=row.chat_id,
        created_by=row.created_by,
        created_at=row.created_at,
        name=row.name,
        expires_at=row.expires_at,
        max_uses=row.max_uses,
        uses=row.uses,
        approval=row.approval,
        registers=row.registers,
    )
