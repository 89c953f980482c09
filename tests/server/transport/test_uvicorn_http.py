"""Slow, silent, endless and smuggled requests end with a status or a closed connection."""

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from molva.server.transport.guard import GuardLimits
from tests.server.transport.serving import Served, echo, read_all, serving

SHORT = GuardLimits(header_s=0.1, silence_s=0.1, body_s=0.3, idle_s=1, unread_s=0.1)
POST = b"POST / HTTP/1.1\r\nHost: h\r\n"


@pytest.fixture(scope="module")
def impatient() -> Iterator[Served]:
    with serving(echo, SHORT) as served:
        yield served


@pytest.fixture(scope="module")
def patient() -> Iterator[Served]:
    with serving(echo) as served:
        yield served


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\r\n",
        b"G",
        b"GET / HTTP/1.1\r\n",
        b"GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ",
        POST + b"Content-Length: 10\r\n\r\n",
        POST + b"Content-Length: 10\r\n\r\n12345",
        POST + b"Transfer-Encoding: chunked\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"GET /ws HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Ke",
    ],
)
def test_a_request_that_stops_halfway_is_closed_without_an_answer(impatient: Served, sent: bytes) -> None:
    assert impatient.exchange(sent) == b""


def test_an_idle_connection_is_closed_after_its_answer(impatient: Served) -> None:
    assert status(impatient.exchange(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")) == 200


def test_empty_lines_do_not_keep_an_idle_connection(impatient: Served) -> None:
    assert status(impatient.exchange(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n\r\n\r\n")) == 200


def test_a_second_request_that_stops_halfway_is_closed(impatient: Served) -> None:
    answer = impatient.exchange(b"GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHo")
    assert answer.count(b"HTTP/1.1 200") == 1


def trickle(peer: socket.socket, piece: bytes) -> bool:
    """Send the piece again and again, never silent; tell whether the server closed."""
    peer.settimeout(0.02)
    for _ in range(1000):
        try:
            peer.sendall(piece)
            if peer.recv(1) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


@pytest.mark.parametrize(
    ("begin", "piece"),
    [
        (b"GET / HTTP/1.1\r\nHost: h\r\nX: ", b"x"),
        (POST + b"Content-Length: 100000\r\n\r\n", b"x"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
)
def test_a_trickle_is_closed_although_it_is_never_silent(impatient: Served, begin: bytes, piece: bytes) -> None:
    with impatient.connect() as peer:
        peer.sendall(begin)
        assert trickle(peer, piece)


def test_two_hundred_slow_connections_harm_nobody_and_are_closed(impatient: Served) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(impatient.connect()) for _ in range(200)]
        for peer in slow:
            peer.sendall(b"GET / HTTP/1.1\r\nHost: h\r\nX: ")
        answer = impatient.exchange(b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        assert status(answer) == 200
        assert [read_all(peer) for peer in slow] == [b""] * 200


def test_a_peer_that_does_not_read_its_answer_is_closed() -> None:
    closed = []

    async def much(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await echo(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(1000):
            await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        closed.append((await receive())["type"])

    with serving(much, SHORT) as served, socket.socket() as peer:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        peer.connect(("127.0.0.1", served.port))
        peer.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        while not closed:
            peer.settimeout(20)
            served.exchange(b"")
    assert closed == ["http.disconnect"]


def test_a_body_in_pieces_is_answered(patient: Served) -> None:
    with patient.connect() as peer:
        peer.sendall(POST + b"Connection: close\r\nContent-Length: 6\r\n\r\n")
        for piece in (b"ab", b"cd", b"ef"):
            peer.sendall(piece)
        assert read_all(peer).endswith(b"\r\n\r\nabcdef")


def test_requests_one_after_another_share_a_connection(patient: Served) -> None:
    answer = patient.exchange(
        (POST + b"Content-Length: 2\r\n\r\nab") * 3 + POST + b"Connection: close\r\nContent-Length: 2\r\n\r\nab"
    )
    assert answer.count(b"HTTP/1.1 200") == 4


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"a" * 17_000 + b" HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"a" * 17_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: h\r\n" + b"X: a\r\n" * 3_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"a" * 100_000,
    ],
)
def test_too_many_headers_get_431(patient: Served, head: bytes) -> None:
    answer = patient.exchange(head)
    assert status(answer) == 431
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["params"] == {"limit": 16_384}


def test_headers_that_never_end_get_431(patient: Served) -> None:
    with patient.connect() as peer:
        peer.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n")
        with pytest.raises(OSError):  # noqa: PT011  # a reset or a broken pipe, as it happens
            peer.sendall(b"X-Header: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n" * 200_000)


def test_trailers_are_refused(patient: Served) -> None:
    answer = patient.exchange(POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: 1\r\n\r\n")
    assert b"HTTP/1.1 200" not in answer


def test_endless_chunk_extensions_are_closed(patient: Served) -> None:
    with patient.connect() as peer:
        peer.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n1;")
        with pytest.raises(OSError):  # noqa: PT011  # a reset or a broken pipe, as it happens
            peer.sendall(b"x" * 10_000_000)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"GET /\r\n\r\n", id="HTTP/0.9"),
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", id="no host"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", id="two hosts"),
        pytest.param(
            POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", id="length and chunks"
        ),
        pytest.param(
            POST + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", id="chunks and length"
        ),
        pytest.param(POST + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde", id="two lengths"),
        pytest.param(POST + b"Content-Length: +3\r\n\r\nabc", id="signed length"),
        pytest.param(POST + b"Content-Length: -1\r\n\r\nabc", id="negative length"),
        pytest.param(POST + b"Content-Length: 99999999999999999999\r\n\r\nabc", id="length beyond 2^64"),
        pytest.param(POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", id="unknown coding"),
        pytest.param(POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", id="chunks not last"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n", id="folded header"),
        pytest.param(b"GET / HTTP/1.1\r\nHost : h\r\n\r\n", id="space before the colon"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n", id="NUL in a header"),
        pytest.param(b"GET /\xff HTTP/1.1\r\nHost: h\r\n\r\n", id="bytes in the path"),
        pytest.param(b"GET http://evil HTTP/1.1\r\nHost: h\r\n\r\n", id="address without a path"),
        pytest.param(b"CONNECT evil:443 HTTP/1.1\r\nHost: h\r\n\r\n", id="CONNECT"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", id="TLS"),
        pytest.param(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", id="HTTP/2"),
    ],
)
def test_a_request_that_could_be_read_in_two_ways_gets_400(patient: Served, sent: bytes) -> None:
    answer = patient.exchange(sent)
    assert status(answer) == 400
    assert answer.count(b"HTTP/1.1 ") == 1, "what follows is not taken for a request"


def test_too_many_connections_of_one_address_get_429() -> None:
    with serving(echo, per_address=3, exempt=()) as served, ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(served.connect())
        answer = served.exchange(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
    assert status(answer) == 429
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "too_many_requests"


def test_far_too_many_connections_get_no_answer() -> None:
    with serving(echo, per_address=1, exempt=()) as served, ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(served.connect())
        assert served.exchange(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n") == b""


def test_closed_connections_make_room() -> None:
    with serving(echo, per_address=1, exempt=()) as served:
        for _ in range(5):
            answer = served.exchange(b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
            assert status(answer) == 200
