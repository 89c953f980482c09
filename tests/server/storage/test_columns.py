"""Ids in the database: text outside, sixteen bytes inside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, MetaData, Table, insert, select, text

from molva.protocol.ids import new_id
from molva.server.storage.columns import IdType, pack_id, unpack_id
from molva.server.storage.engine import Database

things = Table("things", MetaData(), Column("id", IdType, primary_key=True), Column("other", IdType))
IDS = st.uuids().map(str)


@given(IDS)
def test_an_id_comes_back_from_its_bytes(value: str) -> None:
    assert len(pack_id(value)) == 16
    assert unpack_id(pack_id(value)) == value


@given(IDS, IDS)
def test_bytes_sort_as_the_text_does(one: str, other: str) -> None:
    assert (pack_id(one) < pack_id(other)) == (one < other)


@pytest.mark.parametrize("value", ["", "x", "abcd", new_id(0)[:-1], new_id(0) + "00", "g" * 32], ids=len)
def test_what_is_no_id_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"hex|sixteen"):
        pack_id(value)


async def test_an_id_comes_back_from_the_database(database: Database) -> None:
    ids = sorted(new_id(moment) for moment in (0, 1, 2**47, 2**48 - 1))

    def work(connection: Connection) -> tuple[list[str], list[str | None], list[str]]:
        things.create(connection)
        connection.execute(insert(things), [{"id": each, "other": None} for each in reversed(ids)])
        found = select(things.c.id).where(things.c.id.in_([ids[0], ids[2]])).order_by(things.c.id)
        return (
            list(connection.execute(select(things.c.id).order_by(things.c.id)).scalars()),
            list(connection.execute(select(things.c.other)).scalars()),
            list(connection.execute(found).scalars()),
        )

    assert await database.write(work) == (ids, [None] * 4, [ids[0], ids[2]])
    if database.name == "sqlite":
        sizes = text("SELECT DISTINCT typeof(id) || length(id) FROM things")
        assert await database.read(lambda db: db.execute(sizes).scalars().all()) == ["blob16"]
    else:
        kinds = text("SELECT DISTINCT pg_typeof(id)::text FROM things")
        assert await database.read(lambda db: db.execute(kinds).scalars().all()) == ["uuid"]
