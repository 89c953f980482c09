"""Whole numbers for ids: all that a dialect keeps, for clients that know people and chats by numbers."""

from collections.abc import Collection
from functools import partial
from typing import Final

from sqlalchemy import Column, Connection, Integer, Table, select

from molva.server.dialects.backend import Backend
from molva.server.storage.columns import IdType, metadata
from molva.server.storage.insert import insert_over

numbers = Table(
    "dialect_numbers",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", IdType, nullable=False, unique=True),
)

LARGEST: Final = 2**31 - 1


async def numbers_of(backend: Backend, ids: Collection[str]) -> dict[str, int]:
    """Tell the numbers of people or chats; who has none yet gets one, for ever."""
    known = await backend.read(partial(_known, ids=ids))
    missing = set(ids) - known.keys()
    return known | await backend.write(partial(_number, ids=missing)) if missing else known


async def id_of(backend: Backend, number: int) -> str | None:
    """Find who or what has a number; None if nobody has it."""
    if not 0 < number <= LARGEST:
        return None
    return await backend.read(lambda db: db.execute(select(numbers.c.id).where(numbers.c.number == number)).scalar())


def _known(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    found = connection.execute(select(numbers.c.id, numbers.c.number).where(numbers.c.id.in_(ids)))
    return {row.id: row.number for row in found}


def _number(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    # Somebody else may have given them a number meanwhile.
    for each in sorted(set(ids) - _known(connection, ids).keys()):
        new = insert_over(connection, numbers).values(id=each)
        connection.execute(new.on_conflict_do_nothing(index_elements=[numbers.c.id]))
    return _known(connection, ids)
