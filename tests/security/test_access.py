"""What people try with chats and messages that are not theirs, or not theirs any more, over HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from molva.server.app import Site
from tests.faults.network.raw_websocket import RawWebSocket
from tests.security.conftest import CHEAP
from tests.security.people import Someone, fresh_id, newcomer, visiting
from tests.security.test_sockets import WS, bearer, text, until
from tests.server.transport.serving import Served, serving

SECRET = "eagle-canary-4711"
FLOOD = 2_000
POLICY = 1008


@pytest.fixture(scope="module")
def visitor(served: Served) -> Iterator[Someone]:
    with visiting(served) as someone:
        yield someone


@pytest.fixture(scope="module")
def anna(visitor: Someone) -> Someone:
    return newcomer(visitor)


@pytest.fixture
def boris(visitor: Someone) -> Someone:
    return newcomer(visitor)


def reads(chat_id: str, seq: int) -> list[tuple[str, str, Any]]:
    """Every way to ask for a message or its chat by their names."""
    return [
        ("GET", f"/chats/{chat_id}", None),
        ("GET", f"/chats/{chat_id}/messages", None),
        ("GET", f"/chats/{chat_id}/messages?around={seq}", None),
        ("GET", f"/chats/{chat_id}/members", None),
        ("GET", f"/changes?scope=chat:{chat_id}", None),
        ("GET", f"/changes?scope=marks:{chat_id}", None),
        ("POST", f"/chats/{chat_id}/messages", {"id": fresh_id(), "text": "me too", "reply_to": seq}),
        ("PATCH", f"/chats/{chat_id}/messages/{seq}", {"text": "mine"}),
        ("DELETE", f"/chats/{chat_id}/messages/{seq}", None),
        ("PUT", f"/chats/{chat_id}/messages/{seq}/reactions", {"emoji": ["👍"]}),
        ("GET", f"/chats/{chat_id}/messages/{seq}/reactions", None),
        ("PUT", f"/chats/{chat_id}/messages/{seq}/vote", {"options": [0]}),
        ("POST", f"/chats/{chat_id}/messages/{seq}/close", {}),
        ("GET", f"/chats/{chat_id}/messages/{seq}/voters?option=0", None),
        (
            "POST",
            f"/chats/{chat_id}/polls",
            {"id": fresh_id(), "question": "?", "options": ["a", "b"]},
        ),
        ("POST", f"/chats/{chat_id}/hidden", {"seqs": [seq]}),
        ("POST", f"/chats/{chat_id}/clear", {"up_to": seq}),
        ("PUT", f"/chats/{chat_id}/pins/{seq}", {}),
        ("DELETE", f"/chats/{chat_id}/pins/{seq}", None),
        ("DELETE", f"/chats/{chat_id}/pins", None),
        ("GET", f"/chats/{chat_id}/pins", None),
        ("PUT", f"/chats/{chat_id}/draft", {"text": "mine", "reply_to": seq}),
        ("POST", f"/chats/{chat_id}/scheduled", {"id": fresh_id(), "text": "mine", "due_at": 2**52, "reply_to": seq}),
        ("PUT", f"/chats/{chat_id}/lifetime", {"lifetime_s": 60}),
        ("PATCH", f"/chats/{chat_id}/settings", {"pinned": True}),
        ("PUT", f"/chats/{chat_id}/mark", {"read_seq": seq}),
        ("POST", f"/chats/{chat_id}/typing", {}),
        ("PATCH", f"/chats/{chat_id}", {"name": "Mine"}),
        ("POST", f"/chats/{chat_id}/leave", {}),
    ]


def refusals(someone: Someone, chat_id: str, seq: int) -> list[tuple[int, str]]:
    answers = [someone.send(method, path, body) for method, path, body in reads(chat_id, seq)]
    return [(answer.status_code, answer.text) for answer in answers]


def test_s29_an_outsider_is_told_what_one_is_told_of_nothing(anna: Someone, boris: Someone) -> None:
    chat_id = anna.make_group()
    seq = anna.post(chat_id, SECRET)
    found = refusals(boris, chat_id, seq)
    assert found == refusals(boris, fresh_id(), seq)
    assert {status for status, _ in found} == {404}
    assert SECRET not in str(found)


def test_s30_s36_whoever_was_removed_is_an_outsider_to_their_own_words_too(anna: Someone, boris: Someone) -> None:
    chat_id = anna.make_group(boris)
    own = boris.post(chat_id, SECRET)
    anna.do("DELETE", f"/chats/{chat_id}/members/{boris.user_id}")
    found = refusals(boris, chat_id, own)
    assert found == refusals(boris, fresh_id(), own)
    (message,) = [each for each in anna.do("GET", f"/chats/{chat_id}/messages")["messages"] if each["seq"] == own]
    assert message["text"] == SECRET


def test_s30_the_servers_owner_reads_no_chat_without_being_in_it(tmp_path: Path) -> None:
    with serving(Site(replace(CHEAP, data=tmp_path))) as empty, visiting(empty) as visitor:
        owner, boris = newcomer(visitor), newcomer(visitor)
        assert owner.do("GET", "/account")["role"] == "owner"
        chat_id = boris.make_group()
        seq = boris.post(chat_id, SECRET)
        found = refusals(owner, chat_id, seq)
        assert {status for status, _ in found} == {404}
        assert SECRET not in str(found)


@pytest.mark.parametrize("sent", [{"read_seq": 1_000_000}, {"read_seq": 1_000_000, "delivered_seq": 5}])
def test_s28_a_mark_beyond_the_last_message_stops_there(anna: Someone, boris: Someone, sent: dict[str, int]) -> None:
    chat_id = anna.make_group(boris)
    seq = anna.post(chat_id)
    boris.do("PUT", f"/chats/{chat_id}/mark", sent)
    assert boris.do("GET", f"/chats/{chat_id}")["read_seq"] == seq


def test_s28_a_mark_goes_neither_back_nor_for_another(anna: Someone, boris: Someone) -> None:
    chat_id = anna.make_group(boris)
    seq = anna.post(chat_id)
    boris.do("PUT", f"/chats/{chat_id}/mark", {"read_seq": seq})
    boris.do("PUT", f"/chats/{chat_id}/mark", {"read_seq": 1})
    assert boris.do("GET", f"/chats/{chat_id}")["read_seq"] == seq
    assert boris.send("PUT", f"/chats/{chat_id}/mark", {"read_seq": 1, "user_id": anna.user_id}).status_code == 400
    anna.do("DELETE", f"/chats/{chat_id}/members/{boris.user_id}")
    assert boris.send("PUT", f"/chats/{chat_id}/mark", {"read_seq": seq}).status_code == 404


@pytest.mark.parametrize(
    "field", ["role", "sender_id", "created_at", "sent_at", "seq", "rev", "is_bot", "workspace_id"]
)
def test_s38_a_field_that_is_not_the_senders_is_refused(anna: Someone, visitor: Someone, field: str) -> None:
    chat_id = anna.make_group()
    extra = {field: 1}
    sent = [
        anna.send("POST", f"/chats/{chat_id}/messages", {"id": fresh_id(), "text": "x", **extra}),
        anna.send("PATCH", "/account", {"name": "Anna", **extra}),
        anna.send("POST", "/chats", {"chat_id": fresh_id(), "name": "Group", **extra}),
        visitor.send("POST", "/users", {"username": "somebody", "password": "corn-flower-9-boat", **extra}),
    ]
    assert {answer.json()["code"] for answer in sent} == {"invalid_field"}
    assert {answer.status_code for answer in sent} == {400}


@pytest.mark.parametrize("asked", ['"', "'", "%", "_", "*", "NEAR(", "name:", "\\", "a" * 256, "' OR 1=1 --", "\u202e"])
def test_s54_a_search_takes_any_text_as_text(anna: Someone, asked: str) -> None:
    answer = anna.send("GET", "/users", params={"query": asked})
    assert answer.status_code in (200, 400), answer.text
    assert answer.status_code == 400 or answer.json()["people"] == []


def test_s27_a_flood_is_slowed_and_then_ended(served: Served, anna: Someone) -> None:
    chat_id = anna.make_group()
    typing = text({"type": "call", "ref": 1, "command": {"type": "signal_typing", "chat_id": chat_id}})
    with RawWebSocket(served.port, WS, bearer(anna)) as peer:
        peer.send(text({"type": "hello"}))
        until(peer, "synced")
        peer.send(typing * FLOOD)
        refused = until(peer, "refused")
        assert refused["error"]["code"] in ("overloaded", "too_many_requests")
        assert refused["error"]["retry"]
        assert peer.close_code() == POLICY
