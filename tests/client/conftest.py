"""A chat of two and the client of one of them, connected to the fake server."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from molva.client import Client
from molva.client.testing import FakeChat, FakeServer, FakeUser


@pytest.fixture
def chat(server: FakeServer, ann: FakeUser, bob: FakeUser) -> FakeChat:
    return server.open_direct(ann, bob)


@pytest.fixture
async def client(server: FakeServer, bob: FakeUser, chat: FakeChat) -> AsyncIterator[Client]:
    async with await Client.connect(server.url, bob.token, draw=lambda: 0.0) as client:
        yield client
