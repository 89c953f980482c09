"""The stream of messages gives each one once and in order, whatever was missed."""

from __future__ import annotations

import pytest

from molva.client import Client
from molva.client.testing import FakeChat, FakeServer, FakeUser

pytestmark = pytest.mark.anyio


async def test_what_was_written_before_is_not_given(
    server: FakeServer, ann: FakeUser, bob: FakeUser, chat: FakeChat
) -> None:
    server.send(chat, ann, "before")
    async with await Client.connect(server.url, bob.token) as client:
        stream = client.messages()
        server.send(chat, ann, "now")
        assert (await anext(stream)).text == "now"


async def test_all_that_was_missed_comes_also_beyond_a_hole(
    server: FakeServer, ann: FakeUser, bob: FakeUser, chat: FakeChat
) -> None:
    async with await Client.connect(server.url, bob.token, draw=lambda: 0.0) as client:
        stream = client.messages()
        server.disconnect()
        for number in range(450):
            server.send(chat, ann, str(number))
        assert [(await anext(stream)).text for _ in range(450)] == [str(number) for number in range(450)]


async def test_it_continues_after_given_places(
    server: FakeServer, ann: FakeUser, bob: FakeUser, chat: FakeChat
) -> None:
    for number in range(1, 301):
        server.send(chat, ann, str(number))
    async with await Client.connect(server.url, bob.token) as client:
        stream = client.messages(after={chat.id: 10})
        assert [(await anext(stream)).seq for _ in range(290)] == list(range(11, 301))
        assert stream.positions == {chat.id: 300}


async def test_own_service_and_deleted_messages_are_passed_over(
    server: FakeServer, ann: FakeUser, bob: FakeUser, chat: FakeChat
) -> None:
    async with await Client.connect(server.url, bob.token) as client:
        others, everybody = client.messages(), client.messages(own=True)
        server.send(chat, bob, "mine")
        server.send(chat, ann, "gone")
        server.world.delete(chat, ann, 2)
        server.send(chat, ann, "here")
        assert (await anext(others)).text in ("gone", "here")
        assert (await anext(everybody)).text == "mine"


async def test_only_one_chat_if_asked_for(server: FakeServer, ann: FakeUser, bob: FakeUser, chat: FakeChat) -> None:
    group = server.add_chat("Walks", [ann, bob])
    async with await Client.connect(server.url, bob.token) as client:
        stream = client.messages(group.id)
        server.send(chat, ann, "elsewhere")
        server.send(group, ann, "here")
        assert (await anext(stream)).text == "here"


async def test_the_first_message_of_a_new_direct_chat_is_given(
    server: FakeServer, ann: FakeUser, bob: FakeUser
) -> None:
    async with await Client.connect(server.url, bob.token) as client:
        stream = client.messages()
        server.send(server.open_direct(ann, bob), ann, "hello")
        assert (await anext(stream)).text == "hello"


async def test_what_was_written_in_a_group_before_one_joined_is_not_given(bob: FakeUser, server: FakeServer) -> None:
    ann = server.add_user("ann")
    group = server.add_chat("Walks", [ann])
    time = server.world.now_ms
    server.world.now_ms = lambda: time() - 60_000
    for number in range(150):
        server.send(group, ann, str(number))
    server.world.now_ms = time
    async with await Client.connect(server.url, bob.token) as client:
        stream = client.messages()
        server.world.add_member(group, bob, by=ann)
        server.send(group, ann, "welcome")
        assert (await anext(stream)).text == "welcome"


async def test_a_chat_that_is_lost_while_it_is_read_ends_without_a_word(
    server: FakeServer, ann: FakeUser, bob: FakeUser, chat: FakeChat
) -> None:
    group = server.add_chat("Walks", [ann, bob])
    for number in range(300):
        server.send(group, ann, str(number))
    async with await Client.connect(server.url, bob.token) as client:
        stream = client.messages(after={group.id: 0})
        server.world.remove_member(group, bob, by=ann)
        server.send(chat, ann, "elsewhere")
        assert (await anext(stream)).text == "elsewhere"
