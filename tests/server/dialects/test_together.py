"""What is said in one dialect is seen in every other, and live by whoever listens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from molva.client import Client
from tests.fixtures.world import PASSWORD
from tests.server.dialects.conftest import Serve
from tests.server.dialects.together import DIALECTS, Together


@pytest.fixture
def together(serve: Serve) -> Iterator[Together]:
    with ExitStack() as stack:
        yield Together(serve().url, stack)


@pytest.mark.anyio
async def test_what_is_said_in_one_is_seen_in_all_the_others_and_by_the_sdk(together: Together) -> None:
    async with await Client.register(together.url, "sdk", PASSWORD) as sdk:
        heard = sdk.messages()
        await sdk.online()
        for speaker in DIALECTS:
            text = f"said in {speaker}"
            together.speak(speaker, text)
            assert (await anext(heard)).text == text
            for reader in DIALECTS:
                # Whoever writes there gets the message's id, and not the message.
                if (speaker, reader) != ("my_messenger", "my_messenger"):
                    assert together.look(reader) == text, reader
        await sdk.send(together.general, "said by the sdk")
        assert {together.look(reader) for reader in DIALECTS} == {"said by the sdk"}
