"""What breaks the WebSocket protocol is closed with the right code, and nothing is logged as a defect."""

import pytest

from molva.protocol.close_codes import CloseCode
from tests.faults.network.frames import BROKEN, Broken, Opcode, frame
from tests.faults.network.raw_websocket import RawWebSocket
from tests.faults.rig.node import Node

HELLO = frame(Opcode.TEXT, b'{"type":"hello"}')


def opened(server: Node, bearer: dict[str, str]) -> RawWebSocket:
    return RawWebSocket(server.port, "/api/v1/ws", bearer)


@pytest.mark.parametrize("greeted", [False, True], ids=["before hello", "after hello"])
@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_frame_gets_its_code(server: Node, bearer: dict[str, str], broken: Broken, greeted: bool) -> None:
    with opened(server, bearer) as client:
        assert client.status == 101
        client.send((HELLO if greeted else b"") + broken.data)
        assert client.close_code() in broken.codes


def test_a_binary_frame_is_not_spoken_here(server: Node, bearer: dict[str, str]) -> None:
    with opened(server, bearer) as client:
        client.send(HELLO + frame(Opcode.BINARY, b"{}"))
        assert client.close_code() == CloseCode.UNSUPPORTED


def test_a_message_of_sixty_thousand_pieces_is_taken_or_refused_with_a_code(
    server: Node, bearer: dict[str, str]
) -> None:
    pieces = [frame(Opcode.TEXT, b" ", final=False), *[frame(Opcode.CONTINUATION, b" ", final=False)] * 60_000]
    with opened(server, bearer) as client:
        client.send(HELLO)
        try:
            client.send(b"".join(pieces) + frame(Opcode.CONTINUATION, b"x"))
        except ConnectionError:
            return  # refused before the end
        first, payload = client.frame()
        while b"refused" not in payload and first != 0x88:
            first, payload = client.frame()
