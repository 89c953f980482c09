"""What pins read from and write to their table."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select

from molva.protocol.rows import Pin
from molva.server.features.pins.tables import pins
from molva.server.kernel.feature import Page, Reader
from molva.server.storage.insert import put_row

_pins = select(pins.c.chat_id, pins.c.seq, pins.c.rev, pins.c.pinned_by, pins.c.pinned_at, pins.c.removed)


def find_pin(connection: Connection, chat_id: str, seq: int) -> Pin | None:
    """Read the pin of a message; None where there is none, or none any more."""
    named = pins.c.chat_id == chat_id, pins.c.seq == seq, pins.c.removed.is_(False)
    found = connection.execute(_pins.where(*named)).first()
    return None if found is None else _pin(found)


def list_pins(connection: Connection, chat_id: str, from_seq: int) -> list[Pin]:
    """Read the pins of a chat's messages from one on, oldest message first."""
    here = pins.c.chat_id == chat_id, pins.c.seq >= from_seq, pins.c.removed.is_(False)
    return [_pin(row) for row in connection.execute(_pins.where(*here).order_by(pins.c.seq))]


def count_pins(connection: Connection, chat_id: str) -> int:
    """Count the pinned messages of a chat."""
    here = pins.c.chat_id == chat_id, pins.c.removed.is_(False)
    return connection.execute(select(func.count()).select_from(pins).where(*here)).scalar_one()


def put_pin(connection: Connection, pin: Pin) -> None:
    """Write a pin, or its tombstone, over the one before."""
    values = {
        "chat_id": pin.chat_id,
        "seq": pin.seq,
        "pinned_by": pin.pinned_by,
        "pinned_at": pin.pinned_at,
        "removed": pin.removed,
        "rev": pin.rev,
    }
    put_row(connection, pins, values)


def pins_after(connection: Connection, reader: Reader, chat_id: str, rev: int) -> Page:
    """Query of the row kind Pin; those of messages before the reader's time are not told."""
    newer = pins.c.chat_id == chat_id, pins.c.rev > rev, pins.c.seq >= reader.from_seq
    return Page([_pin(row) for row in connection.execute(_pins.where(*newer).order_by(pins.c.seq))])


def first_pins(connection: Connection, user_id: str, from_seqs: Mapping[str, int]) -> dict[str, Page]:
    """Query of the row kind Pin, as `pins_after` 0."""
    found: dict[str, list[Pin]] = defaultdict(list)
    told = _pins.where(pins.c.chat_id.in_(from_seqs), pins.c.rev > 0)
    for row in connection.execute(told.order_by(pins.c.seq)):
        if row.seq >= from_seqs[row.chat_id]:
            found[row.chat_id].append(_pin(row))
    return {chat_id: Page(rows) for chat_id, rows in found.items()}


def forget_before(connection: Connection, chat_id: str, seq: int) -> None:
    """Remove every pin of what nobody sees any more."""
    connection.execute(delete(pins).where(pins.c.chat_id == chat_id, pins.c.seq < seq))


def forget_chat(connection: Connection, chat_id: str) -> None:
    """Remove every pin of a deleted chat."""
    connection.execute(delete(pins).where(pins.c.chat_id == chat_id))


def _pin(row: Row[*tuple[Any, ...]]) -> Pin:
    return Pin(
        chat_id=row.chat_id,
        seq=row.seq,
        rev=row.rev,
        pinned_by=row.pinned_by,
        pinned_at=row.pinned_at,
        removed=row.removed,
    )
