"""The Java console with a folder of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.clients.java.typed import Console


@pytest.fixture
async def console(jar: Path, tmp_path: Path) -> AsyncIterator[Console]:
    made = Console(jar, tmp_path / "console")
    yield made
    for each in made.running:
        if each.returncode is None:
            each.kill()
            await each.wait()
