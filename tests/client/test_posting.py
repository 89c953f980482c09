"""What is posted is sent in its turn and takes effect once, over breaks and by the next program, too."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from molva.client import Client, ConnectionEnded, FolderInUse, State, WrongUser
from molva.client.testing import FakeChat, FakeServer, FakeUser
from molva.protocol.commands import SendMessage
from molva.protocol.errors import InvalidText, MessageIdTaken, Overloaded, RightsMissing, TooLarge

pytestmark = pytest.mark.anyio


async def test_what_could_never_be_sent_is_refused_here(client: Client, chat: FakeChat) -> None:
    with pytest.raises(TooLarge):
        await client.send(chat.id, "ы" * 32 * 1024)
    with pytest.raises(InvalidText):
        await client.send(chat.id, "\ud800")
    assert client.state is State.ONLINE


async def test_a_busy_server_gets_the_message_later_and_in_order(
    client: Client, server: FakeServer, chat: FakeChat
) -> None:
    server.refusals.append(Overloaded())
    first = await client.queue(chat.id, "first")
    second = await client.queue(chat.id, "second")
    assert (await first).seq == 1
    assert (await second).seq == 2


async def test_an_answer_that_is_lost_does_not_double_a_message(
    client: Client, server: FakeServer, chat: FakeChat
) -> None:
    server.lost_answers = 1
    sent = await client.send(chat.id, "once")
    assert sent.seq == 1
    assert [message.text for message in chat.messages] == ["once"]
    assert server.connections == 2


async def test_an_id_of_ones_own_makes_one_message(client: Client, chat: FakeChat) -> None:
    message_id = client.new_id()
    first = await (await client.queue(chat.id, "once", message_id=message_id))
    again = await (await client.queue(chat.id, "once", message_id=message_id))
    assert first == again
    with pytest.raises(MessageIdTaken):
        await (await client.queue(chat.id, "other", message_id=message_id))


async def test_what_was_written_offline_is_sent_by_the_next_program(
    server: FakeServer, bob: FakeUser, chat: FakeChat, tmp_path: Path
) -> None:
    url = server.url
    offline = Client(url, bob.token, folder=tmp_path)
    delivery = await offline.queue(chat.id, "first")
    assert (await offline.queue(chat.id, "second")).entry.command.chat_id == chat.id
    assert not delivery.done()
    assert [command.text for command in offline.unanswered() if isinstance(command, SendMessage)] == ["first", "second"]
    with pytest.raises(FolderInUse):
        Client(url, bob.token, folder=tmp_path)
    await offline.close()

    async with await Client.connect(url, bob.token, folder=tmp_path) as client:
        assert (await client.send(chat.id, "third")).seq == 3
    assert [message.text for message in chat.messages] == ["first", "second", "third"]

    async with await Client.connect(url, bob.token, folder=tmp_path) as client:
        assert client.waiting == 0
        assert client.unanswered() == []
    assert len(chat.messages) == 3


async def test_another_user_cannot_send_what_is_in_the_folder(
    server: FakeServer, ann: FakeUser, bob: FakeUser, chat: FakeChat, tmp_path: Path
) -> None:
    async with await Client.connect(server.url, bob.token, folder=tmp_path) as client:
        await client.send(chat.id, "mine")
    with pytest.raises(WrongUser):
        await Client.connect(server.url, ann.token, folder=tmp_path)
    assert len(chat.messages) == 1


async def test_a_refusal_that_nobody_awaits_is_reported(
    server: FakeServer, bob: FakeUser, chat: FakeChat, tmp_path: Path
) -> None:
    offline = Client(server.url, bob.token, folder=tmp_path)
    delivery = await offline.queue(chat.id, "too long")
    await offline.close()
    with pytest.raises(ConnectionEnded):
        await delivery
    server.refusals.append(RightsMissing())
    told: asyncio.Queue[tuple[str, Exception]] = asyncio.Queue()
    async with Client(
        server.url, bob.token, folder=tmp_path, on_refused=lambda entry, error: told.put_nowait((entry.id, error))
    ) as client:
        entry_id, error = await told.get()
        assert entry_id == delivery.entry.id
        assert isinstance(error, RightsMissing)
        assert client.waiting == 0


async def test_the_journal_does_not_grow_for_ever(
    server: FakeServer, bob: FakeUser, chat: FakeChat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("molva.client.postbox.COMPACT_AFTER", 10)
    async with await Client.connect(server.url, bob.token, folder=tmp_path) as client:
        for number in range(50):
            await client.send(chat.id, str(number))
    assert len((tmp_path / "outbox.jsonl").read_bytes().splitlines()) < 25


async def test_a_forward_that_loses_its_answer_is_made_once(
    server: FakeServer, client: Client, chat: FakeChat, bob: FakeUser
) -> None:
    server.send(chat, bob, "once")
    notes = server.add_chat("Notes", [bob])
    server.lost_answers = 1
    sent = await client.forward(notes.id, chat.id, 1)
    assert [message.seq for message in notes.messages] == [each.seq for each in sent]
