"""The server goes and comes back: it is told, and what was written meanwhile is sent once."""

from __future__ import annotations

from pathlib import Path

import pytest

from molva.client import Client, State
from tests.fixtures.settling import settle
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD
from tests.tui.terminal import register, terminal

pytestmark = pytest.mark.anyio


async def test_what_was_written_without_a_server_is_sent_once(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    async with await Client.register(site.url, "ann", PASSWORD, name="Ann", draw=lambda: 0.1) as ann:
        (bob,) = await ann.find_people("bob")
        group = (await ann.create_group("Walkers", [bob.user_id])).chat.id
        async with terminal(home) as shown:
            await shown.open("Walkers")
            await shown.say("before")
            await shown.sees("before  ")
            await settle(lambda: "before" in texts(ann, group))
            site.stop()
            await shown.sees("No connection. What you write is sent once it is back.")
            await shown.say("one while away")
            await shown.say("two while away")
            await shown.sees("one while away", "two while away", "2 messages wait")
            assert "…" in shown.screen
            site.start()
            await shown.misses("No connection")
            await settle(lambda: texts(ann, group) == ["before", "one while away", "two while away"])
            await ann.send(group, "welcome back")
            await shown.sees("welcome back")
            assert shown.screen.count("two while away") == 1


async def test_what_was_written_survives_quitting(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    async with await Client.register(site.url, "ann", PASSWORD, name="Ann", draw=lambda: 0.1) as ann:
        (bob,) = await ann.find_people("bob")
        group = (await ann.create_group("Walkers", [bob.user_id])).chat.id
        async with terminal(home) as shown:
            await shown.open("Walkers")
            site.stop()
            await shown.sees("No connection")
            await shown.say("to be kept")
            await shown.sees("1 message waits")
        async with terminal(home) as shown:
            await shown.sees("No connection")
            site.start()
            await shown.sees("to be kept")
            await settle(lambda: texts(ann, group) == ["to be kept"])
        await settle(lambda: ann.state is State.ONLINE)
    assert texts(ann, group) == ["to be kept"]


def texts(client: Client, chat_id: str) -> list[str]:
    """What is said in a chat."""
    rows = client.replica.chats[chat_id].messages
    return [row.text for _, row in sorted(rows.items()) if row.service is None]
