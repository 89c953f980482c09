"""A request without headers is whole at the same place however it is cut, and hostile input is refused in time."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from molva.protocol.errors import BadJson, InvalidField, Refusal, TooLarge
from molva.server.transport.raw_request import RawRequest
from molva.server.wire.foreign import MAX_REQUEST_BYTES

WITH_BODY = {("POST", "/send")}

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


def taken(pieces: list[bytes]) -> tuple[RawRequest, int]:
    """Take pieces until the request is whole; tell how many that were."""
    request = RawRequest(WITH_BODY)
    for number, piece in enumerate(pieces, 1):
        if request.take(piece):
            return request, number
    return request, len(pieces) + 1


@given(st.dictionaries(st.text(), VALUES, max_size=3), st.booleans(), st.binary(max_size=5), st.data())
def test_json_is_whole_with_its_last_byte_however_it_is_cut(
    body: dict[str, Any], ascii_alone: bool, behind: bytes, data: st.DataObject
) -> None:
    said = json.dumps(body, ensure_ascii=ascii_alone).encode("utf-8", "surrogatepass")
    sent = b"POST /send " + said
    assert taken([bytes([each]) for each in sent + behind])[1] == len(sent)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(sent)), max_size=4)))
    pieces = [sent[start:end] for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
    request, number = taken([*pieces[:-1], pieces[-1] + behind])
    assert (request.method, request.path, request.body) == ("POST", "/send", said)
    assert number <= len(pieces)


@pytest.mark.parametrize("space", [b" ", b"\n", b"\r\n", b"  \n"])
def test_a_path_that_needs_no_body_is_whole_with_the_space_behind_it(space: bytes) -> None:
    request = RawRequest(WITH_BODY)
    assert not request.take(b"POST")
    assert not request.take(b" /connect")
    assert request.take(space)
    assert (request.method, request.path, request.body) == ("POST", "/connect", b"")


def test_a_path_without_a_space_is_whole_when_nothing_comes_any_more() -> None:
    request = RawRequest(WITH_BODY)
    assert not request.take(b"POST /connect")
    request.finish()
    assert (request.method, request.path, request.body) == ("POST", "/connect", b"")


def test_a_body_that_was_cut_off_is_what_has_come_of_it() -> None:
    request = RawRequest(WITH_BODY)
    assert not request.take(b'POST /send {"message": "a\\')
    request.finish()
    assert request.body == b'{"message": "a\\'


@pytest.mark.parametrize(
    "sent",
    [
        b"post /send ",
        b"POST  /send ",
        b" POST /send ",
        b"POST send ",
        b"POST /\xd0\xb0 ",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"\0",
        b"POST /a\x7f",
        b"A" * 17,
        b"GET /" + b"a" * 256,
    ],
)
def test_what_cannot_become_a_request_is_refused_at_once(sent: bytes) -> None:
    with pytest.raises(InvalidField):
        RawRequest(WITH_BODY).take(sent)


@pytest.mark.parametrize("sent", [b"", b"POST", b"POST "])
def test_half_a_request_is_none_when_nothing_comes_any_more(sent: bytes) -> None:
    request = RawRequest(WITH_BODY)
    assert not request.take(sent)
    with pytest.raises(InvalidField):
        request.finish()


@pytest.mark.parametrize("body", [b"HTTP/1.1\r\nHost: a\r\n\r\n", b"[", b'"', b"17", b"\0", b"}"])
@pytest.mark.parametrize("head", [b"POST /send ", b"POST /connect "])
def test_a_body_that_is_no_dictionary_is_refused_at_once(head: bytes, body: bytes) -> None:
    with pytest.raises(BadJson):
        RawRequest(WITH_BODY).take(head + body)


def test_one_byte_too_many_is_refused() -> None:
    head = b'POST /send {"message": "'
    request = RawRequest(WITH_BODY)
    assert not request.take(head + b"a" * (MAX_REQUEST_BYTES - len(head)))
    with pytest.raises(TooLarge):
        request.take(b"a")


@given(st.lists(st.binary(max_size=20) | st.sampled_from([b"POST ", b"/send ", b"{", b"}", b'"', b"\\"]), max_size=20))
def test_whatever_comes_is_taken_or_refused(pieces: list[bytes]) -> None:
    request = RawRequest(WITH_BODY)
    try:
        for piece in pieces:
            if request.take(piece):
                return
        request.finish()
    except Refusal:
        pass


@pytest.mark.parametrize("filling", [b"{", b"\\", b'"', b"}", b"{}", b'"\\"', b" "])
def test_a_large_request_costs_its_length_even_byte_by_byte(filling: bytes) -> None:
    sent = b'POST /send {"a": "' + filling * (MAX_REQUEST_BYTES // len(filling))
    request = RawRequest(WITH_BODY)
    # It takes hours where each byte is looked at anew with every other one.
    for at in range(MAX_REQUEST_BYTES):
        if request.take(sent[at : at + 1]):
            return
    request.finish()
