"""The short way carries messages and frames; broken, endless and unread connections end with a code."""

import logging
import socket
import struct
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from queue import Queue
from threading import Event
from typing import Any

import pytest

from molva.server.transport.guard import GuardLimits
from molva.server.transport.uvicorn_websocket import EXTENSION, Direct
from tests.faults.network.frames import BROKEN, Broken, Opcode, close, frame
from tests.faults.network.raw_websocket import RawWebSocket
from tests.server.transport.serving import PATIENCE_S, Served, lifespan, serving

LIMITS = GuardLimits(silence_s=0.1, body_s=0.3, unread_s=30, closing_s=0.2, websocket_message_bytes=100_000)


class Echo:
    """Answers each text by the short way, or below `/events` by ASGI events."""

    def __init__(self) -> None:
        self.pauses: Queue[bool] = Queue()
        self.ends: Queue[int] = Queue()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await lifespan(receive, send)
            return
        assert (await receive())["type"] == "websocket.connect"
        if scope["path"] == "/refuse":
            await send({"type": "websocket.close"})
            return
        await send({"type": "websocket.accept"})
        direct: Direct = scope["extensions"][EXTENSION]
        if scope["path"] == "/":
            direct.on_pause = self.pauses.put
            direct.on_message = lambda data: direct.transport.write(server_text(data))
        while (message := await receive())["type"] != "websocket.disconnect":
            if message.get("text") == "close":
                await send({"type": "websocket.close", "code": 4008})
            elif message.get("text") == "much":
                for _ in range(400):
                    direct.transport.write(server_text(b"x" * 60_000))
                await send({"type": "websocket.close", "code": 4008})
            else:
                await send({"type": "websocket.send", "text": message["text"]})
        self.ends.put(message["code"])


def server_text(payload: bytes) -> bytes:
    """A server's text frame of less than 64 KiB."""
    size = len(payload)
    return bytes([0x81, size]) + payload if size < 126 else struct.pack(">BBH", 0x81, 126, size) + payload


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving(Echo(), LIMITS) as server:
        yield server


@contextmanager
def opened(served: Served, path: str = "/") -> Iterator[RawWebSocket]:
    with RawWebSocket(served.port, path, patience_s=PATIENCE_S) as peer:
        assert peer.status == 101
        yield peer


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
@pytest.mark.parametrize("path", ["/", "/events"])
def test_a_broken_frame_gets_its_code_and_no_traceback(
    served: Served, broken: Broken, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), opened(served, path) as peer:
        peer.send(broken.data)
        assert peer.close_code() in broken.codes
    assert caplog.records == []


def test_what_follows_a_broken_frame_is_not_read(served: Served) -> None:
    with opened(served) as peer:
        peer.send(frame(Opcode.TEXT, b"\xff") + frame(Opcode.TEXT, b"later"))
        first, payload = peer.frame()
        assert first == 0x88
        assert payload[:2] == struct.pack(">H", 1007)


def test_a_binary_frame_is_refused(served: Served) -> None:
    with opened(served) as peer:
        peer.send(frame(Opcode.BINARY, b"hi"))
        assert peer.close_code() == 1003


@pytest.mark.parametrize("pieces", [1, 3])
def test_too_large_a_message_is_refused(served: Served, pieces: int) -> None:
    with opened(served) as peer:
        part = b"x" * (100_002 // pieces)
        peer.send(frame(Opcode.TEXT, part, final=pieces == 1))
        for number in range(2, pieces + 1):
            peer.send(frame(Opcode.CONTINUATION, part, final=number == pieces))
        assert peer.close_code() == 1009


@pytest.mark.parametrize(
    "begin",
    [
        frame(Opcode.TEXT, b"x", declared_length=100),
        frame(Opcode.TEXT, b"x", final=False),
        frame(Opcode.TEXT, b"x", final=False) + frame(Opcode.PING, b""),
        b"\x81",
    ],
    ids=["frame", "message", "message with a ping", "byte"],
)
def test_a_message_that_stops_halfway_is_closed(served: Served, begin: bytes) -> None:
    with opened(served) as peer:
        peer.send(begin)
        assert peer.close_code() == 1008


def test_an_endless_message_of_tiny_pieces_is_closed(served: Served) -> None:
    with opened(served) as peer:
        peer.send(frame(Opcode.TEXT, b"x", final=False))
        peer.socket.settimeout(0.02)
        for _ in range(1000):
            try:
                peer.send(frame(Opcode.CONTINUATION, b"x", final=False))
                assert peer.close_code() == 1008
                return
            except TimeoutError:
                continue
        pytest.fail("still open")


@pytest.mark.parametrize("size", [0, 1, 125, 126, 60_000])
def test_a_text_reaches_the_app_and_its_frame_the_peer(served: Served, size: int) -> None:
    text = ("ж" * size).encode()[:size] if size < 2 else b"x" * (size - 2) + "ж".encode()
    text = text if size != 1 else b"x"
    with opened(served) as peer:
        peer.send(frame(Opcode.TEXT, text))
        assert peer.frame() == (0x81, text)


def test_many_texts_in_one_read_keep_their_order(served: Served) -> None:
    texts = [str(number).encode() for number in range(500)]
    with opened(served) as peer:
        peer.send(b"".join(frame(Opcode.TEXT, text) for text in texts))
        assert [peer.frame()[1] for _ in texts] == texts


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_frames_may_be_cut_anywhere(served: Served, size: int) -> None:
    texts = [b"a", b"b" * 200, b"", "ё".encode()]
    data = b"".join(frame(Opcode.TEXT, text) for text in texts)
    with opened(served) as peer:
        peer.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for place in range(0, len(data), size):
            peer.send(data[place : place + size])
        assert [peer.frame()[1] for _ in texts] == texts


def test_a_message_in_pieces_is_joined_and_pings_between_are_answered(served: Served) -> None:
    with opened(served) as peer:
        peer.send(
            frame(Opcode.TEXT, "сооб".encode()[:3], final=False)
            + frame(Opcode.PING, b"?")
            + frame(Opcode.CONTINUATION, "сооб".encode()[3:], final=False)
            + frame(Opcode.CONTINUATION, b"!")
            + frame(Opcode.TEXT, b"next")
        )
        assert [peer.frame() for _ in range(3)] == [(0x8A, b"?"), (0x81, "сооб!".encode()), (0x81, b"next")]


OFFER = {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"}


def packed(payload: bytes, window: int = 12) -> bytes:
    """A message's payload as RFC 7692, section 7.2.1, deflates it."""
    deflate = zlib.compressobj(wbits=-window)
    return (deflate.compress(payload) + deflate.flush(zlib.Z_SYNC_FLUSH))[:-4]


@contextmanager
def agreed(served: Served, path: str = "/") -> Iterator[RawWebSocket]:
    with RawWebSocket(served.port, path, OFFER, patience_s=PATIENCE_S) as peer:
        assert peer.status == 101
        yield peer


def test_packing_is_agreed_to_without_a_memory_of_earlier_messages(served: Served) -> None:
    with agreed(served) as peer:
        _, _, rest = peer.head.lower().partition("sec-websocket-extensions: permessage-deflate; ")
        told = {each.strip() for each in rest.split("\r\n")[0].split(";")}
        assert told == {"server_no_context_takeover", "client_no_context_takeover", "client_max_window_bits=12"}
    with opened(served) as peer:
        assert "deflate" not in peer.head


def test_packed_and_plain_texts_reach_the_app_in_order(served: Served) -> None:
    texts = [b"a", "ж".encode() * 30_000, b"", b"plain", b"b" * 3_000]
    with agreed(served) as peer:
        for text in texts:
            plain = text == b"plain"
            peer.send(frame(Opcode.TEXT, text if plain else packed(text), reserved_bits=0 if plain else 4))
        assert [peer.frame() for _ in texts] == [(0x81, text) for text in texts]


@pytest.mark.parametrize("pieces", [1, 2])
def test_a_packed_message_that_unpacks_to_too_much_is_refused(served: Served, pieces: int) -> None:
    bomb = packed(b"x" * 15_000_000)
    middle = len(bomb) // pieces
    with agreed(served) as peer:
        peer.send(frame(Opcode.TEXT, bomb[:middle], final=pieces == 1, reserved_bits=4))
        if pieces == 2:
            peer.send(frame(Opcode.CONTINUATION, bomb[middle:]))
        assert peer.close_code() == 1009


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (frame(Opcode.TEXT, b"\xff" * 50, reserved_bits=4), 1002),
        (frame(Opcode.TEXT, packed(b"\xff"), reserved_bits=4), 1007),
        (frame(Opcode.TEXT, packed(b"x"), reserved_bits=2), 1002),
        (frame(Opcode.PING, b"x", reserved_bits=4), 1002),
    ],
    ids=["no deflate", "no UTF-8", "another bit", "a packed ping"],
)
def test_what_is_packed_wrongly_is_refused(served: Served, data: bytes, code: int) -> None:
    with agreed(served) as peer:
        peer.send(data)
        assert peer.close_code() == code


@pytest.mark.parametrize("code", [1000, 4444])
def test_a_close_frame_is_answered_and_told(code: int) -> None:
    app = Echo()
    with serving(app, LIMITS) as served, opened(served) as peer:
        peer.send(close(code))
        assert peer.close_code() == code
        assert app.ends.get(timeout=PATIENCE_S) == code


def test_a_refused_handshake_is_403(served: Served) -> None:
    with RawWebSocket(served.port, "/refuse", patience_s=PATIENCE_S) as peer:
        assert peer.status == 403


@pytest.mark.parametrize(
    "headers", [{"X": "a" * 9_000}, {f"X-{number}": "" for number in range(200)}], ids=["long", "many"]
)
def test_a_handshake_that_cannot_be_read_is_refused(served: Served, headers: dict[str, str]) -> None:
    with RawWebSocket(served.port, "/", headers, patience_s=PATIENCE_S) as peer:
        assert peer.status == 431


@pytest.mark.parametrize("headers", [{"Sec-WebSocket-Version": "12"}, {"Sec-WebSocket-Key": "x"}])
def test_a_handshake_that_is_none_is_refused(served: Served, headers: dict[str, str]) -> None:
    with RawWebSocket(served.port, "/", headers, patience_s=PATIENCE_S) as peer:
        assert 400 <= peer.status < 500


def test_without_the_short_way_messages_are_events(served: Served) -> None:
    with opened(served, "/events") as peer:
        peer.send(frame(Opcode.TEXT, "да".encode()) + frame(Opcode.TEXT, b"close"))
        assert peer.frame() == (0x81, "да".encode())
        assert peer.close_code() == 4008


def test_a_peer_that_never_answers_the_close_is_let_go(served: Served) -> None:
    with opened(served, "/events") as peer:
        peer.send(frame(Opcode.TEXT, b"close"))
        assert peer.frame()[0] == 0x88
        with pytest.raises(EOFError):
            peer.frame()


def test_a_peer_that_reads_nothing_is_cut_off() -> None:
    lost = Event()
    with serving(Echo(), LIMITS) as served, opened(served, "/events") as peer:
        connection = served.count
        connection.leave = lambda address: lost.set()  # type: ignore[method-assign]  # called when it is gone
        peer.send(frame(Opcode.TEXT, b"much"))
        assert lost.wait(PATIENCE_S), "it still holds the 24 MB that nobody reads"


def test_a_full_buffer_is_told_and_its_end_too() -> None:
    app, text = Echo(), b"x" * 60_000
    with serving(app, LIMITS) as served, opened(served) as peer:
        for _ in range(300):
            peer.send(frame(Opcode.TEXT, text))
        for _ in range(300):
            assert peer.frame()[1] == text
        assert [app.pauses.get(timeout=PATIENCE_S) for _ in range(2)] == [True, False]


def test_a_stopping_server_says_so() -> None:
    with serving(Echo(), LIMITS) as served, ExitStack() as stack:
        peer = stack.enter_context(opened(served))
        served.server.should_exit = True
        assert peer.close_code() == 1012


def test_a_websocket_counts_for_its_address_until_it_ends() -> None:
    with serving(Echo(), LIMITS, per_address=1, exempt=()) as served:
        with opened(served) as peer:
            with RawWebSocket(served.port, "/", patience_s=PATIENCE_S) as other:
                assert other.status == 429
            peer.send(close(1000))
            assert peer.close_code() == 1000
            with pytest.raises(EOFError):
                peer.frame()
        with opened(served):
            pass
