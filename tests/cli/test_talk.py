"""`molva send` and `molva tail` against the fake server."""

from __future__ import annotations

import asyncio
import io

import pytest
from msgspec.structs import replace

from molva.cli import talk
from molva.cli.chats import message_line
from molva.cli.console import Console, Problem
from molva.cli.words import EN, RU
from molva.client import Client, Replica
from molva.client.login import Login
from molva.client.testing import FakeChat, FakeServer, FakeUser
from molva.protocol.rows import (
    ChatRenamed,
    Forward,
    GroupCreated,
    LinkPreview,
    MemberAdded,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    Mentions,
    Message,
)

pytestmark = pytest.mark.anyio


@pytest.fixture
def group(server: FakeServer, ann: FakeUser, bob: FakeUser) -> FakeChat:
    return server.add_chat("Walks", [ann, bob])


@pytest.fixture
def login(server: FakeServer, bob: FakeUser) -> Login:
    return Login(url=server.url, token=bob.token)


async def test_a_message_is_sent_to_a_group_by_its_name_in_any_case(login: Login, group: FakeChat) -> None:
    await talk.send(Console(EN), login, "WALKS", "hello", None)
    await talk.send(Console(EN), login, group.id, "again", 1)
    assert [(message.text, message.reply_to) for message in group.messages] == [("hello", None), ("again", 1)]


async def test_a_message_is_sent_to_a_person_by_username(
    login: Login, server: FakeServer, ann: FakeUser, bob: FakeUser
) -> None:
    await talk.send(Console(EN), login, "@Ann", "hello", None)
    await talk.send(Console(EN), login, "Ann", "again", None)
    assert [message.text for message in server.open_direct(ann, bob).messages] == ["hello", "again"]


async def test_a_text_is_read_from_standard_input(
    login: Login, group: FakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("one\ntwo\n"))
    await talk.send(Console(EN), login, "Walks", "-", None)
    assert group.messages[0].text == "one\ntwo"


@pytest.mark.parametrize("chat", ["Nowhere", "@nobody", "@an", "0190a0a0-0000-7000-8000-000000000001"])
async def test_an_unknown_chat_is_told(login: Login, group: FakeChat, chat: str) -> None:
    with pytest.raises(Problem, match="no chat called"):
        await talk.send(Console(EN), login, chat, "hello", None)


async def test_two_chats_of_one_name_are_told_apart_by_id(
    login: Login, server: FakeServer, ann: FakeUser, bob: FakeUser, group: FakeChat
) -> None:
    other = server.add_chat("walks", [ann, bob])
    with pytest.raises(Problem) as caught:
        await talk.send(Console(EN), login, "Walks", "hello", None)
    assert group.id in str(caught.value)
    assert other.id in str(caught.value)


async def test_nothing_is_not_sent(login: Login, group: FakeChat) -> None:
    with pytest.raises(Problem, match="nothing to send"):
        await talk.send(Console(EN), login, "Walks", " \n", None)


async def printed(capsys: pytest.CaptureFixture[str], count: int) -> list[str]:
    """Wait for so many lines on standard output."""
    lines: list[str] = []
    async with asyncio.timeout(10):
        while len(lines) < count:
            await asyncio.to_thread(lambda: None)
            lines += capsys.readouterr().out.splitlines()
    return lines


@pytest.mark.parametrize("chat", [None, "Walks"])
async def test_tail_shows_the_latest_and_then_what_comes(
    login: Login,
    server: FakeServer,
    ann: FakeUser,
    group: FakeChat,
    capsys: pytest.CaptureFixture[str],
    chat: str | None,
) -> None:
    for number in range(5):
        server.send(group, ann, f"old {number}")
    task = asyncio.create_task(talk.tail(Console(EN), login, chat, lines=2, json=False))
    first = await printed(capsys, 2)
    assert [line.partition(": ")[2] for line in first] == ["old 3", "old 4"]
    assert "  Walks  #4  Ann: " in first[0]
    server.send(group, ann, "new for @bob")
    assert (await printed(capsys, 1))[0].endswith("  Walks  #6  Ann: new for @bob  (@you)")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_tail_as_json_and_across_a_break(
    login: Login, server: FakeServer, ann: FakeUser, group: FakeChat, capsys: pytest.CaptureFixture[str]
) -> None:
    server.send(group, ann, "old")
    task = asyncio.create_task(talk.tail(Console(EN), login, "Walks", lines=1, json=True))
    assert '"text":"old"' in (await printed(capsys, 1))[0]
    server.disconnect()
    server.send(group, ann, "missed")
    assert '"text":"missed"' in (await printed(capsys, 1))[0]
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_every_kind_of_message_has_a_line(
    login: Login, server: FakeServer, ann: FakeUser, bob: FakeUser, group: FakeChat
) -> None:
    async with await Client.connect(login.url, login.token) as client:

        def line(**fields: object) -> str:
            message = Message(chat_id=group.id, seq=1, rev=1, id=ann.id, sender_id=ann.id, sent_at=0, **fields)  # type: ignore[arg-type]  # any field
            return message_line(EN, client.replica, message).split("#1  ", 1)[1]

        assert line(text="one\ntwo\x07") == "Ann: one\n    two\ufffd"
        assert line(text="new", edited_at=1) == "Ann: new  (edited)"
        assert line(text="@bob", mentions=Mentions(user_ids=(bob.id,))) == "Ann: @bob  (@you)"
        assert line(text="@cat", mentions=Mentions(user_ids=("cat",))) == "Ann: @cat"
        assert line(deleted=True) == "Ann  (deleted)"
        assert line(service=GroupCreated(name="Walks")) == "Ann created the group “Walks”"
        assert line(service=MemberAdded(user_id=bob.id)) == "Ann added Bob"
        assert line(service=MemberRemoved(user_id="gone")) == "Ann removed somebody"
        assert line(service=MemberJoined()) == "Ann joined"
        assert line(service=MemberLeft()) == "Ann left"
        assert line(service=ChatRenamed(name="Runs")) == "Ann renamed the chat to “Runs”"
        saved = server.open_direct(bob, bob)
        await client.open_direct(bob.id)
        await client.send(saved.id, "заметка")
        message = (await client.history(saved.id)).messages[0]
        assert message_line(RU, client.replica, message).endswith("  Избранное  #1  Bob: заметка")


async def test_messages_are_forwarded_to_several_chats_with_and_without_their_author(
    login: Login, server: FakeServer, ann: FakeUser, bob: FakeUser, group: FakeChat
) -> None:
    other, third = server.add_chat("Other", [bob]), server.add_chat("Third", [bob])
    for text in ("one", "two"):
        server.send(group, ann, text)
    await talk.forward(Console(EN), login, "Walks", [1, 2], ["Other", "Third"], show_author=True)
    await talk.forward(Console(EN), login, "Walks", [2], ["Other"], show_author=False)
    said = Forward(user_id=ann.id, name=ann.name)
    assert [(message.text, message.forward) for message in third.messages] == [("one", said), ("two", said)]
    assert [(message.text, message.forward) for message in other.messages[2:]] == [("two", None)]
    line = message_line(RU, Replica(), third.messages[0])
    assert line.endswith(f"(переслано: {ann.name}): one")


async def test_a_line_tells_what_a_link_leads_to(server: FakeServer, ann: FakeUser, group: FakeChat) -> None:
    preview = LinkPreview(url="https://example.org", site="example.org", title="Pumps \x1b[31m")
    message = replace(server.send(group, ann, "https://example.org"), preview=preview)
    assert message_line(EN, Replica(), message).endswith(": https://example.org\n    | example.org: Pumps �[31m")


async def test_nothing_is_forwarded_to_a_chat_that_is_not_there(
    login: Login, server: FakeServer, bob: FakeUser
) -> None:
    other = server.add_chat("Other", [bob])
    with pytest.raises(Problem, match="no chat called"):
        await talk.forward(Console(EN), login, "Other", [1], ["Other", "Nowhere"], show_author=True)
    assert other.messages == []
