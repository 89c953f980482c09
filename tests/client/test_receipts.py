"""The others learn that what they have written has come, once for each message."""

from __future__ import annotations

import pytest

from molva.client import Client, State
from molva.client.receipts import Receipts
from molva.client.testing import FakeChat, FakeServer, FakeUser
from molva.protocol.errors import Overloaded
from molva.protocol.ids import new_id
from tests.fixtures.settling import settle

pytestmark = pytest.mark.anyio


def delivered(client: Client, chat: FakeChat) -> int:
    mark = client.replica.chats[chat.id].marks.get(client.user_id)
    return 0 if mark is None else mark.delivered_seq


async def come(client: Client, chat: FakeChat, seq: int) -> None:
    await settle(lambda: seq in client.replica.chats[chat.id].messages)


async def test_nothing_is_told_of_own_messages_unknown_chats_and_empty_ones(
    client: Client, server: FakeServer, chat: FakeChat
) -> None:
    receipts = Receipts(client)
    # Whatever is asked of the server would be refused, and the refusal gone.
    server.refusals.append(Overloaded())
    await receipts.tell(chat.id)
    await receipts.tell(new_id(1))
    server.refusals.clear()
    await client.send(chat.id, "mine")
    await come(client, chat, 1)
    server.refusals.append(Overloaded())
    await receipts.tell(chat.id)
    assert len(server.refusals) == 1


async def test_nothing_is_told_without_a_connection(
    client: Client, server: FakeServer, chat: FakeChat, ann: FakeUser
) -> None:
    server.send(chat, ann, "there?")
    await come(client, chat, 1)
    await server.stop()
    await settle(lambda: client.state is not State.ONLINE)
    await Receipts(client).tell(chat.id)


async def test_the_newest_message_is_told_once_and_again_after_a_refusal(
    client: Client, server: FakeServer, chat: FakeChat, ann: FakeUser
) -> None:
    receipts = Receipts(client)
    server.send(chat, ann, "one")
    server.send(chat, ann, "two")
    await come(client, chat, 2)
    server.refusals.append(Overloaded())
    await receipts.tell(chat.id)
    assert (len(server.refusals), delivered(client, chat)) == (0, 0)
    await receipts.tell(chat.id)
    await settle(lambda: delivered(client, chat) == 2)
    server.refusals.append(Overloaded())
    await receipts.tell(chat.id)
    await Receipts(client).tell(chat.id)
    assert len(server.refusals) == 1
