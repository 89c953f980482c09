"""The SDK says every call as the contract does, and understands every answer, refusal, row, signal and close code."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from molva.client.conversation import Answered, Conversation, Heard
from molva.client.outbox import Outbox
from molva.client.replica import Replica
from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import AnyCommand, answer_type
from molva.protocol.errors import Error, Refusal
from tests.contract.frames import Section, everything
from tests.contract.specimen import builtins

CALLS, REFUSALS = everything("calls"), everything("refusals")
ROWS = everything("rows") | everything("services")


def talking() -> Conversation:
    """A conversation on a connection that has caught up."""
    conversation = Conversation(Replica(), Outbox(lambda: 0.5))
    conversation.begin(0.0)
    assert [json.loads(frame) for frame in conversation.take()] == [{"type": "hello", "epoch": "", "revs": {}}]
    for name in ("welcome", "synced"):
        conversation.receive(json.dumps(everything("frames")[name]), 0.0)
    return conversation


def ask(entry: Section) -> tuple[Conversation, int]:
    """Say a call, as the contract does."""
    conversation = talking()
    ref = conversation.call(msgspec.convert(entry["call"]["command"], AnyCommand), 0.0)
    (said,) = conversation.take()
    assert json.loads(said) == entry["call"] | {"ref": ref}
    return conversation, ref


def hear(conversation: Conversation, frame: Section) -> Any:
    """Take a frame and give the event that it is."""
    (event,) = conversation.receive(json.dumps(frame), 0.0)
    return event


@pytest.mark.parametrize("name", CALLS)
def test_an_answer_is_understood(name: str) -> None:
    conversation, ref = ask(CALLS[name])
    answered = hear(conversation, CALLS[name]["answer"] | {"ref": ref})
    assert isinstance(answered, Answered)
    command: Any = msgspec.convert(CALLS[name]["call"]["command"], AnyCommand)
    assert isinstance(answered.result, answer_type(type(command)))
    assert builtins(answered.result) == CALLS[name]["answer"]["result"]


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_is_understood(code: str) -> None:
    conversation, ref = ask(CALLS["list_chats"])
    answered = hear(conversation, REFUSALS[code]["frame"] | {"ref": ref})
    refused, error = answered.result, msgspec.convert(REFUSALS[code]["frame"]["error"], Error)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.to_wire(), refused.status) == (code, error, REFUSALS[code]["status"])


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_kept(name: str) -> None:
    conversation = talking()
    hear(conversation, ROWS[name])
    assert [builtins(row) for row in conversation.replica.rows()] == ROWS[name]["rows"]


@pytest.mark.parametrize("name", everything("signals"))
def test_a_signal_is_heard(name: str) -> None:
    heard = hear(talking(), everything("signals")[name])
    assert isinstance(heard, Heard)
    assert builtins(heard.signal) == everything("signals")[name]["signal"]


def test_a_ping_is_said_as_the_contract_says_it_and_its_answer_means_no_more() -> None:
    conversation = talking()
    conversation.tick(20.0)
    assert [json.loads(frame) for frame in conversation.take()] == [everything("frames")["ping"]]
    assert conversation.receive(json.dumps(everything("frames")["pong"]), 20.0) == []


@pytest.mark.parametrize("code", everything("closes"))
def test_a_close_code_tells_whether_to_come_back(code: str) -> None:
    assert CloseCode(int(code)).reconnect is everything("closes")[code]["come_back"]
