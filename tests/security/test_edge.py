"""The HTTP port as other sites, caches and proxies meet it: nothing is lent to them, nothing is read twice."""

from collections.abc import Iterator

import pytest

from tests.security.people import Someone, newcomer, visiting
from tests.server.transport.serving import Served

CORS = ("access-control-allow-origin", "access-control-allow-credentials", "access-control-allow-methods")


@pytest.fixture(scope="module")
def anna(served: Served) -> Iterator[Someone]:
    with visiting(served) as visitor:
        yield newcomer(visitor)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"])
@pytest.mark.parametrize("method", ["OPTIONS", "GET", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/account", "/chats", "/server", "/sessions"])
def test_s68_no_other_site_may_read_an_answer(anna: Someone, origin: str, method: str, path: str) -> None:
    headers = {"origin": origin, "access-control-request-method": "POST", "access-control-request-headers": "x-any"}
    answer = anna.send(method, path, {} if method in ("POST", "PATCH") else None, headers=headers)
    assert not any(name in answer.headers for name in CORS)
    assert origin not in str(answer.headers)


def request(line: str, *headers: str, body: str = "") -> bytes:
    return "\r\n".join([line, *headers, "", body]).encode()


GET = "GET /api/v1/server HTTP/1.1"
POST = "POST /api/v1/sessions HTTP/1.1"
HOST = "Host: localhost"
HIDDEN = "GET /api/v1/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"

SMUGGLED = {
    "both a length and chunks": request(
        POST, HOST, "Content-Length: 4", "Transfer-Encoding: chunked", body=f"0\r\n\r\n{HIDDEN}"
    ),
    "chunks and then a length": request(
        POST, HOST, "Transfer-Encoding: chunked", "Content-Length: 4", body=f"0\r\n\r\n{HIDDEN}"
    ),
    "the same length twice": request(POST, HOST, "Content-Length: 2", "Content-Length: 2", body="{}"),
    "lengths in one header": request(POST, HOST, "Content-Length: 2, 2", body="{}"),
    "chunks that are not the last coding": request(
        POST, HOST, "Transfer-Encoding: chunked, identity", body=f"0\r\n\r\n{HIDDEN}"
    ),
    "chunks twice": request(
        POST, HOST, "Transfer-Encoding: chunked", "Transfer-Encoding: identity", body=f"0\r\n\r\n{HIDDEN}"
    ),
    "a chunk with a bare line feed": request(POST, HOST, "Transfer-Encoding: chunked", body=f"2\n{{}}\n0\n\n{HIDDEN}"),
    "two lengths": request(POST, HOST, "Content-Length: 0", f"Content-Length: {len(HIDDEN)}", body=HIDDEN),
    "a length with a sign": request(POST, HOST, "Content-Length: +2", body="{}"),
    "a length in hex": request(POST, HOST, "Content-Length: 0x2", body="{}"),
    "a space before the colon": request(POST, HOST, f"Content-Length : {len(HIDDEN)}", body=HIDDEN),
    "a folded length": request(POST, HOST, "Content-Length:\r\n 2", body="{}"),
    "a folded header": request(GET, HOST, "X-Any: one\r\n two"),
    "chunks by another name": request(POST, HOST, "Transfer-Encoding: xchunked", body=f"0\r\n\r\n{HIDDEN}"),
    "a chunk of a negative size": request(POST, HOST, "Transfer-Encoding: chunked", body=f"-1\r\n\r\n{HIDDEN}"),
    "a bare line feed": GET.encode() + b"\nHost: localhost\n\n",
    "NUL in a header": request(GET, HOST, "X-Any: a\0b"),
    "HTTP/0.9": b"GET /api/v1/server\r\n\r\n",
    "HTTP/2 in clear": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a header of 100 KB": request(GET, HOST, "X-Any: " + "a" * 100_000),
}

TOO_LARGE = {"a header of 100 KB"}


@pytest.mark.parametrize("name", SMUGGLED)
def test_s69_what_two_readers_could_read_differently_is_not_read_at_all(served: Served, name: str) -> None:
    # It returns when the server has closed, whatever the request says of keeping the connection.
    received = served.exchange(SMUGGLED[name])
    statuses = [int(line.split()[1]) for line in received.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
    assert statuses == [431 if name in TOO_LARGE else 400], received
    assert b"connection: close" in received.partition(b"\r\n\r\n")[0]
    assert b"smuggled" not in received


@pytest.mark.parametrize("target", ["http://evil.example/api/v1/server", "//evil.example/api/v1/server"])
@pytest.mark.parametrize("host", ["evil.example", "localhost@evil.example", "localhost:80:80", ""])
def test_s69_a_strange_host_appears_in_no_answer(served: Served, target: str, host: str) -> None:
    received = served.exchange(request(f"GET {target} HTTP/1.1", f"Host: {host}", "Connection: close"))
    head, _, body = received.partition(b"\r\n\r\n")
    assert b"location:" not in head.lower()
    assert b"evil.example" not in body
    assert not received.startswith(b"HTTP/1.1 5")
