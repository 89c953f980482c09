"""Somebody in a terminal and people at clients of the older messengers talk in the general chat."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.fixtures.site import RunningSite
from tests.server.dialects.together import DIALECTS, Together
from tests.tui.terminal import register, terminal

pytestmark = pytest.mark.anyio


async def test_what_older_clients_say_comes_to_the_terminal_and_what_it_says_to_them(
    site: RunningSite, tmp_path: Path
) -> None:
    home = await register(site, tmp_path, "bob")
    with ExitStack() as stack:
        together = await asyncio.to_thread(Together, site.url, stack)
        async with terminal(home) as bob:
            await bob.open("General")
            for speaker in DIALECTS:
                await asyncio.to_thread(together.speak, speaker, f"said in {speaker}")
                await bob.sees(f"said in {speaker}")
                if speaker != "my_messenger":
                    assert await asyncio.to_thread(together.look, "my_messenger") == f"said in {speaker}"
            await bob.say("said in a terminal")
            await bob.sees("said in a terminal  ")
            # The WebSocket is told, so by then the others can read it.
            for reader in reversed(DIALECTS):
                assert await asyncio.to_thread(together.look, reader) == "said in a terminal"
