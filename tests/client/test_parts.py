"""The client's small parts: addresses, waits, heartbeat, feeds, frames of a newer server."""

from __future__ import annotations

import asyncio

import pytest
from msgspec import Raw
from msgspec.json import encode

from molva.client.address import Address
from molva.client.backoff import Backoff
from molva.client.decode import decode_answer, decode_frame
from molva.client.errors import FellBehind, UnknownRefusal, UnreadableAnswer, may_retry, refusal
from molva.client.feed import Feed
from molva.client.heartbeat import Heartbeat
from molva.protocol.commands import GetAccount, SendMessage, Sent
from molva.protocol.errors import Error, TextTooLong, catalogue
from molva.protocol.frames import Rows, Welcome
from tests.client.rows import CHAT, EPOCH, ME, message

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("url", "http", "websocket"),
    [
        ("https://chat.example.org", "https://chat.example.org/api/v1", "wss://chat.example.org/api/v1/ws"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/api/v1", "ws://127.0.0.1:8000/api/v1/ws"),
        ("chat.example.org/molva/", "https://chat.example.org/molva/api/v1", "wss://chat.example.org/molva/api/v1/ws"),
        ("ws://[::1]:9", "http://[::1]:9/api/v1", "ws://[::1]:9/api/v1/ws"),
    ],
)
def test_addresses_follow_from_the_one_that_people_type(url: str, http: str, websocket: str) -> None:
    assert Address.parse(url) == Address(http, websocket)


@pytest.mark.parametrize(
    "url", ["", "ftp://example.org", "https://", "https://me:secret@example.org", "example.org?a=1"]
)
def test_what_is_not_the_address_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="address of a server"):
        Address.parse(url)


def test_waits_double_up_to_a_bound_and_begin_anew_after_success() -> None:
    backoff = Backoff(lambda: 1.0, first=1.0, most=4.0)
    assert [backoff.next() for _ in range(4)] == [1.0, 2.0, 4.0, 4.0]
    assert backoff.next(at_least=10.0) == 14.0
    backoff.reset()
    assert backoff.next() == 1.0


def test_silence_of_ours_asks_for_a_ping_and_silence_of_theirs_is_the_end() -> None:
    heartbeat = Heartbeat(25.0, 100.0)
    assert not heartbeat.ping_due(124.9)
    assert heartbeat.ping_due(125.0)
    heartbeat.sent(125.0)
    assert not heartbeat.ping_due(125.0)
    assert not heartbeat.dead(149.9)
    assert heartbeat.dead(150.0)
    heartbeat.heard(150.0)
    assert not heartbeat.dead(150.0)


async def test_a_feed_keeps_only_the_newest_item_of_a_key() -> None:
    feed: Feed[str] = Feed()
    for key, item in [(1, "old"), (2, "other"), (1, "new")]:
        feed.put(key, item)
    feed.end()
    assert [item async for item in feed] == ["other", "new"]


async def test_a_reader_that_falls_behind_is_told() -> None:
    feed: Feed[int] = Feed(limit=2)
    for number in range(3):
        feed.put(number, number)
    with pytest.raises(FellBehind):
        await anext(feed)


async def test_a_lossy_feed_drops_the_oldest() -> None:
    feed: Feed[int] = Feed(limit=2, lossy=True)
    for number in range(3):
        feed.put(number, number)
    assert [await anext(feed), await anext(feed)] == [1, 2]


async def test_a_reader_is_woken_by_an_item_and_by_the_end() -> None:
    feed: Feed[int] = Feed()
    waiting = asyncio.create_task(anext(feed))
    await asyncio.sleep(0)
    feed.put(1, 1)
    assert await waiting == 1

    async def read() -> None:
        async for _ in feed:
            pass

    reading = asyncio.create_task(read())
    await asyncio.sleep(0)
    feed.end(KeyError("why"))
    feed.put(2, 2)
    with pytest.raises(KeyError):
        await reading


def test_every_code_of_the_catalogue_comes_back_as_its_class() -> None:
    for code, kind in catalogue().items():
        found = refusal(Error(code=code, message="", params={"limit": 1}, retry_after_ms=5))
        assert type(found) is kind
        assert (found.params, found.retry_after_ms) == ({"limit": 1}, 5)
        assert may_retry(found) is kind.retry


def test_a_code_of_a_newer_server_is_a_refusal_all_the_same() -> None:
    found = refusal(Error(code="too_loud", message="Speak softly.", retry=True, params={"self": 1}))
    assert isinstance(found, UnknownRefusal)
    assert may_retry(found)
    assert str(found) == "too_loud: Speak softly."
    assert not isinstance(refusal(TextTooLong(limit=1).to_wire()), UnknownRefusal)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"type":"song"}', b'{"type":"rows"}', b"\xff"])
def test_what_is_no_frame_is_passed_over(data: bytes) -> None:
    assert decode_frame(data) is None


def test_unknown_fields_of_a_newer_server_are_passed_over() -> None:
    frame = Welcome(epoch=EPOCH, user_id=ME, session_id=ME, now=0)
    assert decode_frame(encode(frame).replace(b"{", b'{"colour":"red",', 1)) == frame


def test_unknown_rows_are_left_out_and_unknown_service_messages_keep_their_place() -> None:
    known = message(1, 1)
    told = encode(message(2, 2)).replace(b"{", b'{"service":{"type":"sang","song":"la"},', 1)
    data = b'{"type":"rows","scope":"s","after":0,"rev":3,"rows":[%b,{"type":"sticker"},%b,5]}' % (encode(known), told)
    frame = decode_frame(data)
    assert isinstance(frame, Rows)
    assert frame.rows == [known, message(2, 2)]


def test_an_answer_of_another_shape_is_named() -> None:
    command = SendMessage(chat_id=CHAT, id=ME, text="")
    assert decode_answer(command, Raw(b'{"seq":1,"sent_at":2}')) == Sent(seq=1, sent_at=2)
    with pytest.raises(UnreadableAnswer, match="GetAccount"):
        decode_answer(GetAccount(), Raw(b"{}"))
