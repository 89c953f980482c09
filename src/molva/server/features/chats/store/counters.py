"""The counters of chats: message numbers and revisions, taken under the lock of the chat's row."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from molva.server.features.chats.tables import chats
from molva.server.storage.prepared import Prepared, PreparedIn, read_id

_select = PreparedIn(
    select(chats.c.id, chats.c.last_seq, chats.c.rev, chats.c.members_rev, chats.c.lifetime_s, chats.c.expiry_at)
    .where(chats.c.deleted.is_(False))
    # One order for all nodes, so that two transactions never wait for each other in a circle.
    .order_by(chats.c.id)
    .with_for_update(),
    chats.c.id,
)

_update = Prepared(
    update(chats)
    .where(chats.c.id == bindparam("chat_id"))
    .values(last_seq=bindparam("seq"), rev=bindparam("new_rev"), active_at=bindparam("now")),
    "seq",
    "new_rev",
    "now",
    "chat_id",
)


@dataclass(slots=True)
class Counters:
    """A chat's counters inside one transaction."""

    chat_id: str
    last_seq: int
    rev: int
    members_rev: int
    lifetime_s: int
    expiry_at: int | None
    """When the job of the chat's expiring messages is due, if there is one."""


def lock_counters(connection: Connection, chat_ids: Collection[str]) -> dict[str, Counters]:
    """Read chats' counters and keep others from changing them until the transaction ends; absent: no such chat."""
    found = _select.all(connection, list(chat_ids))
    named = ((read_id(connection, chat_id), numbers) for chat_id, *numbers in found)
    return {chat_id: Counters(chat_id, *numbers) for chat_id, numbers in named}


def write_counters(connection: Connection, counters: Iterable[Counters], now: int) -> None:
    """Store counters that have moved on."""
    _update.many(connection, [(each.last_seq, each.rev, now, each.chat_id) for each in counters])


def write_expiry(connection: Connection, chat_id: str, expiry_at: int | None) -> None:
    """Note when the chat's expiring messages are looked at next, under the lock of `lock_counters`."""
    connection.execute(update(chats).where(chats.c.id == chat_id).values(expiry_at=expiry_at))
