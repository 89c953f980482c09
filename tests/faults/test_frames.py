"""The `websockets` library reads right frames as written, and refuses broken ones with their codes."""

import threading
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from tests.faults.network.frames import BROKEN, Broken, Opcode, close, frame
from tests.faults.network.raw_websocket import RawWebSocket

ECHO_LIMIT = 1 << 20


def echo(connection: ServerConnection) -> None:
    try:
        for message in connection:
            connection.send(message)
    except ConnectionClosed:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serve(echo, "127.0.0.1", 0, compression=None, max_size=ECHO_LIMIT) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.socket.getsockname()[1]
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65535, 65536])
def test_a_right_frame_comes_back_as_written(port: int, length: int) -> None:
    with RawWebSocket(port, "/") as client:
        assert client.status == 101
        client.send(frame(Opcode.TEXT, b"a" * length))
        assert client.frame() == (0x80 | Opcode.TEXT, b"a" * length)


def test_a_close_frame_is_answered_with_its_code(port: int) -> None:
    with RawWebSocket(port, "/") as client:
        client.send(close(1001, b"bye"))
        assert client.close_code() == 1001


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_frame_is_refused_with_its_code(port: int, broken: Broken) -> None:
    with RawWebSocket(port, "/") as client:
        client.send(broken.data)
        assert client.close_code() in broken.codes
