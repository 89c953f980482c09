"""Catching up: whatever happened, the changes after a revision bring an old copy to the present one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import event

from molva.protocol.commands import DeleteMessage, EditMessage, GetChanges, GetHistory, SendMessage
from molva.protocol.frames import Rows
from molva.protocol.ids import new_id
from molva.protocol.rows import Message
from molva.server.features.messages.store.catching_up import SYNC_PAGE, messages_after
from molva.server.kernel.caller import Caller
from molva.server.kernel.feature import Reader
from molva.server.storage.sqlite import sqlite_engine
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def changes(world: World, caller: Caller, chat_id: str, after: int) -> Rows:
    return (await world.do(caller, GetChanges(scope=f"chat:{chat_id}", after=after))).rows


async def everything(world: World, caller: Caller, chat_id: str) -> dict[int, Message]:
    found: dict[int, Message] = {}
    before = None
    while True:
        page = await world.do(caller, GetHistory(chat_id=chat_id, before=before, limit=200))
        found |= {message.seq: message for message in page.messages}
        if page.at_start:
            return found
        before = page.messages[0].seq


@pytest.mark.parametrize("seed", range(4))
async def test_a_copy_of_any_age_and_the_changes_since_make_the_present(world: World, seed: int) -> None:
    luck = random.Random(seed)
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    copies: list[tuple[int, dict[int, Message]]] = []
    count = 0
    for _ in range(60):
        if luck.random() < 0.2:
            rev = (await changes(world, bob, chat_id, 0)).rev
            copies.append((rev, await everything(world, bob, chat_id)))
        if count and luck.random() < 0.4:
            seq = luck.randint(1, count)
            if luck.random() < 0.5:
                await world.do(ann, DeleteMessage(chat_id=chat_id, seq=seq))
            elif not (await everything(world, ann, chat_id))[seq].deleted:
                await world.do(ann, EditMessage(chat_id=chat_id, seq=seq, text=f"changed {luck.random()}"))
        else:
            await world.say(ann, chat_id, f"{count}")
            count += 1
    present = await everything(world, bob, chat_id)
    for rev, copy in copies:
        since = await changes(world, bob, chat_id, rev)
        assert not since.hole
        copy |= {row.seq: row for row in since.rows if isinstance(row, Message)}
        assert copy == present


@pytest.mark.parametrize(("count", "hole"), [(SYNC_PAGE - 2, False), (SYNC_PAGE, True), (SYNC_PAGE + 1, True)])
async def test_more_news_than_a_page_come_as_the_newest_run(world: World, count: int, hole: bool) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await world.say(ann, chat_id, "known")
    rev = (await changes(world, bob, chat_id, 0)).rev
    for n in range(count):
        await world.core.dispatcher.execute(ann, SendMessage(chat_id=chat_id, id=new_id(n), text=f"{n}"))
    await world.do(ann, EditMessage(chat_id=chat_id, seq=1, text="changed"))
    rows = await changes(world, bob, chat_id, rev)
    seqs = [row.seq for row in rows.rows if isinstance(row, Message)]
    assert rows.hole is hole
    if hole:
        assert seqs == list(range(count + 2 - SYNC_PAGE, count + 2))
        assert rows.unread == count + 1
    else:
        assert seqs == list(range(1, count + 2))


async def test_what_changed_is_found_by_its_index(sqlite_file: Path) -> None:
    asked: list[str] = []
    engine = sqlite_engine(sqlite_file)
    event.listen(engine, "before_cursor_execute", lambda _c, _u, sql, *_: asked.append(sql))
    with engine.connect() as connection:
        messages_after(connection, Reader(new_id(1)), new_id(2), 5)
        queries = [sql for sql in asked if "messages" in sql]
        plans = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (0,) * sql.count("?")).all() for sql in queries
        ]
    engine.dispose()
    assert all("SEARCH" in str(plan) for plan in plans)
    assert "ix_messages_changed" in str(plans[1])
