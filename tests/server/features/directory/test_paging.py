"""Pages of the directory: together they hold everything that is found, once and in one order, and stay quick."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, text

from molva.protocol.commands import FindPublicChats
from molva.protocol.ids import new_id
from molva.server.features.directory import store
from molva.server.features.directory.finding import beginning
from molva.server.features.directory.tables import public_chat_words, public_chats
from molva.server.storage.engine import Database
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio

LONG = "мы" * 10
WORDS = st.sampled_from(["дом", "дома", "лес", "ai", LONG, LONG + "а"])
CHATS = st.lists(st.tuples(st.integers(0, 3), st.lists(WORDS, max_size=2), st.lists(WORDS, max_size=2)), max_size=12)


def rows(chats: list[tuple[int, list[str], list[str]]]) -> list[dict[str, Any]]:
    return [
        {
            "chat_id": new_id(number),
            "member_count": count,
            "name_words": "".join(f" {word}" for word in name),
            "all_words": "".join(f" {word}" for word in name + about),
        }
        for number, (count, name, about) in enumerate(chats)
    ]


def write(connection: Any, listed: list[dict[str, Any]]) -> None:
    words = [
        {"chat_id": row["chat_id"], "beginning": each}
        for row in listed
        for each in {beginning(word) for word in row["all_words"].split()}
    ]
    for table, filled in ((public_chats, listed), (public_chat_words, words)):
        if filled:
            connection.execute(insert(table), filled)


async def test_pages_hold_everything_that_is_found_once_and_in_order(database: Database) -> None:
    loop = asyncio.get_running_loop()

    async def check(listed: list[dict[str, Any]], words: list[str], limit: int) -> None:
        def fill(connection: Any) -> None:
            for table in (public_chats, public_chat_words):
                connection.execute(delete(table))
            write(connection, listed)

        await database.write(fill)
        wanted = [
            store.Position(int(bool(words) and named), row["member_count"], row["chat_id"])
            for row in listed
            if all(f" {word}" in row["all_words"] for word in words)
            for named in [all(f" {word}" in row["name_words"] for word in words)]
        ]
        got: list[store.Position] = []
        after: store.Position | None = None
        while page := await database.read(
            lambda connection, after=after: store.find_listed(connection, words, after, limit)  # type: ignore[misc]  # mypy infers no lambda with a default
        ):
            got += page
            after = page[-1]
        assert got == sorted(wanted, reverse=True)

    @settings(max_examples=60, deadline=None)
    @given(chats=CHATS, words=st.lists(WORDS, max_size=2), limit=st.integers(1, 4))
    def every(chats: list[tuple[int, list[str], list[str]]], words: list[str], limit: int) -> None:
        asyncio.run_coroutine_threadsafe(check(rows(chats), words, limit), loop).result()

    await asyncio.to_thread(every)


async def test_a_page_of_ten_thousand_is_read_by_the_index(world: World) -> None:
    (ann,) = await world.people("ann")
    listed = rows([(number % 97, ["дом"], []) for number in range(10_000)])
    await world.core.database.write(lambda connection: connection.execute(insert(public_chats), listed))
    assert (await world.do(ann, FindPublicChats(limit=100))).chats == []

    def plan(connection: Any) -> str:
        asked = "SELECT chat_id FROM public_chats ORDER BY member_count DESC, chat_id DESC LIMIT 30"
        if connection.dialect.name == "sqlite":
            return str(connection.execute(text(f"EXPLAIN QUERY PLAN {asked}")).all())
        connection.execute(text("ANALYZE public_chats"))
        return str(connection.execute(text(f"EXPLAIN {asked}")).all())

    assert "ix_public_chats_member_count" in await world.core.database.write(plan)


async def test_a_word_that_few_have_is_found_by_the_index(database: Database) -> None:
    listed = rows([(number % 97, ["дом"], [f"слово{number}"]) for number in range(10_000)])
    await database.write(lambda connection: write(connection, listed))

    def plan(connection: Any) -> str:
        asked = store.select_found(["слово4242", "дом"]).compile(dialect=connection.dialect)
        values = tuple(asked.params[name] for name in asked.positiontup or ())
        if connection.dialect.name == "sqlite":
            return str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", values).all())
        connection.exec_driver_sql("ANALYZE public_chats, public_chat_words")
        return str(connection.exec_driver_sql(f"EXPLAIN {asked}", values).all())

    found = await database.read(lambda connection: store.find_listed(connection, ["слово4242", "дом"], None, 200))
    assert len(found) == 1
    steps = await database.write(plan)
    assert "public_chat_words" in steps
    assert "SCAN public_chats" not in steps
    assert "Seq Scan on public_chats " not in steps
