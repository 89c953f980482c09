"""What is deleted is nowhere: no command tells it, no device keeps it, no table, file or log has it (G12)."""

from __future__ import annotations

import random
import re
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from molva.protocol.commands import (
    DeleteMessage,
    EditMessage,
)
from molva.server.storage.engine import Database
from molva.server.storage.sqlite import SqliteDatabase
from tests.convergence.link import Device
from tests.e2e.served import Served
from tests.fixtures.clock import FakeClock
from tests.fixtures.remains import KEPT, check_tables
from tests.fixtures.settling import settle
from tests.fixtures.world import CHEAP, World, running_world
from tests.security.past import GONE, HOUR, Past
from tests.security.people import PASSWORD, fresh_id

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["off", "on"])
async def world(database: Database, clock: FakeClock, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """A server that keeps what messages said before they were changed, and one that does not."""
    async with running_world(database, clock, settings=replace(CHEAP, edit_history=request.param)) as made:
        yield made


async def test_nothing_that_is_deleted_is_told_to_anybody_or_kept(world: World) -> None:
    people = await world.people("ann", "bob", "cid")
    past = Past(world, people)
    devices = [Device(world.core.gateway, each) for each in people]
    for device in devices:
        device.connect()
    away: list[dict[str, int]] = []
    for step in (past.delete_messages, past.let_expire, past.clear, past.delete_chats, past.put_away):
        await step()
        for device in devices:
            await settle()
            while device.deliver():
                await settle()
        # Who goes away now comes back to what has happened after.
        away = away or [dict(device.replica.revs) for device in devices]
    assert past.words > 20
    await world.say(past.ann, past.chats[0], KEPT)
    told = await past.told()
    assert KEPT in told
    assert GONE.findall(told) == []
    for who, revs, device in zip(people, away, devices, strict=True):
        for known in ({}, revs):
            frames = str((await world.connect(who, known)).take())
            assert len(frames) > 100
            assert GONE.findall(frames) == []
        await settle()
        device.deliver()
        assert GONE.findall(str([*device.replica.rows()])) == []
        device.cut()
    await check_tables(world, "gone-", "gonetown", "👍")


@pytest.mark.parametrize("history", ["off", "on"])
async def test_nothing_that_is_deleted_is_in_the_files_of_a_server_that_runs_on(
    sqlite_file: Path, clock: FakeClock, history: str
) -> None:
    database = SqliteDatabase(sqlite_file)
    async with running_world(database, clock, settings=replace(CHEAP, edit_history=history)) as world:
        past = Past(world, await world.people("ann", "bob", "cid"))
        for step in (past.delete_messages, past.let_expire, past.clear, past.delete_chats, past.put_away):
            await step()
        await world.say(past.ann, past.chats[0], KEPT)
        await database.tidy()
        content = b"".join(path.read_bytes() for path in sqlite_file.parent.rglob("*") if path.is_file())
        assert KEPT.encode() in content
        assert re.findall(rb"gone-\d+-|gonetown\d", content) == []


async def test_however_messages_have_moved_about_in_the_file_only_those_that_are_there_are_found(
    sqlite_file: Path, clock: FakeClock
) -> None:
    luck, database = random.Random(3), SqliteDatabase(sqlite_file)
    there: dict[tuple[str, int], str] = {}
    async with running_world(database, clock) as world:
        ann = await world.person("ann")
        chats = [await world.group(ann) for _ in range(8)]
        for number in range(600):
            text = f"wren-{number}-" * luck.choice([1, 3, 10, 30, 100, 300])
            kind = luck.random()
            if kind < 0.6 or not there:
                chat_id = luck.choice(chats)
                there[chat_id, (await world.say(ann, chat_id, text)).seq] = text
                continue
            chat_id, seq = luck.choice(list(there))
            if kind < 0.8:
                await world.do(ann, EditMessage(chat_id=chat_id, seq=seq, text=text))
                there[chat_id, seq] = text
            else:
                await world.do(ann, DeleteMessage(chat_id=chat_id, seq=seq))
                del there[chat_id, seq]
        await database.tidy()
        content = b"".join(path.read_bytes() for path in sqlite_file.parent.iterdir())
        found = {word.decode() for word in re.findall(rb"wren-\d+-", content)}
        assert found == {"-".join(text.split("-")[:2]) + "-" for text in there.values()}


def test_nothing_that_is_deleted_is_in_the_folder_or_the_log_of_a_real_server(tmp_path: Path) -> None:
    served = Served(tmp_path, loud=True)
    served.settings["MOLVA_EDIT_HISTORY"] = "on"
    served.start()
    try:
        with httpx.Client(base_url=f"{served.url}/api/v1", timeout=30) as http:

            def send(method: str, path: str, body: Any = None) -> Any:
                answer = http.request(method, path, json=body)
                assert answer.is_success, answer.text
                return answer.json()

            made = send("POST", "/users", {"username": "anna", "password": PASSWORD, "token": True})
            http.headers["authorization"] = f"Bearer {made['token']}"
            chat = send("GET", "/chats")["chats"][0]["chat"]["id"]
            for text in ("gone-1-", "gone-2-" * 500):
                messages = f"/chats/{chat}/messages"
                seq = send("POST", messages, {"id": fresh_id(), "text": text})["seq"]
                send("PATCH", f"{messages}/{seq}", {"text": f"{text} gone-3-"})
                assert send("GET", f"{messages}/{seq}/edits")["edits"][0]["text"] == text
                send("PUT", f"/chats/{chat}/draft", {"text": text})
                send("DELETE", f"{messages}/{seq}")
            group = fresh_id()
            send("POST", "/chats", {"chat_id": group, "name": "gone-4-", "description": "gone-5-"})
            due_at = int(time.time() * 1000) + HOUR
            send("POST", f"/chats/{group}/scheduled", {"id": fresh_id(), "text": "gone-6-", "due_at": due_at})
            send("DELETE", f"/chats/{group}")
            send("PUT", f"/chats/{chat}/draft", {"text": ""})
            send("POST", messages, {"id": fresh_id(), "text": KEPT})
    finally:
        served.end(signal.SIGTERM)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"output", "molva.db"}
    content = b"".join(path.read_bytes() for path in files)
    assert KEPT.encode() in content
    assert re.findall(rb"gone-\d+-|gonetown\d", content) == []
