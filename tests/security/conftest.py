"""A whole server over SQLite, as people run it, for tests that attack it from outside."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from molva.server.app import Site
from molva.server.settings import Settings
from tests.server.transport.serving import Served, serving

CHEAP = Settings(
    password_passes=1,
    password_memory_kib=8,
    registrations_per_address=1_000_000,
    sign_ins_per_account=1_000_000,
    sign_ins_per_address=1_000_000,
    link_previews="off",
    edit_history="on",
)
"""Passwords that cost nothing and limits that a test does not meet; only a test may have them."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running server with its own empty database."""
    with serving(Site(replace(CHEAP, data=tmp_path_factory.mktemp("site")))) as server:
        yield server
