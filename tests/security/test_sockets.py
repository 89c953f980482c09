"""The WebSocket as attackers meet it: whose handshake is taken, and what ends a connection."""

import json
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from molva.server.app import Site
from tests.faults.network.frames import BROKEN, Broken, Opcode, frame
from tests.faults.network.raw_websocket import RawWebSocket
from tests.fixtures.clock import FakeClock
from tests.security.conftest import CHEAP
from tests.security.people import PASSWORD, Someone, fresh_id, newcomer, visiting
from tests.server.transport.serving import PATIENCE_S, Served, serving

WS = "/api/v1/ws"
SESSION_ENDED = 4401


@pytest.fixture(scope="module")
def visitor(served: Served) -> Iterator[Someone]:
    with visiting(served) as someone:
        yield someone


@pytest.fixture(scope="module")
def anna(visitor: Someone) -> Someone:
    return newcomer(visitor)


def bearer(someone: Someone) -> dict[str, str]:
    return {"Authorization": f"Bearer {someone.token}"}


def opened(served: Served, path: str = WS, **headers: str) -> RawWebSocket:
    return RawWebSocket(served.port, path, {name.replace("_", "-"): value for name, value in headers.items()})


def text(value: Any) -> bytes:
    return frame(Opcode.TEXT, json.dumps(value).encode())


def until(peer: RawWebSocket, kind: str) -> dict[str, Any]:
    """The next frame of a kind."""
    while True:
        _, payload = peer.frame()
        said: dict[str, Any] = json.loads(payload)
        if said["type"] == kind:
            return said


def own(served: Served) -> str:
    return f"http://127.0.0.1:{served.port}"


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1",
        "{own}.evil.example",
        "{own}/",
        None,
    ],
)
def test_s21_a_page_of_another_site_opens_no_socket_with_the_cookie(
    served: Served, anna: Someone, origin: str | None
) -> None:
    headers = {"Cookie": f"molva={anna.token}", "Host": f"127.0.0.1:{served.port}"}
    if origin is not None:
        headers["Origin"] = origin.format(own=own(served)).rstrip("/") + ("x" if origin.endswith("/") else "")
    with RawWebSocket(served.port, WS, headers) as peer:
        assert peer.status == 403


def test_s21_our_own_page_does(served: Served, anna: Someone) -> None:
    headers = {"Cookie": f"molva={anna.token}", "Host": f"127.0.0.1:{served.port}", "Origin": own(served)}
    with RawWebSocket(served.port, WS, headers) as peer:
        assert peer.status == 101
        peer.send(text({"type": "hello"}))
        assert until(peer, "welcome")["user_id"] == anna.user_id


def test_opening_a_socket_keeps_a_session_alive(tmp_path_factory: pytest.TempPathFactory) -> None:
    clock = FakeClock()
    site = Site(replace(CHEAP, data=tmp_path_factory.mktemp("renewal")), clock)
    with serving(site) as served, visiting(served) as visitor:
        someone = newcomer(visitor)
        clock.advance(4 * 86_400_000)
        page = {"Cookie": f"molva={someone.token}", "Host": f"127.0.0.1:{served.port}", "Origin": own(served)}
        with RawWebSocket(served.port, WS, page) as peer:
            assert peer.status == 101
            assert f"set-cookie: molva={someone.token}; path=/; max-age=432000".lower() in peer.head.lower()
        clock.advance(4 * 86_400_000)
        assert someone.send("GET", "/account").status_code == 200


def test_s21_a_program_without_an_origin_needs_its_token(served: Served, anna: Someone) -> None:
    with RawWebSocket(served.port, WS, bearer(anna)) as peer:
        assert peer.status == 101


@pytest.mark.parametrize("sent", ["", "Bearer wrong", "Bearer " + "a" * 43])
def test_without_a_session_one_is_told_to_sign_in(served: Served, sent: str) -> None:
    with RawWebSocket(served.port, WS, {"Authorization": sent} if sent else {}) as peer:
        assert peer.close_code() == SESSION_ENDED


@pytest.mark.parametrize("name", ["token", "access_token", "authorization"])
def test_s22_a_token_in_the_address_proves_nothing(served: Served, anna: Someone, name: str) -> None:
    with RawWebSocket(served.port, f"{WS}?{name}={anna.token}") as peer:
        assert peer.close_code() == SESSION_ENDED


@pytest.mark.parametrize("scope", ["*", "chat:*", "chat:-1", "account:{other}", "chat:{foreign}", "marks:{foreign}"])
def test_s23_naming_a_scope_in_the_hello_opens_none(
    served: Served, visitor: Someone, anna: Someone, scope: str
) -> None:
    other = newcomer(visitor)
    foreign = other.make_group()
    named = scope.format(other=other.user_id, foreign=foreign)
    with RawWebSocket(served.port, WS, bearer(anna)) as peer:
        peer.send(text({"type": "hello", "revs": {named: 0}}))
        until(peer, "synced")
        secret = f"canary-{fresh_id()}"
        other.post(foreign, secret)
        peer.send(text({"type": "ping"}))
        while True:
            _, payload = peer.frame()
            assert secret.encode() not in payload
            if json.loads(payload)["type"] == "pong":
                return


def end_by_signing_out(someone: Someone, elsewhere: Someone) -> None:
    someone.do("DELETE", "/sessions/current")


def end_by_revoking(someone: Someone, elsewhere: Someone) -> None:
    elsewhere.do("DELETE", f"/sessions/{someone.session_id}")


def end_by_revoking_all(someone: Someone, elsewhere: Someone) -> None:
    elsewhere.do("DELETE", "/sessions")


def end_by_a_new_password(someone: Someone, elsewhere: Someone) -> None:
    elsewhere.do("PUT", "/account/password", {"old_password": PASSWORD, "new_password": "another-boat-77-blue"})


@pytest.mark.parametrize("end", [end_by_signing_out, end_by_revoking, end_by_revoking_all, end_by_a_new_password])
def test_s24_the_end_of_a_session_closes_its_sockets(served: Served, visitor: Someone, end: Any) -> None:
    someone = newcomer(visitor)
    username = someone.do("GET", "/account")["username"]
    made = visitor.do("POST", "/sessions", {"login": username, "password": PASSWORD, "token": True})
    elsewhere = replace(someone, token=made["token"], session_id=made["session_id"])
    with (
        RawWebSocket(served.port, WS, bearer(someone)) as closing,
        RawWebSocket(served.port, WS, bearer(elsewhere)) as open_,
    ):
        for peer in (closing, open_):
            peer.send(text({"type": "hello"}))
            until(peer, "synced")
        end(someone, elsewhere)
        assert closing.close_code() == SESSION_ENDED
        assert someone.send("GET", "/account").status_code == 401
        open_.send(text({"type": "ping"}))
        until(open_, "pong")


def test_s25_another_accounts_position_gives_nothing_of_it(served: Served, visitor: Someone, anna: Someone) -> None:
    other = newcomer(visitor)
    group = other.make_group()
    other.post(group, "canary")
    with RawWebSocket(served.port, WS, bearer(anna)) as peer:
        peer.send(text({"type": "hello", "revs": {f"account:{other.user_id}": 1, f"chat:{group}": 1}}))
        while True:
            _, payload = peer.frame()
            assert b"canary" not in payload
            assert group.encode() not in payload
            if json.loads(payload)["type"] == "synced":
                return


def test_s26_an_account_has_ten_sockets_and_no_more(served: Served, visitor: Someone) -> None:
    someone = newcomer(visitor)
    with ExitStack() as stack:
        for _ in range(10):
            assert stack.enter_context(RawWebSocket(served.port, WS, bearer(someone))).status == 101
        assert stack.enter_context(RawWebSocket(served.port, WS, bearer(someone))).status == 429


def test_s26_an_address_has_so_many_connections_and_no_more(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = Site(replace(CHEAP, data=tmp_path_factory.mktemp("crowd")))
    with serving(site, per_address=20, exempt=()) as served, ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(served.connect())
        with RawWebSocket(served.port, WS) as peer:
            assert peer.status == 429


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_f27_a_broken_frame_ends_the_connection_and_not_the_server(
    served: Served, anna: Someone, broken: Broken, caplog: pytest.LogCaptureFixture
) -> None:
    with RawWebSocket(served.port, WS, bearer(anna)) as peer:
        peer.send(text({"type": "hello"}))
        until(peer, "synced")
        peer.send(broken.data)
        assert peer.close_code() in broken.codes
    assert caplog.records == []
    assert anna.send("GET", "/account").status_code == 200


def test_a_binary_frame_ends_the_connection(served: Served, anna: Someone) -> None:
    with RawWebSocket(served.port, WS, bearer(anna)) as peer:
        peer.send(frame(Opcode.BINARY, b"{}"))
        assert peer.close_code() == 1003


def test_n13_what_is_packed_without_being_agreed_is_refused(served: Served, anna: Someone) -> None:
    with RawWebSocket(served.port, WS, bearer(anna), patience_s=PATIENCE_S) as peer:
        peer.send(frame(Opcode.TEXT, b"\x00" * 100, reserved_bits=4))
        assert peer.close_code() == 1002


def test_n13_a_packed_bomb_is_refused_at_the_size_of_a_hello(served: Served, anna: Someone) -> None:
    deflate = zlib.compressobj(wbits=-12)
    bomb = deflate.compress(b" " * (15 << 20)) + deflate.flush(zlib.Z_SYNC_FLUSH)
    with RawWebSocket(served.port, WS, bearer(anna) | OFFER, patience_s=PATIENCE_S) as peer:
        assert peer.status == 101
        peer.send(frame(Opcode.TEXT, bomb[:-4], reserved_bits=4))
        assert peer.close_code() == 1009


def test_what_a_device_catches_up_with_comes_packed_where_that_is_agreed(served: Served) -> None:
    with visiting(served) as visitor:
        bella = newcomer(visitor)
        chat_id = bella.make_group()
        for number in range(20):
            bella.post(chat_id, f"Сообщение номер {number}")
        plain, packed = caught_up(served, bearer(bella)), caught_up(served, bearer(bella) | OFFER)
    assert not any(first & RSV1 for first, _ in plain)
    assert any(first & RSV1 for first, _ in packed)
    assert [unpacked(*each) for each in packed] == [json.loads(payload) for _, payload in plain]
    assert size(packed) < size(plain) / 3


OFFER = {"Sec-WebSocket-Extensions": "permessage-deflate"}
RSV1 = 0x40


def caught_up(served: Served, headers: dict[str, str]) -> list[tuple[int, bytes]]:
    """The frames between the greeting and the end of catching up."""
    frames: list[tuple[int, bytes]] = []
    with RawWebSocket(served.port, WS, headers, patience_s=PATIENCE_S) as peer:
        peer.send(text({"type": "hello"}))
        until(peer, "welcome")
        while unpacked(*(each := peer.frame()))["type"] != "synced":
            frames.append(each)
    return frames


def unpacked(first: int, payload: bytes) -> dict[str, Any]:
    """What a frame says."""
    if first & RSV1:
        payload = zlib.decompressobj(-zlib.MAX_WBITS).decompress(payload + b"\x00\x00\xff\xff")
    said: dict[str, Any] = json.loads(payload)
    return said


def size(frames: list[tuple[int, bytes]]) -> int:
    return sum(len(payload) for _, payload in frames)
