"""How the tests of polls ask and answer."""

from __future__ import annotations

from typing import Any

from molva.protocol.commands import CreatePoll, GetHistory, VoteInPoll
from molva.protocol.ids import new_id
from molva.protocol.rows import Message, Poll, Vote
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

DAY_MS = 86_400_000
OPTIONS = ("apples", "pears", "plums")


async def ask(world: World, who: Caller, chat_id: str, **fields: Any) -> int:
    """Make a poll; gives the number of its message."""
    asked = {"question": "What shall we buy?", "options": OPTIONS, "id": new_id(world.clock()), **fields}
    return (await world.do(who, CreatePoll(chat_id=chat_id, **asked))).seq


async def vote(world: World, who: Caller, chat_id: str, seq: int, *options: int) -> Vote:
    """Choose options."""
    return await world.do(who, VoteInPoll(chat_id=chat_id, seq=seq, options=options))


async def see(world: World, who: Caller, chat_id: str, seq: int) -> Message:
    """Read a message as somebody sees it."""
    found = await world.do(who, GetHistory(chat_id=chat_id, around=seq))
    return next(message for message in found.messages if message.seq == seq)


async def poll(world: World, who: Caller, chat_id: str, seq: int) -> Poll:
    """Read a poll as somebody sees it."""
    found = (await see(world, who, chat_id, seq)).poll
    assert found is not None
    return found


async def counts(world: World, who: Caller, chat_id: str, seq: int) -> tuple[int, ...]:
    """How often each option was chosen, and last how many have answered."""
    found = await poll(world, who, chat_id, seq)
    return (*(option.count for option in found.options), found.voters)
