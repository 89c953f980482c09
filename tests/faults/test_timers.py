"""Timers of real servers: whatever the clock does and whoever is killed, each happens once and none is forgotten."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from molva.client.accounts import Token, register, sign_in
from molva.protocol.commands import (
    GetHistory,
    ListScheduledMessages,
    OpenDirect,
    ScheduleMessage,
    SendMessage,
)
from molva.protocol.frames import Rows, Welcome
from molva.protocol.ids import new_id
from molva.protocol.rows import Message
from tests.faults.rig.crowd import PASSWORD
from tests.faults.rig.node import Node
from tests.faults.rig.nursery import Nursery
from tests.faults.rig.wire import Wire

LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)
pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(LIBRARY is None, reason="a server's clock is moved by libfaketime, which is not installed"),
]

MINUTE, DAY = 60, 86_400
YEARS = 10 * 365 * DAY
SEED = int(os.environ.get("MOLVA_FAULT_SEED", "1"))
CYCLES = int(os.environ.get("MOLVA_TIMER_CYCLES", "6"))
STARTING_S = 0.8
PLANNED_EACH = 12
NAMES = tuple(f"writer{number}" for number in range(5))


class Clock:
    """The clock of the servers of a nursery, as far from the real one as is wanted, while they run too."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "clock"
        self.set(0)

    def set(self, seconds: int) -> None:
        """Let it tell so many seconds more or less."""
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n")
        fresh.replace(self.file)

    @property
    def under(self) -> list[str]:
        """What runs a program under this clock; what measures how long something takes goes on as it does."""
        return [
            "env",
            f"LD_PRELOAD={LIBRARY}",
            f"FAKETIME_TIMESTAMP_FILE={self.file}",
            "FAKETIME_NO_CACHE=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            "NO_FAKE_STAT=1",
        ]


def now_ms() -> int:
    return time.time_ns() // 1_000_000


async def people(port: int, names: Sequence[str]) -> list[Token]:
    return [await register(f"http://127.0.0.1:{port}", name, PASSWORD, name=name) for name in names]


async def greeted(port: int, token: str) -> tuple[Wire, int]:
    """Connect; the connection, and the server's time."""
    wire = await Wire.open(port, token)
    await wire.greet("", {})
    frame = await wire.receive()
    assert isinstance(frame, Welcome)
    return wire, frame.now


async def history(wire: Wire, chat_id: str) -> list[Message]:
    found: list[Message] = []
    while True:
        page = await wire.ask(GetHistory(chat_id=chat_id, after=found[-1].seq if found else 0, limit=200))
        found += page.messages
        if page.at_end:
            return found


async def look(node: Node, clock: Clock, seconds: int, chat_id: str) -> list[tuple[str, bool]]:
    """Move the clock, wait until the server has looked for what is due, and read the chat: text, and whether deleted.

    A sign that is due at once is sent by the same look, after everything that was due before it.
    """
    clock.set(seconds)
    # Sessions end by the clock, too.
    token = (await sign_in(f"http://127.0.0.1:{node.port}", NAMES[0], PASSWORD)).token
    wire, server_now = await greeted(node.port, token)
    assert abs(server_now - now_ms() - seconds * 1000) < MINUTE * 1000, "the clock was not moved"
    sign = new_id(now_ms())
    await wire.ask(ScheduleMessage(chat_id=chat_id, id=sign, text="sign", due_at=server_now))
    while True:
        frame = await wire.receive()
        if isinstance(frame, Rows) and any(isinstance(row, Message) and row.id == sign for row in frame.rows):
            break
    found = await history(wire, chat_id)
    await wire.close()
    return [(message.text, message.deleted) for message in found if message.text != "sign"]


async def test_a_clock_that_jumps_loses_repeats_and_hurries_nothing(tmp_path: Path) -> None:
    clock = Clock(tmp_path)
    with Nursery(under=clock.under) as nursery:
        node = Node(nursery, tmp_path)
        await asyncio.to_thread(node.start)
        ann, bob = await people(node.port, NAMES[:2])
        wire, server_now = await greeted(node.port, ann.token)
        chat_id = (await wire.ask(OpenDirect(user_id=bob.account.user_id))).chat.id
        for text, lifetime in (("a minute", MINUTE), ("a month", 30 * DAY)):
            await wire.ask(SendMessage(chat_id=chat_id, id=new_id(now_ms()), text=text, lifetime_s=lifetime))
        for text, ahead in (("in an hour", 60 * MINUTE), ("in three weeks", 21 * DAY)):
            due = server_now + ahead * 1000
            await wire.ask(ScheduleMessage(chat_id=chat_id, id=new_id(now_ms()), text=text, due_at=due))
        await wire.close()
        begun = [("a minute", False), ("a month", False)]
        assert await look(node, clock, 0, chat_id) == begun
        assert await look(node, clock, -10 * DAY, chat_id) == begun
        done = [("", True), ("", True), ("in an hour", False), ("in three weeks", False)]
        assert await look(node, clock, YEARS, chat_id) == done
        await asyncio.to_thread(node.end)
        await asyncio.to_thread(node.start)
        assert await look(node, clock, YEARS, chat_id) == done
        assert await look(node, clock, 0, chat_id) == done
        # After all that a timer goes as it always did.
        wire, _ = await greeted(node.port, (await sign_in(f"http://127.0.0.1:{node.port}", NAMES[0], PASSWORD)).token)
        await wire.ask(SendMessage(chat_id=chat_id, id=new_id(now_ms()), text="later", lifetime_s=30 * MINUTE))
        await wire.close()
        assert await look(node, clock, MINUTE, chat_id) == [*done, ("later", False)]
        assert await look(node, clock, 31 * MINUTE, chat_id) == [*done, ("", True)]
        await asyncio.to_thread(node.end)
        assert "Traceback" not in node.output.read_text()


@pytest.mark.parametrize("nodes", ["one on SQLite", "two on PostgreSQL"])
async def test_servers_that_are_killed_between_due_and_done_do_each_once(
    tmp_path: Path, nodes: str, request: pytest.FixtureRequest
) -> None:
    luck, clock = random.Random(SEED), Clock(tmp_path)
    environment, count = {}, 1
    if nodes != "one on SQLite":
        environment, count = {"MOLVA_DATABASE": request.getfixturevalue("postgres_url")}, 2
    with ExitStack() as stack:
        nursery = stack.enter_context(Nursery(under=clock.under))
        servers = [Node(nursery, tmp_path / f"{number}", environment) for number in range(count)]
        for server in servers:
            server.folder.mkdir()
            await asyncio.to_thread(server.start)
        tokens = await people(servers[0].port, NAMES)
        chats, planned = await plan(servers, tokens)
        for server in servers:
            await asyncio.to_thread(server.end)
        # Everything is due at once, before any of them is there.
        clock.set(60 * MINUTE)
        for _ in range(CYCLES):
            for server in servers:
                server.launch()
            for server in luck.sample(servers, len(servers)):
                # Death comes at any moment: while a server starts, looks, sends or commits.
                await asyncio.sleep(luck.uniform(0, STARTING_S))
                await asyncio.to_thread(server.end)
        for server in servers:
            await asyncio.to_thread(server.start)
        await until_done(servers[-1].port, tokens)
        for token, chat_id in zip(tokens, chats, strict=True):
            wire, _ = await greeted(servers[0].port, token.token)
            found = await history(wire, chat_id)
            await wire.close()
            said = [message for message in found if message.text != "sign"]
            assert sorted(message.id for message in said if not message.deleted) == sorted(planned[chat_id])
            assert [message.seq for message in found] == list(range(1, len(found) + 1))
            assert sum(message.deleted for message in said) == PLANNED_EACH
        for server in servers:
            await asyncio.to_thread(server.end)
            assert "Traceback" not in server.output.read_text()


async def plan(servers: Sequence[Node], tokens: Sequence[Token]) -> tuple[list[str], dict[str, list[str]]]:
    """Let everybody write what expires, and schedule what is to be sent, in a chat of each with the next one.

    Returns:
        The chats in the order of the people, and the ids that are to be sent by chat.
    """
    chats: list[str] = []
    planned: dict[str, list[str]] = {}
    for place, token in enumerate(tokens):
        wire, server_now = await greeted(servers[place % len(servers)].port, token.token)
        chat_id = (await wire.ask(OpenDirect(user_id=token.account.user_id))).chat.id
        chats.append(chat_id)
        planned[chat_id] = [new_id(now_ms()) for _ in range(PLANNED_EACH)]
        for number, named in enumerate(planned[chat_id]):
            due = server_now + 10 * MINUTE * 1000 + number
            await wire.ask(ScheduleMessage(chat_id=chat_id, id=named, text="planned", due_at=due))
            expiring = SendMessage(chat_id=chat_id, id=new_id(now_ms()), text="passing", lifetime_s=10 * MINUTE)
            await wire.ask(expiring)
        await wire.close()
    return chats, planned


async def until_done(port: int, tokens: Sequence[Token]) -> None:
    """Wait until nothing waits any more and nothing has outlived its time."""
    for token in tokens:
        wire, _ = await greeted(port, token.token)
        chat_id = (await wire.ask(OpenDirect(user_id=token.account.user_id))).chat.id
        while (await wire.ask(ListScheduledMessages())).messages:
            pass
        while any(message.text == "passing" for message in await history(wire, chat_id)):
            pass
        await wire.close()
