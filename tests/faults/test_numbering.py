"""Several nodes number one chat's messages over PostgreSQL: one list, no hole, in the order of real time."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import insert, select

from molva.protocol.commands import SendMessage
from molva.protocol.errors import Internal
from molva.protocol.ids import new_id
from molva.server.features.accounts.tables import users as accounts
from molva.server.features.chats.store import counters
from molva.server.features.chats.tables import chats, members
from molva.server.features.messages.feature import messages_feature
from molva.server.features.messages.tables import messages
from molva.server.kernel.caller import Caller
from molva.server.storage.engine import Database
from molva.server.storage.postgres import PostgresDatabase
from molva.server.storage.prepared import PreparedIn
from tests.faults.history.checker import check
from tests.faults.history.events import Acknowledged, AnyEvent, Entry, FinalLog, Sent, Unknown
from tests.faults.history.report import Report, Verdict
from tests.fixtures.clock import START_MS, FakeClock
from tests.fixtures.kernel import Kernel, running_kernel

NODES = 3
WRITERS_PER_NODE = 4
MESSAGES_PER_WRITER = 15
CHAT = new_id(START_MS)


async def make_chat(database: Database, users: Sequence[str]) -> None:
    """A group of these users, written past the commands: a password for each would take longer than the test."""
    chat = {column.name: 0 for column in chats.columns} | {
        "id": CHAT, "kind": "group", "name": "Crowd", "description": "", "direct_key": None, "history_shared": True,
    }  # fmt: skip
    member = {column.name: 0 for column in members.columns} | {
        "chat_id": CHAT, "role": "member", "led": False, "from_seq": 1, "left_at": None, "following": True,
        "commented": False,
    }  # fmt: skip
    chat |= {"general": False, "deleted": False, "address": "", "approval": False, "parent_id": None, "root_seq": None}
    chat |= dict.fromkeys(("who_writes", "who_adds", "who_pins", "who_changes", "who_comments"), "member")
    person: dict[str, object] = {"name": "Writer", "name_key": "writer", "password_hash": "", "role": "member"}
    person |= {"created_at": 0, "rev": 0, "profile_rev": 0}
    people = [person | {"id": user, "username": user, "username_key": user} for user in users]
    await database.write(lambda connection: connection.execute(insert(accounts), people))
    await database.write(lambda connection: connection.execute(insert(chats), [chat]))
    rows = [member | {"user_id": user} for user in users]
    await database.write(lambda connection: connection.execute(insert(members), rows))


async def write(node: Kernel, user: str, history: list[AnyEvent]) -> None:
    """Send one message after the other, and note what became of each."""
    for number in range(MESSAGES_PER_WRITER):
        message = new_id(START_MS)
        history.append(Sent(at=time.monotonic_ns(), chat=CHAT, user=user, message=message))
        try:
            sent = await node.execute(Caller(user=user), SendMessage(chat_id=CHAT, id=message, text=f"number {number}"))
        except Internal:
            history.append(Unknown(at=time.monotonic_ns(), chat=CHAT, user=user, message=message))
        else:
            at = time.monotonic_ns()
            history.append(Acknowledged(at=at, chat=CHAT, user=user, message=message, seq=sent.seq))


async def read(database: Database) -> FinalLog:
    found = await database.read(
        lambda connection: connection.execute(
            select(messages.c.seq, messages.c.id, messages.c.sender_id).order_by(messages.c.seq)
        ).all()
    )
    entries = tuple(Entry(*row) for row in found)
    return FinalLog(at=time.monotonic_ns(), chat=CHAT, reader="database", entries=entries)


async def crowd(url: str) -> Report:
    """Let writers at several nodes write into one chat at the same time."""
    history: list[AnyEvent] = []
    users = [new_id(START_MS) for _ in range(NODES * WRITERS_PER_NODE)]
    async with AsyncExitStack() as stack:
        databases = [PostgresDatabase(url) for _ in range(NODES)]
        for database in databases:
            stack.push_async_callback(database.close)
        await make_chat(databases[0], users)
        nodes = [
            await stack.enter_async_context(running_kernel([messages_feature(max_text=100)], database, FakeClock()))
            for database in databases
        ]
        await asyncio.gather(*(write(nodes[place % NODES], user, history) for place, user in enumerate(users)))
        history.append(await read(databases[0]))
    return check(history)


async def test_every_message_gets_its_own_number(postgres_url: str) -> None:
    report = await crowd(postgres_url)
    assert report.verdict is Verdict.VALID, str(report)
    assert report.counts.acknowledged == NODES * WRITERS_PER_NODE * MESSAGES_PER_WRITER


async def test_a_server_that_numbers_without_the_lock_is_caught(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = chats.c.id, chats.c.last_seq, chats.c.rev, chats.c.members_rev, chats.c.lifetime_s, chats.c.expiry_at
    monkeypatch.setattr(counters, "_select", PreparedIn(select(*columns), chats.c.id))
    report = await crowd(postgres_url)
    # Two messages of one number: the database takes one, and whoever sent the other is not told what became of it.
    assert report.counts.acknowledged, str(report)
    assert report.verdict is not Verdict.VALID or report.counts.unknown, str(report)
