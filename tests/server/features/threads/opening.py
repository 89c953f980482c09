"""How the tests of threads open one, and look at it."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from molva.protocol.commands import (
    Command,
    DeleteMessage,
    EditMessage,
    FollowThread,
    GetChanges,
    GetChat,
    GetHistory,
    ListMembers,
    ListThreads,
    OpenedThread,
    OpenThread,
    React,
    SendMessage,
    SignalTyping,
)
from molva.protocol.errors import ChatNotFound, Refusal
from molva.protocol.ids import new_id
from molva.protocol.rows import Comments, chat_scope
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World


class Opened(NamedTuple):
    """A thread, and the message that it is about."""

    chat_id: str
    seq: int
    thread: str


async def open_thread(world: World, who: Caller, chat_id: str, seq: int) -> OpenedThread:
    """Open the thread of a message."""
    return await world.do(who, OpenThread(chat_id=chat_id, seq=seq))


async def thread_of(world: World, who: Caller, chat_id: str, seq: int) -> str:
    """Open the thread of a message; gives the thread's id."""
    return (await open_thread(world, who, chat_id, seq)).thread.chat.id


async def begin(world: World, owner: Caller, other: Caller, *others: Caller, **fields: Any) -> Opened:
    """Let somebody say something in a group of theirs, and the first of the others open its thread."""
    chat_id = await world.group(owner, other, *others, **fields)
    seq = (await world.say(owner, chat_id, "hello")).seq
    return Opened(chat_id, seq, await thread_of(world, other, chat_id, seq))


async def comments(world: World, who: Caller, chat_id: str, seq: int) -> Comments | None:
    """What the root tells, once what is due has happened."""
    await world.pass_time(1000)
    page = await world.do(who, GetHistory(chat_id=chat_id, around=seq))
    return next(message.comments for message in page.messages if message.seq == seq)


async def count(world: World, who: Caller, chat_id: str, seq: int) -> int:
    """How many comments the root tells of."""
    found = await comments(world, who, chat_id, seq)
    assert found is not None
    return found.count


async def assert_refused(world: World, who: Caller, error: type[Refusal], *commands: Command[Any]) -> None:
    """Each of the commands is refused to somebody."""
    for command in commands:
        with pytest.raises(error):
            await world.core.dispatcher.execute(who, command)


async def assert_closed(world: World, who: Caller, thread: str) -> None:
    """Nothing of a thread is there for somebody."""
    await assert_refused(
        world,
        who,
        ChatNotFound,
        GetHistory(chat_id=thread),
        GetChat(chat_id=thread),
        GetChanges(scope=chat_scope(thread)),
        FollowThread(chat_id=thread),
        SendMessage(chat_id=thread, id=new_id(1), text="let me in"),
        React(chat_id=thread, seq=1, emoji=("👍",)),
        EditMessage(chat_id=thread, seq=1, text="changed"),
        DeleteMessage(chat_id=thread, seq=1),
        SignalTyping(chat_id=thread),
        ListMembers(chat_id=thread, user_ids=[who.user_id]),
    )
    assert (await world.do(who, ListThreads())).threads == []
