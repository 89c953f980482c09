"""The proxy does to a connection what its weather says."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from tests.faults.network.chaos_proxy import ChaosProxy, Way, Weather

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class EchoServer:
    """Sends everything back and remembers it."""

    def __init__(self) -> None:
        self.got = bytearray()
        self.ended = asyncio.Event()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(4096):
                self.got += data
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            self.ended.set()
            writer.close()


@asynccontextmanager
async def proxied(weather: Weather) -> AsyncIterator[tuple[EchoServer, ChaosProxy, Streams]]:
    echo = EchoServer()
    async with (
        await asyncio.start_server(echo.talk, "127.0.0.1", 0) as server,
        ChaosProxy(server.sockets[0].getsockname()[1], weather) as proxy,
    ):
        streams = await asyncio.open_connection("127.0.0.1", proxy.port)
        yield echo, proxy, streams
        streams[1].transport.abort()


def run(weather: Weather, play: Callable[[EchoServer, ChaosProxy, Streams], Awaitable[None]]) -> None:
    async def scene() -> None:
        async with asyncio.timeout(10), proxied(weather) as (echo, proxy, streams):
            await play(echo, proxy, streams)

    asyncio.run(scene())


def test_good_weather_passes_everything() -> None:
    async def play(echo: EchoServer, proxy: ChaosProxy, streams: Streams) -> None:
        reader, writer = streams
        writer.write(b"a" * 100_000)
        assert await reader.readexactly(100_000) == b"a" * 100_000

    run(Weather(jitter_s=0.001, segment_bytes=4096), play)


def test_an_end_passes() -> None:
    async def play(echo: EchoServer, proxy: ChaosProxy, streams: Streams) -> None:
        reader, writer = streams
        writer.write(b"last words")
        writer.write_eof()
        await echo.ended.wait()
        assert await reader.read() == b"last words"

    run(Weather(), play)


@pytest.mark.parametrize("limit", [1, 7, 4096, 9999])
def test_a_reset_comes_after_so_many_bytes(limit: int) -> None:
    async def play(echo: EchoServer, proxy: ChaosProxy, streams: Streams) -> None:
        streams[1].write(b"b" * 10_000)
        with pytest.raises(ConnectionResetError):
            await streams[0].read()
        await echo.ended.wait()
        assert len(echo.got) <= limit

    run(Weather(reset_after_bytes_up=limit, segment_bytes=1000), play)


def test_reset_all_reaches_both_sides() -> None:
    async def play(echo: EchoServer, proxy: ChaosProxy, streams: Streams) -> None:
        streams[1].write(b"c")
        await streams[0].readexactly(1)
        proxy.reset_all()
        with pytest.raises(ConnectionResetError):
            await streams[0].read()
        await echo.ended.wait()

    run(Weather(), play)


@pytest.mark.parametrize("way", Way)
def test_a_half_open_connection_is_silent_and_stays(way: Way) -> None:
    async def play(echo: EchoServer, proxy: ChaosProxy, streams: Streams) -> None:
        reader, writer = streams
        proxy.weather.swallow = frozenset({way})
        writer.write(b"lost")
        assert await proxy.swallowed.get() == b"lost"
        proxy.weather.swallow = frozenset()
        writer.write(b"seen")
        assert await reader.readexactly(4) == b"seen"
        assert bytes(echo.got) == (b"seen" if way is Way.UP else b"lostseen")

    run(Weather(), play)


def test_a_dead_server_ends_the_connection() -> None:
    async def scene() -> None:
        async with asyncio.timeout(10), ChaosProxy(target_port=1) as proxy:
            reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
            with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
                await reader.readexactly(1)
            writer.close()

    asyncio.run(scene())
