"""Hostile requests through each dialect: refused in its form, never a defect, and the server goes on."""

from __future__ import annotations

import http.client
import json
import logging
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD
from tests.server.dialects.conftest import Serve
from tests.server.dialects.hostile import NOBODY, NOT_LITERALS, bodies, spoiled, texts
from tests.server.transport.serving import PATIENCE_S, read_all


@pytest.fixture
def site(serve: Serve, caplog: pytest.LogCaptureFixture) -> Iterator[RunningSite]:
    """A server on which nothing may be called a defect."""
    served = serve(sign_ins_per_account=1_000_000, frames_per_second=1_000_000, frames_at_once=1_000_000)
    with caplog.at_level(logging.WARNING):
        yield served
    served.stop()
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert told == []


class People:
    """Ann, who signs in everywhere, and a chat of hers."""

    def __init__(self, site: RunningSite) -> None:
        self.site = site
        for name in ("owner", "ann"):
            fields = {"username": name, "password": PASSWORD, "email": f"{name}@example.com", "token": True}
            made = json.loads(self.http("POST", "/api/v1/users", json.dumps(fields).encode())[1])
        self.token, self.id = str(made["token"]), str(made["account"]["user_id"])
        chats = json.loads(self.http("POST", "/getchats", self.body(user_id="ann", key=PASSWORD))[1])
        self.general = str(chats[0]["chat_id"])
        sent = self.http("POST", "/send", self.body(author_id=self.token, message="hello"))
        self.message = str(json.loads(sent[1])["id"])

    def body(self, **fields: Any) -> bytes:
        return json.dumps(fields).encode()

    def http(self, method: str, path: str, body: bytes, **headers: str) -> tuple[int, bytes]:
        peer = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=PATIENCE_S)
        try:
            peer.request(method, path, body or None, {"Content-Type": "application/json", **headers})
            answer = peer.getresponse()
            return answer.status, answer.read()
        except ConnectionError:
            # Cut off before it has sent everything.
            return 413, b'{"fail":""}'
        finally:
            peer.close()

    def raw(self, method: str, path: str, body: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.site.raw_port), PATIENCE_S) as peer:
            peer.sendall(f"{method} {path} ".encode() + body)
            peer.shutdown(socket.SHUT_WR)
            return read_all(peer)

    def socket(self) -> ClientConnection:
        return connect(self.site.url.replace("http", "ws", 1) + "/ws", max_size=None)

    def x_messenger(self) -> dict[str, dict[str, Any]]:
        known = {"user_id": "ann", "key": PASSWORD}
        return {
            "/signup": {"username": "bob", "key": PASSWORD},
            "/signin": known,
            "/getchats": known,
            "/getmsgs": {**known, "chat_id": self.general, "last_msg_id": self.message},
            "/sendmsg": {**known, "chat_id": self.general, "msg": "hello"},
            "/add2chat": {**known, "to_user_id": self.id, "chat_name": "Hikers"},
            "/exitfromchat": {**known, "chat_id": NOBODY},
            "/delmsg": {**known, "message_id": NOBODY},
            "/search4chat": {**known, "search_line": "ann"},
            "/sendMsg": {"username": "ann", "toUser": "owner", "msg": "hello"},
        }

    def yachat(self) -> dict[tuple[str, str], dict[str, Any]]:
        known = {"user_id": self.token}
        message = {"chat_id": self.general, "message": "hello", "comment_on": self.message}
        return {
            ("GET", "/status"): known,
            ("POST", "/send"): {"author_id": self.token, **message},
            ("GET", "/chats"): {**known, "chat_id": self.general, "msg_count": 5},
            ("POST", "/connect_p2p"): {**known, "other_user_id": NOBODY},
            ("POST", "/chats/exit"): {**known, "chat_id": self.general},
            ("POST", "/report_user"): {**known, "reported_user_id": NOBODY, "reason": "rude"},
        }

    def dash(self) -> dict[str, dict[str, Any]]:
        known = {"token": self.token}
        return {
            "checkConnection": {"timestamp": ""},
            "checkToken": known,
            "auth": {"username": "ann", "password": PASSWORD},
            "register": {"username": "ann", "password": PASSWORD, "email": "ann@example.com"},
            "createChat": {**known, "contact_value": 17, "contact_mode": "id"},
            "getChats": known,
            "getMessages": {**known, "chat_id": 1, "min_message_id": 1},
            "sendMessage": {**known, "chat_id": 1, "content": "hello", "content_type": "text"},
        }

    def my_messenger(self) -> list[dict[str, Any]]:
        return [
            {"email": "ann@example.com", "password": PASSWORD},
            {"client_id": "1", "sender_id": self.id, "chat_id": self.general, "timestamp": "", "text": "hello"},
            {"name": "Hikers", "users": [self.id]},
            {"message_id": self.message},
        ]


def test_x_messenger_refuses_what_is_hostile_with_its_one_text(site: RunningSite) -> None:
    people = People(site)
    for path, fields in people.x_messenger().items():
        for sent in bodies(fields):
            status, said = people.http("POST", path, sent)
            assert status in (200, 413), (path, sent[:200], said)
            assert status == 413 or said.startswith(b"<p>") or json.loads(said) is not None, (path, sent[:200], said)
    assert people.http("POST", "/signin", people.body(user_id="ann", key=PASSWORD))[1] == b"<p>access allowed</p>"


def test_yachat_refuses_what_is_hostile_and_says_why(site: RunningSite) -> None:
    people = People(site)
    for (method, path), fields in people.yachat().items():
        for sent in bodies(fields):
            status, said = people.http(method, path, sent)
            assert status < 500, (path, sent[:200], said)
            assert (json.loads(said).keys() == {"fail"}) == (status != 200), (path, sent[:200], said)
    assert people.http("GET", "/status", people.body(user_id=people.token))[0] == 200


def test_yachat_without_http_refuses_the_same(site: RunningSite) -> None:
    people = People(site)
    for (method, path), fields in people.yachat().items():
        for sent in bodies(fields):
            said = people.raw(method, path, sent)
            assert isinstance(json.loads(said), dict), (path, sent[:200], said)
    assert b'"time"' in people.raw("GET", "/status", people.body(user_id=people.token))


@pytest.mark.parametrize(
    "values", ["%00", "%ff", "%ed%a0%80", "٣", "x" * 5_000, "1&user_id=2&limit=1&limit=2", "&" * 400, "=", "%"]
)
def test_hostile_queries_are_refused(site: RunningSite, values: str) -> None:
    people = People(site)
    value = quote(values, safe="%&=")
    for path in (f"/status?user_id={value}", f"/chats?user_id={value}", f"/sendMsg?username={value}"):
        status, said = people.http("GET", path, b"")
        assert status < 500, (path, said)
    for path in (f"/history/{people.general}?limit={value}", f"/history/{value}"):
        status, said = people.http("GET", path, b"", Authorization=f"Bearer {people.token}")
        assert 400 <= status < 500, (path, said)
    for header in (value[:100], f"Bearer {value[:100]}"):
        sent = {"Authorization": header.encode("ascii").decode(), "Sec-Fetch-Mode": "token_validation"}
        assert people.http("GET", "/api", b"", **sent) == (200, b"False")


def test_dash_refuses_what_is_hostile_with_a_status(site: RunningSite) -> None:
    people = People(site)
    with people.socket() as socket:
        for mode, fields in people.dash().items():
            sent = [*texts({"mode": mode, **fields}), *(repr(each) for each in spoiled({"mode": mode, **fields}))]
            for text in (*(each for each in sent if _is_utf8(each)), *NOT_LITERALS):
                # Whose first text has no mode speaks the other dialect.
                socket.send('{"mode": "checkConnection"}')
                assert json.loads(socket.recv(PATIENCE_S))["status"] == "200"
                socket.send(text)
                said = str(socket.recv(PATIENCE_S))
                statuses = [each for each in ("200", "401", "403", "409", "422", "423", "501") if f"'{each}'" in said]
                statuses += [each for each in ("200", "401", "403", "409", "422", "423", "501") if f'"{each}"' in said]
                assert statuses, (text[:200], said)


def test_my_messenger_refuses_what_is_hostile_and_goes_on(site: RunningSite) -> None:
    people = People(site)
    for number, fields in enumerate(people.my_messenger()):
        with people.socket() as socket:
            if number:
                socket.send(json.dumps(people.my_messenger()[0]))
                assert json.loads(socket.recv(PATIENCE_S))["type"] == "auth_success"
            else:
                # It is spoken with whoever's first text has no mode.
                socket.send("{}")
            for text in texts(fields):
                socket.send(text)
                socket.send("{}")
                while "neither a login" not in (said := str(socket.recv(PATIENCE_S))):
                    assert isinstance(json.loads(said), dict)


@pytest.mark.parametrize("sent", [b"\x00\x01", b'{"mode": "checkConnection"}', b""])
def test_bytes_are_no_texts(site: RunningSite, sent: bytes) -> None:
    people = People(site)
    with people.socket() as socket:
        socket.send(sent)
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(PATIENCE_S)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1003


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
