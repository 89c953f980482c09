"""Somebody at the Java console and people at clients of the older messengers talk in the general chat."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack

import pytest

from tests.clients.java.typed import Console, said, write
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD
from tests.server.dialects.together import DIALECTS, Together

pytestmark = pytest.mark.anyio


async def test_what_older_clients_say_comes_to_the_console_and_what_it_says_to_them(
    site: RunningSite, console: Console
) -> None:
    assert (await console.run("register", site.url, "anna", lines=f"{PASSWORD}\n"))[0] == 0
    with ExitStack() as stack:
        together = await asyncio.to_thread(Together, site.url, stack)
        talk = await console.start("talk", together.general)
        assert await said(talk, "--") == "-- Connected."
        for speaker in DIALECTS:
            await asyncio.to_thread(together.speak, speaker, f"said in {speaker}")
            await said(talk, f"said in {speaker}")
            if speaker != "my_messenger":
                assert await asyncio.to_thread(together.look, "my_messenger") == f"said in {speaker}"
        write(talk, "said in Java")
        # The WebSocket is told, so by then the others can read it.
        for reader in reversed(DIALECTS):
            assert await asyncio.to_thread(together.look, reader) == "said in Java"
