"""The real program in a window of its own gets an hour's traffic, loses the server meanwhile, and does not grow."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from molva.client import Client
from molva.client.login import log_in
from tests.clients.traffic import talk_for_an_hour
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("screen")]

PROGRAM = Path(sys.executable).with_name("molva")


@contextmanager
def real_window(home: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run `molva desktop` until the end of the block."""
    environment = {"PATH": os.environ["PATH"], "DISPLAY": os.environ["DISPLAY"], "MOLVA_ENV_FILE": ""} | home
    with subprocess.Popen([PROGRAM, "desktop"], env=environment) as program:
        try:
            yield program
        finally:
            program.kill()


async def test_an_hour_in_a_window(site: RunningSite, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "LANG": "en_US.UTF-8"}
    async with await Client.register(site.url, "ann", PASSWORD, name="Ann") as ann:
        await log_in(home, site.url, "bob", PASSWORD, new=True)
        (bob,) = await ann.find_people("bob")
        (general,) = ann.replica.chats
        with real_window(home) as program:
            await talk_for_an_hour(site, ann, general, bob.user_id, program.pid)
            assert program.poll() is None
