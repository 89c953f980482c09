"""G3: however often and on however many connections a message is sent, it is stored once and gets one answer."""

import asyncio
import time

import msgspec
import pytest

from molva.protocol.commands import GetHistory, SendMessage
from molva.protocol.errors import MessageIdTaken
from molva.protocol.frames import RawAnswer, Refused
from molva.protocol.ids import new_id
from tests.faults.rig.crowd import Crowd, gather
from tests.faults.rig.node import Node
from tests.faults.rig.wire import Wire, connected

SOCKETS = 5
REPEATS_PER_SOCKET = 10


async def say(wire: Wire, message: SendMessage) -> RawAnswer | Refused:
    return await wire.answer(await wire.call(message))


async def stored(wire: Wire, chat: str) -> list[str]:
    """Texts of a chat, the server's own messages left out."""
    history = await wire.ask(GetHistory(chat_id=chat, after=0, limit=200))
    return [message.text for message in history.messages if message.service is None]


async def repeat(wire: Wire, message: SendMessage) -> set[bytes]:
    """Send many times before reading anything; give the different results."""
    references = [await wire.call(message) for _ in range(REPEATS_PER_SOCKET)]
    results: set[bytes] = set()
    for reference in references:
        answer = await wire.answer(reference)
        assert isinstance(answer, RawAnswer), answer
        results.add(bytes(answer.result))
    return results


async def test_fifty_repeats_at_once_are_one_message(server: Node, names: list[str]) -> None:
    crowd = await gather(server.port, names)
    message = new_message(crowd)
    async with connected(server.port, [crowd.people[0].token] * SOCKETS) as wires:
        results = await asyncio.gather(*(repeat(wire, message) for wire in wires))
        assert len(set().union(*results)) == 1
        assert await stored(wires[0], crowd.group) == [message.text]


async def test_a_repeat_after_a_restart_gets_the_first_answer(server: Node, names: list[str]) -> None:
    crowd = await gather(server.port, names)
    message = new_message(crowd)
    async with connected(server.port, [crowd.people[0].token]) as (wire,):
        first = await say(wire, message)
    await asyncio.to_thread(server.end)
    await asyncio.to_thread(server.start)
    async with connected(server.port, [crowd.people[0].token]) as (wire,):
        again = await say(wire, message)
    assert isinstance(first, RawAnswer)
    assert isinstance(again, RawAnswer)
    assert bytes(again.result) == bytes(first.result)


@pytest.mark.parametrize("other", ["text", "chat", "sender"])
async def test_the_id_of_another_message_is_refused(server: Node, names: list[str], other: str) -> None:
    crowd = await gather(server.port, names)
    message = new_message(crowd)
    changes = {"text": {"text": "Something else"}, "chat": {"chat_id": crowd.direct}, "sender": {}}
    async with connected(server.port, [person.token for person in crowd.people]) as (one, two, _):
        assert isinstance(await say(one, message), RawAnswer)
        refused = await say(two if other == "sender" else one, msgspec.structs.replace(message, **changes[other]))
        assert isinstance(refused, Refused)
        assert refused.error.code == MessageIdTaken.code
        assert await stored(one, crowd.group) == [message.text]
        assert await stored(one, crowd.direct) == []


def new_message(crowd: Crowd) -> SendMessage:
    return SendMessage(chat_id=crowd.group, id=new_id(time.time_ns() // 1_000_000), text="Once and for all")
