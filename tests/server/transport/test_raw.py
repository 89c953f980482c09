"""The port without HTTP: slow, silent, endless, rude and too many peers end, and everybody else gets a reply."""

from __future__ import annotations

import asyncio
import logging
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from molva.protocol.errors import ChatNotFound, Language, Refusal
from molva.server.transport.guard import ConnectionCount, GuardLimits
from molva.server.transport.raw import RawPort
from molva.server.transport.server import listen
from molva.server.wire.foreign import Asked, Pages, RawDialect, Told
from tests.server.transport.serving import PATIENCE_S

BRIEF = GuardLimits(silence_s=0.2, body_s=0.5, unread_s=0.3, closing_s=0.3)


@dataclass
class Served:
    """A port that answers with what it was asked, and peers who come to it."""

    port: RawPort
    number: int
    asked: list[Asked]
    stack: AsyncExitStack = field(repr=False)

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.number)
        self.stack.push_async_callback(let_go, writer)
        return reader, writer

    async def exchange(self, sent: bytes) -> bytes:
        """Send bytes and read until the server closes."""
        reader, writer = await self.connect()
        writer.write(sent)
        received = await read(reader)
        await let_go(writer)
        return received

    async def has_room(self) -> None:
        """Ask until there is a reply: who was there before has gone."""
        async with asyncio.timeout(PATIENCE_S):
            while await self.exchange(b"POST /connect ") != b"POST /connect ":
                pass


async def let_go(writer: asyncio.StreamWriter) -> None:
    """Close a connection at once, whatever was not sent yet."""
    writer.transport.abort()
    # The server may have been quicker.
    with suppress(ConnectionError):
        await writer.wait_closed()


async def read(reader: asyncio.StreamReader) -> bytes:
    """Read until the server closes, orderly or not."""
    received = b""
    try:
        async with asyncio.timeout(PATIENCE_S):
            while data := await reader.read(65536):
                received += data
    except ConnectionError:
        pass
    return received


@asynccontextmanager
async def serving(
    answer: Callable[[Asked], Awaitable[Told]] | None = None,
    *,
    limits: GuardLimits | None = None,
    per_address: int = 1000,
    most: int = 1000,
) -> AsyncIterator[Served]:
    """Serve until the block ends."""
    asked: list[Asked] = []

    async def echo(request: Asked) -> Told:
        asked.append(request)
        return Told(f"{request.method} {request.path} ".encode() + request.body)

    def refuse(refusal: Refusal, _: Language) -> Told:
        return Told(f"refused: {refusal.code}".encode())

    dialect = RawDialect(
        pages=Pages(methods={}, answer=answer or echo, refuse=refuse), with_body=frozenset({("POST", "/send")})
    )
    # Nobody is exempt: this machine is all that a test has.
    port = RawPort(dialect, ConnectionCount(per_address, exempt=()), limits=limits, most=most)
    listener = listen("127.0.0.1", 0)
    number = listener.getsockname()[1]
    await port.open(listener)
    async with AsyncExitStack() as stack:
        yield Served(port, number, asked, stack)
    port.close()


async def test_a_request_gets_its_reply_and_the_end() -> None:
    async with serving() as served:
        assert await served.exchange(b'POST /send {"a": 1}') == b'POST /send {"a": 1}'
        assert await served.exchange(b"POST /connect ") == b"POST /connect "
        assert [each.visitor.address for each in served.asked] == ["127.0.0.1"] * 2
        assert {each.visitor.user for each in served.asked} == {None}


async def test_what_stands_behind_a_request_counts_for_nothing() -> None:
    async with serving() as served:
        assert await served.exchange(b'POST /send {"a": 1}\nPOST /connect \n') == b'POST /send {"a": 1}'
        assert len(served.asked) == 1


async def test_pieces_make_a_request() -> None:
    async with serving() as served:
        reader, writer = await served.connect()
        for piece in (b"PO", b"ST /", b"send ", b'{"a": "}', b'"', b"}"):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        assert await read(reader) == b'POST /send {"a": "}"}'


async def test_whoever_closes_their_side_still_gets_the_reply() -> None:
    async with serving() as served:
        reader, writer = await served.connect()
        writer.write(b"POST /connect")
        writer.write_eof()
        assert await read(reader) == b"POST /connect "


async def test_whoever_closes_too_early_is_told_what_is_wrong() -> None:
    async with serving() as served:
        reader, writer = await served.connect()
        writer.write(b"POST /se\x01")
        writer.write_eof()
        assert await read(reader) == b"refused: invalid_field"


async def test_whoever_leaves_without_a_word_leaves_nothing() -> None:
    async with serving() as served:
        reader, writer = await served.connect()
        writer.write_eof()
        assert await read(reader) == b""
        await served.port.drain()
        assert served.asked == []


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"invalid_field"),
        (b"\xff" * 10_000, b"invalid_field"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"bad_json"),
        (b"POST /send [", b"bad_json"),
        (b'POST /send {"a": "' + b"x" * 100_000, b"too_large"),
        (b"POST /send {" + b" " * 100_000, b"too_large"),
    ],
)
async def test_what_is_no_request_is_refused(sent: bytes, code: bytes) -> None:
    async with serving() as served:
        assert await served.exchange(sent) == b"refused: " + code
        assert served.asked == []


async def test_a_refusal_and_a_defect_are_told_in_the_dialects_form(caplog: pytest.LogCaptureFixture) -> None:
    async def answer(asked: Asked) -> Told:
        if asked.path == "/secret":
            raise ChatNotFound
        raise ValueError(asked.path)

    async with serving(answer) as served:
        assert await served.exchange(b"GET /secret ") == b"refused: chat_not_found"
        with caplog.at_level(logging.ERROR, "molva.defects"):
            assert await served.exchange(b"GET /what-people-wrote ") == b"refused: internal"
    assert "ValueError" in caplog.text
    assert "what-people-wrote" not in caplog.text


async def test_a_silent_peer_is_let_go() -> None:
    async with serving(limits=BRIEF) as served:
        reader, _ = await served.connect()
        assert await read(reader) == b""


async def test_whoever_falls_silent_within_a_request_is_answered_by_what_has_come() -> None:
    async with serving(limits=BRIEF) as served:
        assert await served.exchange(b"POST /connect") == b"POST /connect "
        assert await served.exchange(b"POS") == b"refused: invalid_field"
        assert await served.exchange(b'POST /send {"a": "') == b'POST /send {"a": "'


async def test_a_slow_drip_comes_to_an_end() -> None:
    async with serving(limits=GuardLimits(silence_s=PATIENCE_S, body_s=0.3, closing_s=0.2)) as served:
        reader, writer = await served.connect()

        async def drip() -> None:
            writer.write(b'POST /send {"a": "')
            while not writer.is_closing():
                writer.write(b"x")
                # Slowly, but never so slowly that it would be called silent.
                await asyncio.sleep(0.02)

        dripping = asyncio.create_task(drip())
        received = await read(reader)
        dripping.cancel()
        assert received.startswith(b'POST /send {"a": "')


async def test_a_peer_who_reads_nothing_is_cut_off() -> None:
    asked = asyncio.Event()

    async def much(_: Asked) -> Told:
        asked.set()
        return Told(b"x" * 50_000_000)

    async with serving(much, limits=BRIEF) as served:
        with socket.create_connection(("127.0.0.1", served.number)) as peer:
            peer.sendall(b"POST /connect ")
            await asked.wait()
            async with asyncio.timeout(PATIENCE_S):
                await served.port._emptied.wait()


async def test_a_peer_who_reads_a_large_reply_gets_all_of_it() -> None:
    async def much(_: Asked) -> Told:
        return Told(b"x" * 5_000_000)

    async with serving(much) as served:
        assert len(await served.exchange(b"POST /connect ")) == 5_000_000


async def test_whoever_goes_on_writing_after_the_reply_is_cut_off() -> None:
    async with serving(limits=GuardLimits(closing_s=PATIENCE_S)) as served:
        _, writer = await served.connect()
        writer.write(b"POST /connect ")

        async def go_on() -> None:
            while True:
                writer.write(b"x" * 65_536)
                await writer.drain()

        with pytest.raises(ConnectionError):
            await asyncio.wait_for(go_on(), PATIENCE_S)


async def test_whoever_keeps_the_connection_open_after_the_reply_is_let_go() -> None:
    async with serving(limits=BRIEF) as served:
        reader, writer = await served.connect()
        writer.write(b"POST /connect ")
        assert await read(reader) == b"POST /connect "
        assert not served.port._emptied.is_set()
        async with asyncio.timeout(PATIENCE_S):
            await served.port._emptied.wait()


async def test_a_peer_who_resets_the_connection_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    async with serving() as served:
        for sent in (b"", b"POST ", b"POST /connect "):
            peer = socket.create_connection(("127.0.0.1", served.number))
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            peer.sendall(sent)
            peer.close()
        assert await served.exchange(b"POST /connect ") == b"POST /connect "
    assert caplog.text == ""


async def test_an_address_has_so_many_connections_and_no_more() -> None:
    async with serving(per_address=2) as served:
        held = [await served.connect() for _ in range(2)]
        refused, _ = await served.connect()
        assert await read(refused) == b"refused: too_many_requests"
        for _, writer in held:
            writer.transport.abort()
        await served.has_room()


async def test_hundreds_from_one_address_leave_room_for_the_next_one() -> None:
    async with serving(per_address=5, most=20) as served:
        peers: list[socket.socket] = []
        try:
            for _ in range(300):
                peer = socket.socket()
                peer.setblocking(False)
                peer.connect_ex(("127.0.0.1", served.number))
                peers.append(peer)
                await asyncio.sleep(0)
            # Beyond twice the number that it may have an address is not even answered.
            assert await served.exchange(b"POST /connect ") == b""
            assert len(served.port._open) <= 11
        finally:
            for peer in peers:
                peer.close()
        await served.has_room()


async def test_there_is_room_for_so_many_wherever_they_come_from() -> None:
    async with serving(most=2) as served:
        held = [await served.connect() for _ in range(2)]
        assert await served.exchange(b"POST /connect ") == b""
        assert len(held) == 2


async def test_the_end_waits_for_replies_and_not_for_the_silent() -> None:
    taken, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_: Asked) -> Told:
        taken.set()
        await go_on.wait()
        return Told(b"done")

    async with serving(slow) as served:
        silent, _ = await served.connect()
        half, writing = await served.connect()
        writing.write(b"POST /se")
        asking = asyncio.create_task(served.exchange(b"POST /connect "))
        await taken.wait()
        draining = asyncio.create_task(served.port.drain())
        assert await read(silent) == b""
        assert await read(half) == b""
        assert not draining.done()
        go_on.set()
        assert await asking == b"done"
        async with asyncio.timeout(PATIENCE_S):
            await draining
        with pytest.raises(ConnectionRefusedError):
            await served.connect()


async def test_the_very_end_waits_for_nobody() -> None:
    began, ended = asyncio.Event(), asyncio.Event()

    async def endless(_: Asked) -> Told:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return Told(b"")

    async with serving(endless) as served:
        asking = asyncio.create_task(served.exchange(b"POST /connect "))
        await began.wait()
        served.port.close()
        assert await asking == b""
        async with asyncio.timeout(PATIENCE_S):
            await ended.wait()
