"""Over a network that cuts every connection again and again, everything arrives once, in order, on every device."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from random import Random

import pytest

from molva.client import Client
from molva.client.accounts import register
from molva.protocol.rows import Message
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD

pytestmark = pytest.mark.anyio

MESSAGES = 40
CUT_AFTER_BYTES = (1_000, 6_000)
"""Each connection is cut after so many bytes, both directions together, wherever that is in a frame."""

MORE_BYTES = 800
"""Each further connection lives so much longer: a network that never lets a whole frame through helps nobody."""


@asynccontextmanager
async def cutting_proxy(site: RunningSite, random: Random) -> AsyncIterator[tuple[str, list[int]]]:
    """A way to the server that resets each connection after a random number of bytes; its address, and a count."""
    cuts: list[int] = []

    async def carry(reader: asyncio.StreamReader, writers: list[asyncio.StreamWriter], left: list[int]) -> None:
        while data := await reader.read(700):
            left[0] -= len(data)
            writers[0].write(data[: max(1, len(data) + min(0, left[0]))])
            if left[0] <= 0:
                cuts.append(1)
                for writer in writers:
                    writer.transport.abort()
                return
        writers[0].close()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            inner_reader, inner = await asyncio.open_connection("127.0.0.1", site.port)
            left = [random.randint(*CUT_AFTER_BYTES) + MORE_BYTES * len(cuts)]
            async with asyncio.TaskGroup() as group:
                group.create_task(carry(reader, [inner, writer], left))
                group.create_task(carry(inner_reader, [writer, inner], left))
        except* OSError:
            writer.transport.abort()

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", cuts
    finally:
        server.close()


@pytest.mark.parametrize("seed", range(3))
async def test_everything_arrives_once_in_order_on_every_device(site: RunningSite, seed: int) -> None:
    random = Random(seed)
    tokens = [(await register(site.url, name, PASSWORD)).token for name in ("ann", "bob")]
    async with AsyncExitStack() as stack, cutting_proxy(site, random) as (bad, cuts):
        ann, bob, second = [
            await stack.enter_async_context(Client(bad, token, draw=lambda: 0.02 * random.random()))
            for token in (*tokens, tokens[1])
        ]
        await asyncio.gather(ann.online(), bob.online(), second.online())
        chat = (await ann.open_direct(bob.user_id)).chat.id
        heard = second.messages(own=True, after={chat: 0})

        async def talk(client: Client, name: str) -> list[int]:
            deliveries = []
            for number in range(MESSAGES):
                deliveries.append(await client.queue(chat, f"{name} {number} {'.' * random.randint(0, 100)}"))
                if number % 7 == 0:
                    await asyncio.sleep(0)
            return [(await delivery).seq for delivery in deliveries]

        async with asyncio.timeout(60):
            anns, bobs = await asyncio.gather(talk(ann, "ann"), talk(bob, "bob"))
            await ann.edit(chat, anns[0], "edited")
            told = [await anext(heard) for _ in range(2 * MESSAGES)]
        assert anns == sorted(set(anns))
        assert bobs == sorted(set(bobs))
        assert sorted(anns + bobs) == list(range(1, 2 * MESSAGES + 1))
        assert [message.seq for message in told] == list(range(1, 2 * MESSAGES + 1))
        assert cuts, "the network was bad"

        fresh = await stack.enter_async_context(await Client.connect(site.url, tokens[1]))
        async with asyncio.timeout(60):
            for device in (ann, bob, second):
                rows = device.rows()
                while messages_of(device, chat) != messages_of(fresh, chat):
                    await anext(rows)


def messages_of(client: Client, chat_id: str) -> dict[int, Message]:
    rows = client.replica.chats.get(chat_id)
    return dict(rows.messages) if rows else {}
