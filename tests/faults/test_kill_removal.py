"""An account that is deleted stays so under kill -9, and what goes in parts goes on with the next server."""

import asyncio
from pathlib import Path

import httpx

from molva.protocol.ids import new_id
from tests.faults.rig.node import Node
from tests.faults.rig.nursery import Nursery

MESSAGES = 1_200
"""More than one job deletes."""
AT_ONCE = 50
PASSWORD = "corn-flower-9-boat"
PATIENCE_S = 60


async def test_messages_of_a_deleted_account_go_though_the_server_is_killed_again_and_again(tmp_path: Path) -> None:
    with Nursery() as nursery:
        node = Node(nursery, tmp_path)
        await asyncio.to_thread(node.start)
        url = f"http://127.0.0.1:{node.port}/api/v1"
        async with httpx.AsyncClient(base_url=url, timeout=30) as anna, httpx.AsyncClient(base_url=url) as boris:
            for name, http in (("anna", anna), ("boris", boris)):
                account = {"username": name, "password": PASSWORD, "token": True}
                token = (await http.post("/users", json=account)).json()["token"]
                http.headers["authorization"] = f"Bearer {token}"
            chat_id = (await anna.get("/chats")).json()["chats"][0]["chat"]["id"]
            path = f"/chats/{chat_id}/messages"
            for start in range(0, MESSAGES, AT_ONCE):
                bodies = [{"id": new_id(start), "text": "of boris"} for _ in range(AT_ONCE)]
                await asyncio.gather(*(boris.post(path, json=body) for body in bodies))
            await anna.post(path, json={"id": new_id(1), "text": "of anna"})
            gone = await boris.post("/account/deletion", json={"password": PASSWORD, "messages": "delete"})
            assert gone.status_code == 200
            for _ in range(10):
                # At once, and at any moment of what follows.
                await asyncio.to_thread(node.end)
                await asyncio.to_thread(node.start)
            async with asyncio.timeout(PATIENCE_S):
                while "of boris" in (left := await _left(anna, path)):  # noqa: ASYNC110  # another process has no event
                    await asyncio.sleep(0.05)
            assert left == ["of anna"]
            assert (await boris.get("/account")).status_code == 401
            again = await anna.post("/users", json={"username": "boris", "password": PASSWORD})
            assert again.json()["code"] == "username_taken"
        await asyncio.to_thread(node.end)


async def _left(http: httpx.AsyncClient, path: str) -> list[str]:
    """The texts of all messages that are there."""
    texts: list[str] = []
    after = 0
    while True:
        page = (await http.get(path, params={"after": after, "limit": 200})).json()
        texts += [each["text"] for each in page["messages"] if each.get("text")]
        if page["at_end"]:
            return texts
        after = page["messages"][-1]["seq"]
