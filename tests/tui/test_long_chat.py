"""A chat of five thousand messages: a bounded part is drawn, and older messages come in at the upper end."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from molva.client.journal import write_file
from molva.client.login import Login, login_file
from molva.client.testing import FakeServer, FakeUser
from molva.tui.timeline import Timeline
from molva.tui.window import MOST, PAGE
from tests.fixtures.settling import settle
from tests.tui.terminal import terminal

pytestmark = pytest.mark.anyio

COUNT = 5_000
NOTES = 5
"""Days, and the line above what is new."""


async def test_a_long_chat_stays_bounded(server: FakeServer, ann: FakeUser, bob: FakeUser, tmp_path: Path) -> None:
    group = server.add_chat("Walks", [ann, bob])
    for number in range(COUNT):
        server.send(group, ann, f"message {number}")
    home = {"HOME": str(tmp_path)}
    write_file(login_file(home), msgspec.json.encode(Login(url=server.url, token=bob.token, username="bob")))
    async with terminal(home) as shown:
        await shown.open("Walks")
        await shown.sees(f"message {COUNT - 1}")
        timeline = shown.app.screen.query_one(Timeline)
        assert timeline.option_count <= PAGE + NOTES
        timeline.focus()
        for turn in range(1, 8):
            await shown.press("home")
            oldest = COUNT - PAGE * turn
            await shown.press("up")
            await settle(lambda oldest=oldest: first(timeline) < oldest)  # type: ignore[misc]  # bound at once
            assert timeline.option_count <= MOST + NOTES
        newest = str(timeline.get_option_at_index(timeline.option_count - 1).prompt)
        assert f"message {COUNT - 1} " not in newest
        server.send(group, ann, "quite new")
        await shown.press("shift+tab")
        await shown.open("Walks")
        await shown.sees("quite new")
        assert timeline.option_count <= PAGE + NOTES
    assert len(group.messages) == COUNT + 1


def first(timeline: Timeline) -> int:
    """The number of the oldest message that is drawn."""
    texts = [str(timeline.get_option_at_index(index).prompt) for index in range(timeline.option_count)]
    return min(int(text.split("message ")[1].split()[0]) for text in texts if "message " in text)
