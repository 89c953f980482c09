"""Moving a member's marks: read and delivered, stored beside the member; and what the others are told of them."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, exists, select, update

from molva.protocol.rows import ChatKind
from molva.server.features.accounts.tables import users
from molva.server.features.chats.store.access import Place
from molva.server.features.chats.tables import members
from molva.server.features.contacts import contacts
from molva.server.storage.columns import IdType
from molva.server.storage.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Told:
    """Which marks of a member the others in a chat are told."""

    read: bool
    delivered: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A member's marks as they are now."""

    from_seq: int
    """First message that the member may see; another transaction may have moved it since the place was read."""
    shown_read_seq: int
    delivered_seq: int
    following: bool


_chat = bindparam("chat_id", type_=IdType)
_one, _other = members.alias(), members.alias()
_in_between = Prepared(
    select(
        exists(
            select(_one.c.user_id)
            .join_from(_one, users, users.c.id == _one.c.user_id)
            .where(_one.c.chat_id == _chat, users.c.read_receipts.is_(False))
        ),
        exists(
            select(_one.c.user_id)
            .join_from(_one, contacts, contacts.c.user_id == _one.c.user_id)
            .join(_other, _other.c.user_id == contacts.c.other_id)
            .where(_one.c.chat_id == _chat, _other.c.chat_id == _chat, contacts.c.blocked)
        ),
    ),
    "chat_id",
)


def told_marks(connection: Connection, place: Place) -> Told:
    """Work out what a chat's others are told of a member's marks.

    In a direct chat nothing where one has blocked the other, and no read mark where one does without receipts.
    """
    if place.kind is not ChatKind.DIRECT:
        return Told(read=True, delivered=True)
    ((silent, blocked),) = _in_between.all(connection, place.chat_id)
    return Told(read=not (silent or blocked), delivered=not blocked)


def move_marks(
    connection: Connection,
    place: Place,
    told: Told,
    *,
    read_seq: int,
    delivered_seq: int,
    mark_rev: int | None,
    account_rev: int | None,
) -> Moved:
    """Store a member's marks; a revision of None means that the row of that scope stays as it is."""
    values = {
        "read_seq": read_seq,
        "shown_read_seq": read_seq if told.read else None,
        "delivered_seq": delivered_seq if told.delivered else None,
        "mark_rev": mark_rev,
        "account_rev": account_rev,
    }
    row = connection.execute(
        update(members)
        .where(members.c.chat_id == place.chat_id, members.c.user_id == place.user_id)
        .values({name: value for name, value in values.items() if value is not None})
        .returning(members.c.from_seq, members.c.shown_read_seq, members.c.delivered_seq, members.c.following)
    ).one()
    return Moved(*row)
