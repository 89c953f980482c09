"""A bot handles each message once, in order, and answers it once, also when it is started again."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from molva.client import Bot, Incoming
from molva.client.bot import reply_id
from molva.client.testing import FakeChat, FakeServer, FakeUser
from molva.protocol.errors import SessionEnded
from molva.protocol.ids import UUID7_PATTERN
from tests.client.rows import ME, message

pytestmark = pytest.mark.anyio


@pytest.fixture
def user(server: FakeServer) -> FakeUser:
    return server.add_user("echo")


@pytest.fixture
def chat(server: FakeServer, ann: FakeUser, user: FakeUser) -> FakeChat:
    return server.open_direct(ann, user)


@asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(bot.serve())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def said(chat: FakeChat, user: FakeUser) -> list[str]:
    return [message.text for message in chat.messages if message.sender_id == user.id]


async def test_a_word_calls_its_handler_and_everything_else_the_other(
    server: FakeServer, ann: FakeUser, user: FakeUser, chat: FakeChat
) -> None:
    bot = Bot(server.url, user.token)

    @bot.command("/hello")
    async def hello(incoming: Incoming) -> None:
        assert incoming.sender is not None
        assert incoming.chat is not None
        await incoming.reply(f"Hello, {incoming.sender.name}!")

    @bot.message
    async def echo(incoming: Incoming) -> None:
        await incoming.reply(incoming.text, quote=True)

    async with running(bot):
        await bot.ready.wait()
        server.send(chat, ann, "/HELLO you")
        server.send(chat, ann, "one")
        await server.until(lambda: len(said(chat, user)) == 2)
    assert said(chat, user) == ["Hello, Ann!", "one"]
    assert chat.messages[-1].reply_to == 2


async def test_a_handler_that_fails_is_logged_and_the_next_message_handled(
    server: FakeServer, ann: FakeUser, user: FakeUser, chat: FakeChat, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    bot = Bot(server.url, user.token)

    @bot.message
    async def fail(incoming: Incoming) -> None:
        if incoming.text == "bad":
            raise ZeroDivisionError
        await incoming.reply("fine")

    async with running(bot):
        await bot.ready.wait()
        server.send(chat, ann, "bad")
        server.send(chat, ann, "good")
        await server.until(lambda: said(chat, user) == ["fine"])
    assert "the handler failed" in caplog.text


async def test_what_came_while_it_was_down_is_handled_and_nothing_twice(
    server: FakeServer, ann: FakeUser, user: FakeUser, chat: FakeChat, tmp_path: Path
) -> None:
    handled: list[str] = []

    def make() -> Bot:
        bot = Bot(server.url, user.token, folder=tmp_path)

        @bot.message
        async def note(incoming: Incoming) -> None:
            handled.append(incoming.text)
            await incoming.reply(f"noted {incoming.text}")

        return bot

    bot = make()
    async with running(bot):
        await bot.ready.wait()
        server.send(chat, ann, "one")
        server.send(chat, ann, "two")
        await server.until(lambda: len(said(chat, user)) == 2)
    server.send(chat, ann, "three")
    async with running(make()):
        await server.until(lambda: len(said(chat, user)) == 3)
    assert said(chat, user) == ["noted one", "noted two", "noted three"]
    assert handled.count("one") == 1, "its place was written down before the next message"


async def test_a_reply_that_was_sent_before_a_crash_is_not_sent_again(
    server: FakeServer, ann: FakeUser, user: FakeUser, chat: FakeChat, tmp_path: Path
) -> None:
    starts = 0

    def make() -> Bot:
        bot = Bot(server.url, user.token, folder=tmp_path)

        @bot.message
        async def count(incoming: Incoming) -> None:
            nonlocal starts
            starts += 1
            await incoming.reply(f"start {starts}")
            if starts == 1:
                await asyncio.Event().wait()

        return bot

    bot = make()
    async with running(bot):
        await bot.ready.wait()
        server.send(chat, ann, "one")
        await server.until(lambda: said(chat, user) == ["start 1"])
    async with running(make()):
        server.send(chat, ann, "two")
        await server.until(lambda: len(said(chat, user)) == 2)
    assert said(chat, user) == ["start 1", "start 3"]


@pytest.mark.parametrize("content", ["", "{", '{"epoch":"another","chats":{"x":1}}'])
async def test_positions_that_do_not_fit_are_not_used(
    server: FakeServer, ann: FakeUser, user: FakeUser, chat: FakeChat, tmp_path: Path, content: str
) -> None:
    server.send(chat, ann, "before")
    (tmp_path / "positions.json").write_text(content)
    bot = Bot(server.url, user.token, folder=tmp_path)

    @bot.message
    async def echo(incoming: Incoming) -> None:
        await incoming.reply(incoming.text)

    async with running(bot):
        await bot.ready.wait()
        server.send(chat, ann, "now")
        await server.until(lambda: said(chat, user) == ["now"])


async def test_a_bot_without_a_session_says_so(server: FakeServer) -> None:
    with pytest.raises(SessionEnded):
        await Bot(server.url, "wrong").serve()


def test_a_handler_is_async() -> None:
    with pytest.raises(TypeError, match="async def"):
        Bot("http://127.0.0.1:1", "token").message(lambda incoming: None)  # type: ignore[arg-type, return-value]  # wrong on purpose


def test_replies_have_ids_of_their_own_that_never_change() -> None:
    ids = {reply_id(message(seq, 1), ME, number) for seq in range(1, 4) for number in range(3)}
    assert len(ids) == 9
    assert all(re.match(UUID7_PATTERN, each) for each in ids)
    assert reply_id(message(1, 1), ME, 0) == reply_id(message(1, 9, "edited"), ME, 0)
