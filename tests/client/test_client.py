"""A client against the fake server: calls, streams, and everything that breaks on the way."""

from __future__ import annotations

import pytest

from molva.client import Client, ConnectionEnded, ConnectionLost, State, Unreachable
from molva.client.testing import FakeChat, FakeServer, FakeUser
from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import AddMember, GetHistory, ListChats, SendMessage
from molva.protocol.errors import ChatNotFound, Overloaded, SessionEnded, TextTooLong
from molva.protocol.rows import ChatKind, Message, chat_scope
from molva.protocol.signals import Typing

pytestmark = pytest.mark.anyio


async def test_it_knows_everything_once_it_is_connected(client: Client, bob: FakeUser, chat: FakeChat) -> None:
    assert client.state is State.ONLINE
    assert client.user_id == bob.id
    assert client.replica.account is not None
    assert client.replica.account.username == "bob"
    assert set(client.replica.chats[chat.id].members) == set(chat.members)


async def test_a_wrong_token_is_told_at_once(server: FakeServer) -> None:
    with pytest.raises(SessionEnded):
        await Client.connect(server.url, "wrong", within=5.0)


async def test_the_token_is_not_logged(server: FakeServer, bob: FakeUser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with await Client.connect(server.url, bob.token):
        pass
    client_side = [record.getMessage() for record in caplog.records if record.name.startswith("molva")]
    assert not [line for line in client_side if bob.token in line]


async def test_where_nobody_answers_it_says_so(server: FakeServer) -> None:
    await server.stop()
    with pytest.raises(Unreachable):
        await Client.connect(server.url, "token", within=0.05)


async def test_verbs(client: Client, server: FakeServer, ann: FakeUser, chat: FakeChat) -> None:
    sent = await client.send(chat.id, "hello", reply_to=None)
    assert sent.seq == 1
    assert (await client.edit(chat.id, 1, "hello!")).text == "hello!"
    assert [message.text for message in (await client.history(chat.id)).messages] == ["hello!"]
    await client.delete(chat.id, 1)
    server.send(chat, ann, "hi")
    await client.mark_read(chat.id, 2)
    assert server.world.read_seq(chat, server.world.users[client.user_id]) == 2
    await client.typing(chat.id)
    (state,) = await client.chats()
    assert (state.chat.id, state.unread, state.last_seq) == (chat.id, 0, 2)
    assert (await client.open_direct(ann.id)).chat.id == chat.id
    group = await client.create_group("Walks", [ann.id])
    assert (group.chat.kind, group.chat.name) == (ChatKind.GROUP, "Walks")
    assert [person.username for person in await client.find_people("An")] == ["ann"]


async def test_refusals_are_the_classes_of_the_catalogue(client: Client, server: FakeServer, chat: FakeChat) -> None:
    with pytest.raises(ChatNotFound):
        await client.call(GetHistory(chat_id=client.new_id()))
    server.refusals.append(Overloaded(retry_after_ms=7))
    with pytest.raises(Overloaded) as caught:
        await client.call(ListChats())
    assert caught.value.retry_after_ms == 7
    server.refusals.append(TextTooLong(limit=3))
    with pytest.raises(TextTooLong) as too_long:
        await client.send(chat.id, "hello")
    assert too_long.value.params == {"limit": 3}
    assert client.waiting == 0


async def test_a_call_that_may_be_repeated_is_and_another_tells_that_its_outcome_is_open(
    client: Client, server: FakeServer, ann: FakeUser, chat: FakeChat
) -> None:
    server.lost_answers = 1
    assert len(await client.chats()) == 1
    server.lost_answers = 1
    with pytest.raises(ConnectionLost):
        await client.call(AddMember(chat_id=chat.id, user_id=ann.id))


@pytest.mark.parametrize("code", [None, CloseCode.RESTART, CloseCode.SLOW_READER, CloseCode.RESYNC, 1011])
async def test_it_comes_back_after_a_break_with_what_was_missed(
    client: Client, server: FakeServer, ann: FakeUser, chat: FakeChat, code: int | None
) -> None:
    stream = client.messages()
    server.send(chat, ann, "before")
    assert (await anext(stream)).text == "before"
    server.disconnect(code)
    server.send(chat, ann, "between")
    assert (await anext(stream)).text == "between"
    await client.online(within=5.0)
    server.send(chat, ann, "after")
    assert (await anext(stream)).text == "after"
    assert server.connections == 2


@pytest.mark.parametrize("code", [CloseCode.NORMAL, CloseCode.BAD_FRAME, CloseCode.UNSUPPORTED])
async def test_it_does_not_come_back_where_it_is_told_not_to(client: Client, server: FakeServer, code: int) -> None:
    rows = client.rows()
    server.disconnect(code)
    with pytest.raises(ConnectionEnded, match=str(int(code))):
        await anext(rows)
    assert client.state is State.ENDED
    with pytest.raises(ConnectionEnded):
        await client.call(ListChats())
    assert server.connections == 1


async def test_a_session_that_ends_ends_everything(
    client: Client, server: FakeServer, bob: FakeUser, chat: FakeChat
) -> None:
    server.refusals.append(Overloaded(retry_after_ms=100_000))
    delivery = await client.queue(chat.id, "never")
    rows = client.rows()
    server.revoke(bob)
    with pytest.raises(SessionEnded):
        await anext(rows)
    with pytest.raises(SessionEnded):
        await delivery
    with pytest.raises(SessionEnded):
        await client.online()


async def test_lost_rows_are_asked_for(client: Client, server: FakeServer, ann: FakeUser, chat: FakeChat) -> None:
    stream = client.messages()
    server.lost_rows = 1
    server.send(chat, ann, "lost")
    server.send(chat, ann, "next")
    assert [(await anext(stream)).text, (await anext(stream)).text] == ["lost", "next"]


async def test_a_restored_backup_begins_from_nothing(
    client: Client, server: FakeServer, ann: FakeUser, chat: FakeChat
) -> None:
    server.send(chat, ann, "kept")
    server.world.epoch = client.new_id()
    server.disconnect()
    await client.online()
    rows = client.rows()
    async for row in rows:
        if isinstance(row, Message):
            break
    assert client.replica.epoch == server.world.epoch
    assert client.replica.chats[chat.id].messages[1].text == "kept"


async def test_rows_come_as_they_change(client: Client, server: FakeServer, ann: FakeUser, chat: FakeChat) -> None:
    rows = client.rows()
    message = server.send(chat, ann, "hello")
    assert await anext(rows) == message


async def test_signals_come_as_they_are_sent(client: Client, server: FakeServer, ann: FakeUser, chat: FakeChat) -> None:
    signals = client.signals()
    typing = Typing(chat_id=chat.id, user_id=ann.id)
    server.signal(chat, typing)
    assert await anext(signals) == typing


async def test_after_a_removal_nothing_is_left(client: Client, server: FakeServer, ann: FakeUser) -> None:
    bob = server.world.users[client.user_id]
    group = server.add_chat("Walks", [ann, bob])
    rows = client.rows()
    while group.id not in client.replica.chats:
        await anext(rows)
    server.world.remove_member(group, bob, by=ann)
    while group.id in client.replica.chats:
        await anext(rows)
    assert chat_scope(group.id) not in client.replica.revs
    with pytest.raises(ChatNotFound):
        await client.send(group.id, "hello?")


async def test_closing_ends_readers_quietly_and_calls_with_a_word(client: Client, chat: FakeChat) -> None:
    rows, stream = client.rows(), client.messages()
    await client.close()
    assert [row async for row in rows] == []
    assert [message async for message in stream] == []
    with pytest.raises(ConnectionEnded):
        await (await client.post(SendMessage(chat_id=chat.id, id=client.new_id(), text="late")))
    assert [row async for row in client.rows()] == []
