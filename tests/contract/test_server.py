"""A real server, on both databases, does in every story what the file tells; `MOLVA_RECORD=1` writes it down anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.contract import story
from tests.contract.player import Player
from tests.fixtures.world import World


@pytest.mark.parametrize("path", story.ALL, ids=lambda path: path.stem)
async def test_the_server_tells_the_story(world: World, path: Path) -> None:
    told = story.text(await Player(world, story.read(path)).tell())
    if os.environ.get("MOLVA_RECORD"):
        story.write(path, told)
    assert told == story.text(story.read(path))
