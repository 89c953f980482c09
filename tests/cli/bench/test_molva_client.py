"""The load's hand-made frames and ids are what the protocol wants."""

import re

import msgspec
import pytest
from websockets.protocol import OPEN
from websockets.server import ServerProtocol

from molva.cli.bench.molva_client import SEND, client_frame, message_id
from molva.protocol.commands import Call, SendMessage
from molva.protocol.ids import UUID7_PATTERN, new_id


@pytest.mark.parametrize("length", [0, 125, 126, 65535, 65536])
def test_a_frame_is_read_as_written(length: int) -> None:
    server = ServerProtocol(state=OPEN)
    server.receive_data(client_frame(b"a" * length))
    assert [getattr(event, "data", None) for event in server.events_received()] == [b"a" * length]


def test_ids_are_versioned_and_differ() -> None:
    ids = {message_id().decode() for _ in range(100)}
    assert len(ids) == 100
    assert all(re.fullmatch(UUID7_PATTERN, each) for each in ids)


def test_a_message_is_a_call_of_the_protocol() -> None:
    chat, message = new_id(1), message_id()
    call = msgspec.json.decode(SEND % (7, chat.encode(), message, b"text"), type=Call)
    assert call == Call(7, SendMessage(chat_id=chat, id=message.decode(), text="text"))
