"""A real server, on both databases, does in every story what the file tells; `MOLVA_RECORD=1` writes it down anew."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from molva.server.delivery import presence
from molva.server.storage.engine import Database
from tests.contract import story
from tests.contract.player import Player
from tests.fixtures.clock import FakeClock
from tests.fixtures.world import CHEAP, World, running_world


@pytest.fixture
async def keeping(database: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """A server that does everything that one can do, and misses nobody while a story is told, however slowly."""
    monkeypatch.setattr(presence, "GRACE_SECONDS", 3600)
    async with running_world(database, clock, settings=replace(CHEAP, edit_history="on")) as made:
        yield made


@pytest.mark.parametrize("path", story.ALL, ids=lambda path: path.stem)
async def test_the_server_tells_the_story(keeping: World, path: Path) -> None:
    told = story.text(await Player(keeping, story.read(path)).tell())
    if os.environ.get("MOLVA_RECORD"):
        story.write(path, told)
    assert told == story.text(story.read(path))
