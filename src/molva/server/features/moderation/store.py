"""What moderation reads from and writes to its tables."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, func, insert, select, update

from molva.protocol.commands import Deed, DeedKind, Person, Report, ReportReason
from molva.protocol.ids import new_id
from molva.server.features.accounts.tables import users
from molva.server.features.messages.tables import messages
from molva.server.features.moderation.tables import deeds, reports
from molva.server.kernel.context import Context

_about, _by = users.alias(), users.alias()


def lock_user(connection: Connection, user_id: str) -> bool:
    """Let nobody else report or judge a user until the transaction ends; False: no such user, or no more."""
    there = users.c.id == user_id, users.c.username != ""
    return connection.execute(select(users.c.id).where(*there).with_for_update()).first() is not None


def is_known(connection: Connection, user_id: str) -> bool:
    """Tell whether there is or was a user with this id."""
    return connection.execute(select(users.c.id).where(users.c.id == user_id)).first() is not None


def has_reported(connection: Connection, reporter_id: str, user_id: str) -> bool:
    """Tell whether somebody has ever reported a user."""
    pair = reports.c.user_id == user_id, reports.c.reporter_id == reporter_id
    return connection.execute(select(reports.c.id).where(*pair)).first() is not None


def find_report(connection: Connection, reporter_id: str, user_id: str) -> str | None:
    """Find the id of somebody's report of a user."""
    pair = reports.c.user_id == user_id, reports.c.reporter_id == reporter_id
    return connection.execute(select(reports.c.id).where(*pair)).scalar()


def last_banned_at(connection: Connection, user_id: str) -> int | None:
    """Tell when a user was banned last."""
    banned = deeds.c.user_id == user_id, deeds.c.kind == DeedKind.BANNED.value
    return connection.execute(select(func.max(deeds.c.done_at)).where(*banned)).scalar()


def insert_report(ctx: Context, **values: Any) -> None:
    """Write a report of the caller."""
    made = {"id": new_id(ctx.now), "reporter_id": ctx.user_id, "reported_at": ctx.now, "settled": False}
    ctx.connection.execute(insert(reports).values(**made, **values))


def count_open(connection: Connection, user_id: str) -> int:
    """Count the reports of a user that have led to nothing yet."""
    return connection.execute(select(func.count()).where(*_open(user_id))).scalar_one()


def settle(connection: Connection, user_id: str) -> int:
    """Let a user's open reports count no more; return how many there were."""
    return connection.execute(update(reports).where(*_open(user_id)).values(settled=True)).rowcount


def insert_deed(ctx: Context, kind: DeedKind, user_id: str, *, by: str | None, until: int = 0) -> None:
    """Write down what was done about a user."""
    made = {"id": new_id(ctx.now), "kind": kind.value, "user_id": user_id, "by_id": by, "done_at": ctx.now}
    ctx.connection.execute(insert(deeds).values(**made, until=until))


def page_reports(connection: Connection, *, before: str | None, limit: int) -> list[Report]:
    """Read a page of reports, the newest first; a message that is gone has no text."""
    there = and_(
        messages.c.chat_id == reports.c.chat_id, messages.c.seq == reports.c.seq, messages.c.deleted.is_(False)
    )
    query = (
        select(reports, *_named(_about, "about"), *_named(_by, "by"), _about.c.banned_until, messages.c.text)
        .join_from(reports, _about, _about.c.id == reports.c.user_id)
        .join(_by, _by.c.id == reports.c.reporter_id)
        .outerjoin(messages, there)
        .order_by(reports.c.id.desc())
        .limit(limit)
    )
    found = connection.execute(query if before is None else query.where(reports.c.id < before))
    return [
        Report(
            id=row.id,
            person=Person(user_id=row.user_id, username=row.about_username, name=row.about_name),
            reporter=Person(user_id=row.reporter_id, username=row.by_username, name=row.by_name),
            reason=ReportReason(row.reason),
            reported_at=row.reported_at,
            comment=row.comment,
            chat_id=row.chat_id,
            seq=row.seq,
            text=row.text,
            settled=row.settled,
            banned_until=row.banned_until,
        )
        for row in found
    ]


def page_deeds(connection: Connection, *, before: str | None, limit: int) -> list[Deed]:
    """Read a page of deeds, the newest first."""
    query = (
        select(deeds, *_named(_about, "about"), *_named(_by, "by"))
        .join_from(deeds, _about, _about.c.id == deeds.c.user_id)
        .outerjoin(_by, _by.c.id == deeds.c.by_id)
        .order_by(deeds.c.id.desc())
        .limit(limit)
    )
    found = connection.execute(query if before is None else query.where(deeds.c.id < before))
    return [
        Deed(
            id=row.id,
            kind=DeedKind(row.kind),
            person=Person(user_id=row.user_id, username=row.about_username, name=row.about_name),
            done_at=row.done_at,
            by=None if row.by_id is None else Person(user_id=row.by_id, username=row.by_username, name=row.by_name),
            until=row.until,
        )
        for row in found
    ]


def _open(user_id: str) -> tuple[ColumnElement[bool], ...]:
    return reports.c.user_id == user_id, reports.c.settled.is_(False)


def _named(person: FromClause, prefix: str) -> tuple[ColumnElement[str], ...]:
    return person.c.username.label(f"{prefix}_username"), person.c.name.label(f"{prefix}_name")
