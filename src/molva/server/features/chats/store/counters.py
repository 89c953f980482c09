"""The counters of chats: message numbers and revisions, taken under the lock of the chat's row."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from molva.server.features.chats.tables import chats

_select = (
    select(chats.c.id, chats.c.last_seq, chats.c.rev, chats.c.members_rev)
    .where(chats.c.id.in_(bindparam("ids", expanding=True)), chats.c.deleted.is_(False))
    # One order for all nodes, so that two transactions never wait for each other in a circle.
    .order_by(chats.c.id)
    .with_for_update()
)

_update = (
    update(chats)
    .where(chats.c.id == bindparam("chat_id"))
    .values(last_seq=bindparam("seq"), rev=bindparam("new_rev"), active_at=bindparam("now"))
)


@dataclass(slots=True)
class Counters:
    """A chat's counters inside one transaction."""

    chat_id: str
    last_seq: int
    rev: int
    members_rev: int


def lock_counters(connection: Connection, chat_ids: Collection[str]) -> dict[str, Counters]:
    """Read chats' counters and keep others from changing them until the transaction ends; absent: no such chat."""
    found = connection.execute(_select, {"ids": list(chat_ids)})
    return {chat_id: Counters(chat_id, *numbers) for chat_id, *numbers in found}


def write_counters(connection: Connection, counters: Iterable[Counters], now: int) -> None:
    """Store counters that have moved on."""
    rows = [{"chat_id": each.chat_id, "seq": each.last_seq, "new_rev": each.rev, "now": now} for each in counters]
    if rows:
        connection.execute(_update, rows)
