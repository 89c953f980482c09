"""The decoder: whatever bytes come, the answer is a frame or an error of the catalogue."""

import json
import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import Call, GetChat, SendMessage
from molva.protocol.errors import BadJson, InvalidField, Refusal, UnknownCommand
from molva.protocol.frames import Answer, Hello, Ping, Pong, Refused
from molva.protocol.ids import new_id
from molva.server.wire.codec import (
    PACKED_FROM_BYTES,
    decode,
    encode,
    encode_packed,
    find_ref,
    has_nul,
    payload,
    text_frame,
)
from molva.server.wire.link import MAX_FAULTS, Link, State
from tests.protocol.values import values

CHAT = new_id(1)
DEEP = 100_000


def call(**command: object) -> bytes:
    return json.dumps({"type": "call", "ref": 7, "command": command}).encode()


def send(text: str) -> bytes:
    """Write a call whose text is given as it stands in JSON."""
    return call(type="send_message", chat_id=CHAT, id=CHAT, text="TEXT").replace(b"TEXT", text.encode("latin-1"))


def text_of(data: bytes) -> str:
    frame = decode(data)
    assert isinstance(frame, Call)
    assert isinstance(frame.command, SendMessage)
    return frame.command.text


def read(data: bytes) -> type:
    try:
        return type(decode(data))
    except Refusal as refusal:
        refusal.to_wire("ru")
        return type(refusal)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_frame_or_an_error(data: bytes) -> None:
    read(data)
    find_ref(data)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(JSON_VALUES)
def test_any_json_is_a_frame_or_an_error(value: object) -> None:
    read(json.dumps(value).encode())
    read(json.dumps({"type": "call", "ref": 1, "command": value}).encode())


@given(values(Call), st.data())
def test_a_call_with_any_byte_changed_is_a_frame_or_an_error(frame: Call, data: st.DataObject) -> None:
    sent = bytearray(msgspec.json.encode(frame))
    sent[data.draw(st.integers(0, len(sent) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(sent))


@pytest.mark.parametrize("text", ["", "я" * 10, "\u2028\U0001f600"])
def test_a_frame_comes_back(text: str) -> None:
    frame = Call(ref=1, command=SendMessage(chat_id=CHAT, id=CHAT, text=text))
    assert decode(msgspec.json.encode(frame)) == frame


@pytest.mark.parametrize(
    "data",
    [
        b"", b" ", b"{", b"nul", b"NaN", b"\xef\xbb\xbf{}", b'{"type":"ping"}x', b'{"type":"ping"}{}',
        b'{"type":"call","ref":NaN,"command":{}}', b'{"type":"call","ref":Infinity}',
        b'{"type":"call","ref":1,"command":' + b"[" * 50, b'{"type":"ping"\x00}', b"\xff\xfe{}", b"'ping'",
    ],
)  # fmt: skip
def test_what_is_not_json_is_told_so(data: bytes) -> None:
    assert read(data) in (BadJson, InvalidField)
    assert read(data) is BadJson or data.startswith(b'{"type":"call"')
    find_ref(data)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * DEEP,
        b"[" * DEEP + b"]" * DEEP,
        b'{"type":' * DEEP,
        b'{"x":' * DEEP,
        b'{"type":"call","ref":1,"command":' + b"[" * DEEP,
        b'{"type":"call","ref":1,"command":' + b'{"type":' * DEEP,
        b'{"type":"hello","revs":' + b"[" * DEEP + b"]" * DEEP + b"}",
        b'{"more":' + b"[" * DEEP + b"]" * DEEP + b',"type":"ping"}',
    ],
)
def test_deep_nesting_is_an_error_like_any_other(data: bytes) -> None:
    assert read(data) in (BadJson, InvalidField)
    find_ref(data)


@pytest.mark.parametrize(
    "text",
    [
        r"\ud800", r"\ud800x", r"\ud800A", r"\udc00", r"\ud800\ud800", r"\ud800\udbff", r"\ud800\ue000", r"\ud800\n",
        r"\ud800\\udc00", r"\uD83D\u", r"\ud83d\ude0", "\xed\xa0\x80", "\xed\xa0\xbd\xed\xb8\x80", "\xc0\x80", "\xff",
        "\xf4\x90\x80\x80", "\x00", "\n", r"\x41", r"\u00g0",
    ],
)  # fmt: skip
def test_text_that_is_no_unicode_is_not_json(text: str) -> None:
    assert read(send(text)) is BadJson


@given(st.text(alphabet=st.characters(), max_size=6))
def test_every_text_that_comes_in_can_be_written_as_utf8(text: str) -> None:
    escaped = json.dumps(text)[1:-1]
    try:
        assert text_of(send(escaped)).encode().decode() == text
    except Refusal:
        assert "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text)


def test_a_surrogate_pair_is_one_character() -> None:
    assert text_of(send(r"\ud83d\ude00")) == "\U0001f600"


@pytest.mark.parametrize("text", [r"\u0000", r"a\u0000b", r"\\\u0000", r"\\\\\u0000"])
def test_nul_is_refused_in_any_text(text: str) -> None:
    assert read(send(text)) is InvalidField
    assert read(call(type="find_people", query="QUERY").replace(b"QUERY", text.encode())) is InvalidField


@pytest.mark.parametrize("text", [r"\\u0000", r"\\\\u0000", "u0000", r"\u0001", r"\u00000".replace("0000", "0030")])
def test_what_only_looks_like_nul_is_let_through(text: str) -> None:
    assert "\x00" not in text_of(send(text))


@given(st.text(max_size=20))
def test_nul_is_found_exactly_where_it_is(text: str) -> None:
    assert has_nul(json.dumps(text).encode()) == ("\x00" in text)


@pytest.mark.parametrize("seq", [2**53, 2**63, 2**64, 2**1000, -1, 1.5, 1e300, True, "1", None, [], {}])
def test_a_number_out_of_range_or_of_another_type_is_a_wrong_field(seq: object) -> None:
    assert read(call(type="delete_message", chat_id=CHAT, seq=seq)) is InvalidField


@pytest.mark.parametrize(
    "command",
    [{"type": "no_such_command"}, {"type": "x\ny"}, {"type": ""}, {"type": "SEND_MESSAGE"}],
)
def test_a_command_that_does_not_exist_is_unknown(command: dict[str, str]) -> None:
    assert read(call(**command)) is UnknownCommand


@pytest.mark.parametrize(
    "command",
    [{}, {"type": 1}, {"type": None}, {"type": "get_chat"}, {"type": "get_chat", "chat_id": CHAT, "more": 1},
     {"type": "get_chat", "chat_id": "x"}, {"type": "get_chat", "chat_id": CHAT.upper()}],
)  # fmt: skip
def test_a_wrong_field_is_told_so(command: dict[str, object]) -> None:
    assert read(call(**command)) is InvalidField


@pytest.mark.parametrize("secret", ["hunter2", "hunter2\nhunter2", "' - hunter2", "`.type`hunter2"])
def test_an_error_never_repeats_what_was_sent(secret: str) -> None:
    for data in (
        call(type=secret),
        call(type="register", username="ann", password="p" * 10, language=secret),
        call(type="get_chat", chat_id=secret),
        call(type="change_role", chat_id=CHAT, user_id=CHAT, role=secret),
    ):
        with pytest.raises(Refusal) as caught:
            decode(data)
        assert "hunter2" not in str(caught.value.to_wire("en"))


@given(values(Hello | Call | Ping))
def test_a_frame_and_its_header_come_apart_again(frame: msgspec.Struct) -> None:
    written = msgspec.json.encode(frame)
    assert payload(text_frame(written)) == written
    assert payload(encode(frame)) == written


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536, 70000])
def test_a_header_says_the_length_in_the_shortest_way(size: int) -> None:
    frame = text_frame(b"x" * size)
    assert len(frame) - size == (2 if size < 126 else 4 if size < 65536 else 10)
    assert payload(frame) == b"x" * size


def link(**limits: float) -> Link:
    opened = Link(0.0, language="en", rate=limits.get("rate", 1.0), burst=limits.get("burst", 1000.0))
    assert isinstance(opened.receive(msgspec.json.encode(Hello()), 0.0), Hello)
    return opened


@given(st.lists(st.binary(max_size=30), max_size=50))
def test_no_bytes_break_a_connection(frames: list[bytes]) -> None:
    fresh = Link(0.0, language="ru", rate=1.0, burst=5.0)
    for data in frames:
        fresh.receive(data, 0.0)
    open_link = link()
    for data in frames:
        open_link.receive(data, 0.0)


def test_a_broken_call_is_refused_by_its_number() -> None:
    refused = link().receive(call(type="no_such_command"), 0.0)
    assert isinstance(refused, Refused)
    assert (refused.ref, refused.error.code) == (7, "unknown_command")


def test_a_connection_that_sends_only_rubbish_is_closed() -> None:
    opened = link()
    told = [opened.receive(b"rubbish", 0.0) for _ in range(MAX_FAULTS + 1)]
    assert all(isinstance(each, Refused) for each in told[:-1])
    assert (told[-1], opened.state) == (CloseCode.POLICY, State.CLOSED)


@pytest.mark.parametrize("first", [b"rubbish", b'{"type":"ping"}', call(type="get_account")])
def test_a_connection_begins_with_hello(first: bytes) -> None:
    fresh = Link(0.0, language="en", rate=1.0, burst=5.0)
    assert fresh.receive(first, 0.0) is CloseCode.BAD_FRAME
    assert fresh.receive(msgspec.json.encode(Hello()), 0.0) is CloseCode.NORMAL


def test_a_second_hello_closes() -> None:
    assert link().receive(msgspec.json.encode(Hello()), 0.0) is CloseCode.BAD_FRAME


def test_too_many_frames_are_refused_and_then_closed() -> None:
    opened = link(rate=1.0, burst=3.0)
    ping = msgspec.json.encode(Ping())
    told = [opened.receive(ping, 0.0) for _ in range(7)]
    assert [type(each) for each in told[:3]] == [Ping] * 3
    assert [type(each) for each in told[3:6]] == [Refused] * 3
    assert told[6] is CloseCode.POLICY
    assert type(link(rate=1.0, burst=3.0).receive(ping, 100.0)) is Ping


def test_the_answer_types_of_the_link_have_a_shape_on_the_wire() -> None:
    assert payload(encode(Pong())) == b'{"type":"pong"}'
    assert GetChat.__struct_config__.tag == "get_chat"


@given(st.lists(st.text(min_size=1), max_size=40), st.integers(0, 200_000))
def test_a_packed_frame_unpacks_to_what_the_plain_one_says(texts: list[str], filling: int) -> None:
    frame = Answer(1, [*texts, "ё" * filling])
    packed, plain = encode_packed(frame), payload(encode(frame))
    if len(plain) < PACKED_FROM_BYTES:
        assert packed == encode(frame)
        return
    assert packed[0] == 0xC1
    # The end of the last block is left out, and put back by whoever reads (RFC 7692, section 7.2.2).
    assert zlib.decompressobj(-zlib.MAX_WBITS).decompress(payload(packed) + b"\x00\x00\xff\xff") == plain
