"""G3 under kill -9: a server that dies between the moment of a scheduled message and its sending sends it once."""

import asyncio
import random
import time
from pathlib import Path

import httpx

from molva.protocol.ids import new_id
from tests.faults.rig.node import Node
from tests.faults.rig.nursery import Nursery

CYCLES = 12
MESSAGES = 5
SPREAD_MS = 1_000
PATIENCE_S = 30


async def test_scheduled_messages_are_sent_once_by_a_server_that_is_killed(tmp_path: Path) -> None:
    luck, planned = random.Random(1), list[str]()
    with Nursery() as nursery:
        node = Node(nursery, tmp_path)
        await asyncio.to_thread(node.start)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{node.port}/api/v1", timeout=30) as http:
            account = {"username": "anna", "password": "corn-flower-9-boat", "token": True}
            token = (await http.post("/users", json=account)).json()["token"]
            http.headers["authorization"] = f"Bearer {token}"
            chat_id = (await http.get("/chats")).json()["chats"][0]["chat"]["id"]
            for _ in range(CYCLES):
                now = time.time_ns() // 1_000_000
                for _ in range(MESSAGES):
                    planned.append(new_id(now))
                    due_at = now + luck.randint(0, SPREAD_MS)
                    body = {"id": planned[-1], "text": "later", "due_at": due_at}
                    assert (await http.post(f"/chats/{chat_id}/scheduled", json=body)).status_code == 201
                # Death comes before, while and after they are looked for, which happens once a second.
                await asyncio.sleep(luck.uniform(0, 1.2))
                await asyncio.to_thread(node.end)
                await asyncio.to_thread(node.start)
            async with asyncio.timeout(PATIENCE_S):
                while (await http.get("/scheduled")).json()["messages"]:  # noqa: ASYNC110  # another process has no event
                    await asyncio.sleep(0.05)
            found = (await http.get(f"/chats/{chat_id}/messages?limit=200")).json()["messages"]
        await asyncio.to_thread(node.end)
    assert sorted(message["id"] for message in found if message["text"]) == sorted(planned)
