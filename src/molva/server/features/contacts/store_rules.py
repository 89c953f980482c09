"""Whom a person's rules let in, and who is blocked: what other features ask before they let one reach another."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from molva.protocol.errors import AddingNotAccepted, PersonBlocked, PersonGone, WritingNotAccepted
from molva.protocol.rows import Circle
from molva.server.features.accounts.tables import users
from molva.server.features.contacts import store

_username = select(users.c.username).where(users.c.id == bindparam("user_id"))


def require_unblocked(connection: Connection, user_id: str, other_id: str) -> None:
    """Let people write to each other unless one of them has blocked the other, or the other is gone.

    Raises:
        PersonGone: the other's account was deleted.
        PersonBlocked: the user has.
        WritingNotAccepted: the other has; it reads like their rule.
    """
    if connection.execute(_username, {"user_id": other_id}).scalar_one() == "":
        raise PersonGone
    blockers = store.blockers_between(connection, user_id, other_id)
    if user_id in blockers:
        raise PersonBlocked
    if other_id in blockers:
        raise WritingNotAccepted


def require_direct(connection: Connection, user_id: str, other_id: str) -> None:
    """Let a user begin to write to another one.

    Raises:
        PersonBlocked: the user has blocked them.
        WritingNotAccepted: their rule, or a block.
    """
    require_unblocked(connection, user_id, other_id)
    rule = connection.execute(select(users.c.who_may_write).where(users.c.id == other_id)).scalar_one()
    if not _lets_in(Circle(rule), saved=other_id in store.has_saved(connection, [other_id], user_id)):
        raise WritingNotAccepted


def require_addable(connection: Connection, user_id: str, other_ids: Collection[str]) -> set[str]:
    """Let a user add others to a group, and find those of them who want to be asked first.

    Raises:
        AddingNotAccepted: the rule of one of them, or a block.
    """
    query = select(users.c.id, users.c.name, users.c.who_may_add, users.c.ask_before_adding).where(
        users.c.id.in_(bindparam("ids", expanding=True))
    )
    asked = set()
    saved = store.has_saved(connection, other_ids, user_id)
    blocked = store.has_blocked(connection, other_ids, user_id)
    for other_id, name, rule, asks in connection.execute(query.order_by(users.c.id), {"ids": list(other_ids)}):
        if other_id in blocked or not _lets_in(Circle(rule), saved=other_id in saved):
            raise AddingNotAccepted(name=name)
        if asks:
            asked.add(other_id)
    return asked


def _lets_in(rule: Circle, *, saved: bool) -> bool:
    return rule is Circle.EVERYBODY or (rule is Circle.CONTACTS and saved)
