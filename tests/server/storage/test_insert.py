"""Inserts that meet a row of the same key."""

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, select

from molva.server.storage.engine import Database
from molva.server.storage.insert import insert_over, put_row

shelf = Table("shelf", MetaData(), Column("key", BigInteger, primary_key=True), Column("held", BigInteger))


async def test_an_insert_leaves_or_changes_the_row_that_is_there(database: Database) -> None:
    def work(connection: Connection) -> list[tuple[int, int]]:
        shelf.create(connection)
        row = insert_over(connection, shelf)
        connection.execute(row.values(key=1, held=1))
        connection.execute(row.values(key=1, held=2).on_conflict_do_nothing())
        connection.execute(row.values(key=2, held=5))
        grown = row.values(key=2, held=0).on_conflict_do_update(
            index_elements=[shelf.c.key], set_={"held": shelf.c.held + 1}
        )
        connection.execute(grown)
        return [(key, held) for key, held in connection.execute(select(shelf).order_by(shelf.c.key))]

    assert await database.write(work) == [(1, 1), (2, 6)]


async def test_a_row_is_put_over_the_one_of_the_same_key_and_over_no_other(database: Database) -> None:
    def work(connection: Connection) -> list[tuple[int, int]]:
        shelf.create(connection)
        for key, held in ((1, 1), (2, 2), (1, 3)):
            put_row(connection, shelf, {"key": key, "held": held})
        return [(key, held) for key, held in connection.execute(select(shelf).order_by(shelf.c.key))]

    assert await database.write(work) == [(1, 3), (2, 2)]
