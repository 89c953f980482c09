"""What a real server leaves behind: no secret in its output, its folder or its command line, and no forged line."""

import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.served import Served
from tests.faults.network.frames import Opcode, close, frame
from tests.faults.network.raw_websocket import RawWebSocket
from tests.security.people import fresh_id
from tests.security.test_sockets import WS, text, until

PASSWORD = "heron-canary-81-pond"
OTHER_PASSWORD = "badger-canary-92-den"
WORDS = "otter-canary-17 is what anna wrote"
FORGED = "x\r\n2026-01-01 CRITICAL molva forged line\x1b[31m"
Story = tuple[Served, list[str]]
ROOT = Path(__file__).parents[2]
SECRET_NAME = re.compile(r"pass|token|secret|code|key|text|login|cookie")
NOT_SIGNED_IN = 4401
EVERYBODY = stat.S_IRWXG | stat.S_IRWXO


@pytest.fixture(scope="module", params=[False, True], ids=["as it is", "everything logged"])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """A server to which everything has been done that touches a secret; with the secrets."""
    served = Served(tmp_path_factory.mktemp("traces"), loud=request.param)
    served.start()
    try:
        secrets = live(f"http://127.0.0.1:{served.port}")
        talk(served.port, secrets[-3], secrets[-2])
        yield served, secrets
    finally:
        served.kill()


def live(address: str) -> list[str]:
    """Register, sign in, fail, write, change the password, break things; name every secret that was used."""
    with httpx.Client(base_url=f"{address}/api/v1", timeout=30) as http:

        def send(method: str, path: str, body: Any = None, **headers: str) -> Any:
            answer = http.request(method, path, json=body, headers={"user-agent": FORGED_AGENT, **headers})
            return answer.json() if answer.content else None

        anna = send("POST", "/users", {"username": "anna", "password": PASSWORD, "token": True})
        auth = {"authorization": f"Bearer {anna['token']}"}
        again = send("POST", "/sessions", {"login": "anna", "password": PASSWORD, "token": True})
        send("POST", "/sessions", {"login": "anna", "password": OTHER_PASSWORD})
        send("POST", "/sessions", {"login": PASSWORD, "password": "anna"})
        invite = send("POST", "/invites", {}, **auth)
        chat = send("GET", "/chats", **auth)["chats"][0]["chat"]["id"]
        message = {"id": "01900000-0000-7000-8000-000000000001", "text": WORDS}
        send("POST", f"/chats/{chat}/messages", message, **auth)
        send("POST", f"/chats/{chat}/messages", message | {"text": WORDS * 2}, **auth)
        send("POST", f"/chats/{chat}/messages", message | {"extra": WORDS}, **auth)
        send("GET", "/account", authorization=f"Bearer {again['token']}x")
        send("GET", f"/account?token={again['token']}")
        send("PUT", "/account/password", {"old_password": PASSWORD, "new_password": OTHER_PASSWORD}, **auth)
        http.get("/account", headers={"x-forwarded-for": FORGED_AGENT, "cookie": f"molva={anna['token']}"})
        http.post("/sessions", content=b"{" + PASSWORD.encode(), headers={"content-type": "application/json"})
        http.get(f"/{WORDS}")
    return [PASSWORD, OTHER_PASSWORD, WORDS, anna["token"], again["token"], invite["code"]]


def talk(port: int, token: str, other_token: str) -> None:
    """Say the same over WebSockets, in every way in which a frame can be right or wrong."""
    bearer = {"Authorization": f"Bearer {token}", "User-Agent": FORGED_AGENT}
    message = {"type": "send_message", "chat_id": fresh_id(), "id": fresh_id(), "text": WORDS}
    calls = [
        message,
        message | {"extra": WORDS},
        {"type": "sign_in", "login": "anna", "password": OTHER_PASSWORD},
        {"type": "sign_in", "login": PASSWORD, "password": token},
        {"type": "change_password", "old_password": PASSWORD, "new_password": OTHER_PASSWORD},
        {"type": "delete_account", "password": OTHER_PASSWORD, "messages": WORDS},
        {"type": WORDS},
    ]
    sent = [text({"type": "call", "ref": n, "command": call}) for n, call in enumerate(calls, 1)]
    secret = f"{WORDS} {PASSWORD} {token}".encode()
    endings = [
        frame(Opcode.TEXT, secret),
        frame(Opcode.TEXT, secret + b"\xff"),
        frame(Opcode.BINARY, secret),
        frame(Opcode.TEXT, secret[:5], final=False) + frame(Opcode.CONTINUATION, secret[5:]),
        frame(Opcode.PING, secret[:100]) + frame(Opcode.TEXT, secret * 10_000),
        frame(Opcode.CLOSE, b"\x03\xe8" + secret[:100]),
    ]
    for ending in endings:
        with RawWebSocket(port, WS, bearer) as peer:
            assert peer.status == 101
            peer.send(text({"type": "hello"}))
            until(peer, "synced")
            peer.send(b"".join(sent))
            until(peer, "refused")
            peer.send(ending + close(1000))
            peer.close_code()
    for path, headers in [
        (f"{WS}?token={token}", {}),
        (WS, {"Authorization": f"Bearer {other_token}x"}),
        (WS, {"Authorization": f"Basic {PASSWORD}"}),
        (WS, {"Cookie": f"molva={token}", "Origin": f"https://{PASSWORD}.example"}),
        (WS, {"Sec-WebSocket-Protocol": token}),
        (f"{WS}/{token}", bearer),
    ]:
        with RawWebSocket(port, path, headers) as peer:
            assert peer.status in (403, 404) or peer.close_code() == NOT_SIGNED_IN


FORGED_AGENT = re.sub(r"[\r\n\x1b]", " ", FORGED)
"""A header cannot hold line breaks: the client refuses to send them."""


def test_s70_no_secret_is_in_what_the_server_writes_out(story: Story) -> None:
    served, secrets = story
    written = served.output.read_text(encoding="utf-8", errors="replace")
    assert [secret for secret in secrets if secret in written] == []


def test_s70_everything_logged_means_everything(story: Story, request: pytest.FixtureRequest) -> None:
    served, _ = story
    everything = request.node.callspec.params["story"]
    shown = "DEBUG:root:everything is logged" in served.output.read_text(encoding="utf-8", errors="replace")
    assert shown == everything


def test_s70_no_address_has_a_place_for_a_secret() -> None:
    paths = json.loads((ROOT / "contract/openapi.json").read_text(encoding="utf-8"))["paths"]
    fields = [
        field["name"]
        for methods in paths.values()
        for operation in methods.values()
        for field in operation["parameters"]
    ]
    assert len(fields) > 20
    assert [name for name in fields if SECRET_NAME.search(name)] == []


def test_s70_no_secret_is_in_the_process_list(story: Story) -> None:
    served, secrets = story
    shown = Path(f"/proc/{served.pid}/cmdline").read_text()
    shown += Path(f"/proc/{served.pid}/environ").read_text()
    assert [secret for secret in secrets if secret in shown] == []


def test_s70_passwords_and_tokens_are_not_in_the_folder_and_nobody_else_reads_it(
    story: Story,
) -> None:
    served, secrets = story
    hidden = [secret.encode() for secret in secrets if secret != WORDS]
    for path in (served.folder / "data").rglob("*"):
        assert [secret for secret in secrets if secret in path.name] == []
        assert not path.stat().st_mode & EVERYBODY, path
        if path.is_file():
            content = path.read_bytes()
            assert [secret for secret in hidden if secret in content] == [], path
    assert not (served.folder / "data").stat().st_mode & EVERYBODY


def test_s57_what_people_are_called_forges_no_line(story: Story) -> None:
    served, _ = story
    address = f"http://127.0.0.1:{served.port}/api/v1"
    for username, name in (("boris", FORGED), (FORGED, "Boris")):
        httpx.post(f"{address}/users", json={"username": username, "name": name, "password": PASSWORD})
    httpx.post(f"{address}/sessions", json={"login": FORGED, "password": FORGED})
    written = served.output.read_text(encoding="utf-8", errors="replace")
    assert "forged line" not in written
    assert "\x1b[31m" not in written


def test_the_story_did_what_it_tells(story: Story) -> None:
    served, secrets = story
    assert all(secrets)
    body = {"login": "anna", "password": OTHER_PASSWORD, "token": True}
    answer = httpx.post(f"http://127.0.0.1:{served.port}/api/v1/sessions", json=body)
    assert json.loads(answer.text)["token"]
    assert served.output.stat().st_size > 0
