"""Two people in a group: one writes by the SDK, the other in a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from molva.client import Client
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD
from tests.tui.terminal import register


@dataclass
class Two:
    """Ann, who uses the SDK; the home of Bob, who uses the terminal; and the group of the two."""

    ann: Client
    home: dict[str, str]
    bob_id: str
    group: str

    def messages(self) -> list[str]:
        """The texts of the group as Ann has them."""
        rows = self.ann.replica.chats[self.group]
        return [row.text for _, row in sorted(rows.messages.items()) if row.service is None]


@pytest.fixture
async def two(site: RunningSite, tmp_path: Path) -> AsyncIterator[Two]:
    async with await Client.register(site.url, "ann", PASSWORD, name="Ann") as ann:
        home = await register(site, tmp_path, "bob")
        (bob,) = await ann.find_people("bob")
        group = await ann.create_group("Walkers", [bob.user_id])
        yield Two(ann, home, bob.user_id, group.chat.id)
