"""A conversation pings, gives up on the dead, and answers every call in the end."""

from __future__ import annotations

import pytest
from msgspec import json

from molva.client.conversation import Answered, Conversation, Delivered
from molva.client.errors import ConnectionLost, UnreadableAnswer, WrongUser
from molva.client.outbox import Entry, Outbox
from molva.client.replica import Replica
from molva.protocol.commands import GetAccount, ListChats, MarkChat
from molva.protocol.errors import BadJson, Overloaded
from molva.protocol.frames import Answer, Hello, Ping, Pong, Refused, Welcome
from tests.client.rows import ANN, CHAT, EPOCH, ME, chat_rows, message

WELCOME = json.encode(Welcome(epoch=EPOCH, user_id=ME, session_id=ME, now=0, heartbeat_s=10))
MARK = Entry(id=ME, command=MarkChat(chat_id=CHAT, read_seq=1))


def conversation() -> Conversation:
    made = Conversation(Replica(), Outbox(lambda: 0.5))
    made.begin(0.0)
    assert made.take() == [json.encode(Hello())]
    return made


def calls(talk: Conversation) -> list[tuple[int, str]]:
    """Number and command of each frame to send."""
    frames = [json.decode(frame) for frame in talk.take()]
    return [(frame["ref"], frame["command"]["type"]) for frame in frames]


def test_it_pings_after_silence_of_its_own_and_gives_up_after_silence_of_the_server() -> None:
    talk = conversation()
    talk.receive(WELCOME, 0.0)
    talk.tick(9.0)
    assert talk.take() == []
    talk.tick(10.0)
    assert talk.take() == [json.encode(Ping())]
    talk.receive(json.encode(Pong()), 11.0)
    talk.tick(30.9)
    assert talk.take() == [json.encode(Ping())]
    talk.tick(31.0)
    assert talk.broken


def test_the_next_connection_begins_unbroken() -> None:
    talk = conversation()
    talk.tick(50.0)
    talk.begin(60.0)
    assert talk.take() == [json.encode(Hello())]
    talk.tick(60.0)
    assert not talk.broken


def test_nothing_is_posted_before_the_server_has_said_who_we_are() -> None:
    talk = conversation()
    talk.post(MARK, 0.0)
    assert talk.take() == []
    talk.receive(WELCOME, 0.0)
    ((ref, name),) = calls(talk)
    assert name == "mark_chat"
    (event,) = talk.receive(json.encode(Answer(ref, {})), 0.0)
    assert isinstance(event, Delivered)
    assert event.entry == MARK


def test_what_is_posted_is_sent_again_on_the_next_connection() -> None:
    talk = conversation()
    talk.receive(WELCOME, 0.0)
    talk.post(MARK, 0.0)
    first = calls(talk)
    assert talk.end() == []
    talk.begin(1.0)
    talk.take()
    talk.receive(WELCOME, 1.0)
    (again,) = calls(talk)
    assert again[1] == first[0][1]
    assert talk.receive(json.encode(Answer(first[0][0], {})), 1.0) == [], "an answer of the last connection"


def test_a_busy_server_gets_it_again_by_the_clock() -> None:
    talk = conversation()
    talk.receive(WELCOME, 0.0)
    talk.post(MARK, 0.0)
    ((ref, _),) = calls(talk)
    assert talk.receive(json.encode(Refused(ref=ref, error=Overloaded().to_wire())), 0.0) == []
    talk.tick(0.4)
    assert calls(talk) == []
    talk.tick(0.5)
    assert len(calls(talk)) == 1


def test_another_user_may_not_use_the_outbox() -> None:
    talk = conversation()
    talk.outbox.owner = ANN
    with pytest.raises(WrongUser):
        talk.receive(WELCOME, 0.0)


def test_open_calls_fail_when_the_connection_ends() -> None:
    talk = conversation()
    kept, forgotten = talk.call(ListChats(), 0.0), talk.call(GetAccount(), 0.0)
    talk.forget(forgotten)
    (event,) = talk.end()
    assert isinstance(event, Answered)
    assert event.ref == kept
    assert isinstance(event.result, ConnectionLost)


def test_an_answer_of_another_shape_fails_the_call() -> None:
    talk = conversation()
    ref = talk.call(GetAccount(), 0.0)
    (event,) = talk.receive(json.encode(Answer(ref, {"user_id": 5})), 0.0)
    assert isinstance(event, Answered)
    assert isinstance(event.result, UnreadableAnswer)


def test_an_answer_that_nobody_waits_for_is_passed_over() -> None:
    assert conversation().receive(json.encode(Answer(99, {})), 0.0) == []
    assert conversation().receive(json.encode(Refused(ref=99, error=Overloaded().to_wire())), 0.0) == []


def test_changes_that_cannot_be_read_end_the_connection() -> None:
    talk = conversation()
    talk.receive(WELCOME, 0.0)
    talk.receive(json.encode(chat_rows(4, 5, [message(5, 5)])), 0.0)
    ((ref, _),) = calls(talk)
    talk.receive(json.encode(Answer(ref, {"epoch": 1})), 0.0)
    assert talk.broken


def test_a_frame_that_the_server_could_not_read_ends_the_connection() -> None:
    talk = conversation()
    talk.receive(json.encode(Refused(error=BadJson().to_wire())), 0.0)
    assert talk.broken
