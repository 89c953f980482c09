"""What both databases promise."""

from sqlalchemy import text

from molva.server.storage.engine import Database


async def test_the_schema_is_there(database: Database) -> None:
    assert await database.read(lambda connection: connection.execute(text("SELECT count(*) FROM users")).scalar()) == 0
