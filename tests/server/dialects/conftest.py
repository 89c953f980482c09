"""A whole server for the dialects, on each kind of database and with the settings that a test asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.site import RunningSite
from tests.fixtures.world import CHEAP

Serve = Callable[..., RunningSite]


@pytest.fixture(params=["sqlite", "postgresql"])
def serve(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Serve]:
    """Starts a server with settings; it ends with the test."""
    database = "" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with ExitStack() as stack:

        def start(**settings: Any) -> RunningSite:
            folder = tmp_path / "site"
            folder.mkdir()
            running = RunningSite(folder, settings=replace(CHEAP, database=database, **settings), raw=True)
            running.start()
            stack.callback(running.stop)
            return running

        yield start
