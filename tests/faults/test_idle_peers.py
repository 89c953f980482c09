"""Peers that hold on to connections without using them are sent away in about ten seconds, by our own port alone."""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.faults.network.frames import Opcode, frame
from tests.faults.network.raw_websocket import RawWebSocket, upgrade
from tests.faults.rig.node import Node

PATIENCE_S = 20.0
"""Twice the server's limit; how long exactly it waits is not what is tested."""

Peer = Callable[[int, dict[str, str]], bool]
"""Holds a connection to a port, with the headers of a signed-in program; whether the server ended it in time."""


def trickle(port: int, pieces: Iterator[bytes]) -> bool:
    """Send a piece a second until the server has enough."""
    deadline = time.monotonic() + PATIENCE_S
    with socket.create_connection(("127.0.0.1", port)) as peer:
        peer.settimeout(1)
        while time.monotonic() < deadline:
            try:
                peer.sendall(next(pieces))
                while peer.recv(4096):
                    pass
                return True
            except TimeoutError:
                continue
            except OSError:
                return True
    return False


def forever(first: bytes, then: bytes) -> Iterator[bytes]:
    yield first
    while True:
        yield then


def hold(port: int, bearer: dict[str, str], sent: bytes) -> bool:
    """Open a WebSocket, send this and wait."""
    with RawWebSocket(port, "/api/v1/ws", bearer, patience_s=PATIENCE_S) as client:
        assert client.status == 101
        client.send(sent)
        try:
            client.drain()
        except TimeoutError:
            return False
        return True


def plainly(first: bytes, then: bytes = b"") -> Peer:
    return lambda port, _: trickle(port, forever(first, then))


def signed_in(sent: bytes) -> Peer:
    return lambda port, bearer: hold(port, bearer, sent)


PEERS: dict[str, Peer] = {
    "says nothing": plainly(b""),
    "trickles its headers": plainly(b"GET / HTTP/1.1\r\nHost: a\r\n", b"X-A: b\r\n"),
    "stops in its headers": plainly(b"GET / HTTP/1.1\r\nHost: a\r\n"),
    "stops in its body": plainly(b"POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"),
    "stops in its handshake": plainly(upgrade("/api/v1/ws", {})[:-2]),
    "keeps a connection that it has used": plainly(b"GET /api/v1/server HTTP/1.1\r\nHost: a\r\n\r\n"),
    "says no hello": signed_in(b""),
    "says half a hello": signed_in(frame(Opcode.TEXT, b"{", final=False)),
}


def test_peers_that_hold_connections_are_sent_away(server: Node, bearer: dict[str, str]) -> None:
    with ThreadPoolExecutor(len(PEERS)) as threads:
        ended = threads.map(lambda peer: peer(server.port, bearer), PEERS.values())
        lingering = [name for name, in_time in zip(PEERS, ended, strict=True) if not in_time]
    assert lingering == []
