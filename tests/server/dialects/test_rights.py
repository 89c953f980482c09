"""What the server's own commands forbid is forbidden in every dialect: nothing is written, nothing is read."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from websockets.sync.client import ClientConnection, connect

from molva.protocol.ids import new_id
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD
from tests.server.dialects.conftest import Serve
from tests.server.transport.serving import PATIENCE_S, read_all

DIALECTS = ("xmessenger", "yachat", "yachat_raw", "dash", "my_messenger")

EVE = "eve"


@dataclass
class Village:
    """The owner, ann and eve; eve speaks a dialect, and the others the main API."""

    site: RunningSite
    dialect: str
    stack: ExitStack
    tokens: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    sockets: list[ClientConnection] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("owner", "ann", EVE):
            made = self.main(
                "", "POST", "/users", username=name, password=PASSWORD, email=f"{name}@example.com", token=True
            )
            self.tokens[name], self.ids[name] = made["token"], made["account"]["user_id"]

    def main(self, who: str, method: str, path: str, **fields: Any) -> Any:
        """Do something over the main API."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} if who else {}
        status, body = self.http(method, f"/api/v1{path}", fields, headers)
        assert status in (200, 201), body
        return json.loads(body)

    def http(self, method: str, path: str, fields: dict[str, Any], headers: dict[str, str]) -> tuple[int, str]:
        body = json.dumps(fields).encode() if fields or method == "POST" else None
        sent = Request(self.site.url + path, body, {"Content-Type": "application/json", **headers}, method=method)
        try:
            with urlopen(sent, timeout=PATIENCE_S) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def group(self, *members: str, **fields: Any) -> str:
        """Let the owner make a group."""
        chat_id = new_id(1_700_000_000_000)
        ids = [self.ids[each] for each in members]
        self.main("owner", "POST", "/chats", chat_id=chat_id, name=f"Hikers {chat_id}", user_ids=ids, **fields)
        return chat_id

    def texts(self, who: str, chat_id: str) -> list[str]:
        """Read a chat over the main API."""
        page = self.main(who, "GET", f"/chats/{chat_id}/messages")
        return [message["text"] for message in page["messages"] if message.get("service") is None]

    def ask(self, **fields: Any) -> dict[str, Any]:
        """Say something over eve's WebSocket, and hear what comes."""
        if not self.sockets:
            self.sockets = [self.stack.enter_context(connect(self.site.url.replace("http", "ws", 1) + "/ws"))]
        self.sockets[0].send(json.dumps(fields))
        return self.hear()

    def hear(self) -> dict[str, Any]:
        return dict(json.loads(self.sockets[0].recv(PATIENCE_S)))

    def yachat(self, method: str, path: str, **fields: Any) -> dict[str, Any]:
        if self.dialect == "yachat":
            return dict(json.loads(self.http(method, path, fields, {})[1]))
        with socket.create_connection(("127.0.0.1", self.site.raw_port), PATIENCE_S) as peer:
            peer.sendall(f"{method} {path} {json.dumps(fields)}".encode())
            return dict(json.loads(read_all(peer)))

    def number(self, chat_id: str) -> int:
        """What dash calls a chat; numbers are the same for everybody, so that whoever is outside can guess them."""
        token = self.tokens["owner"]
        chat = self.main("owner", "GET", f"/chats/{chat_id}")["chat"]
        wanted = EVE if chat["kind"] == "direct" else chat.get("name") or "general"
        return next(
            int(each["chat_id"])
            for each in self.ask(mode="getChats", token=token)["chats"]
            if each["chat_name"] == wanted
        )

    def writes(self, chat_id: str, text: str) -> bool:
        """Let eve write; tell whether she may. Whatever else comes fails."""
        match self.dialect:
            case "xmessenger":
                fields = {"user_id": EVE, "key": PASSWORD, "chat_id": chat_id, "msg": text}
                answer = self.http("POST", "/sendmsg", fields, {})
                assert answer in ((200, '{"answer":"good"}'), (200, "<p>access denied</p>"))
                return "good" in answer[1]
            case "dash":
                number = self.number(chat_id)
                known = {"token": self.tokens[EVE], "chat_id": number}
                status = self.ask(mode="sendMessage", **known, content=text, content_type="text")["status"]
                assert status in ("200", "403", "423")
                return str(status) == "200"
            case "my_messenger":
                self.my_messenger()
                client_id = new_id(1)
                said = self.ask(client_id=client_id, sender_id=self.ids[EVE], chat_id=chat_id, timestamp="", text=text)
                while said.get("client_id") != client_id and said.get("type") != "error":
                    # What the others do is told as it comes.
                    said = self.hear()
                return "id" in said
            case _:
                said = self.yachat("POST", "/send", author_id=self.tokens[EVE], chat_id=chat_id, message=text)
                assert said.keys() in ({"id"}, {"fail"})
                return "id" in said

    def reads(self, chat_id: str) -> str | None:
        """Let eve read; None if she may not."""
        match self.dialect:
            case "xmessenger":
                fields = {"user_id": EVE, "key": PASSWORD, "chat_id": chat_id, "last_msg_id": "-1"}
                told = self.http("POST", "/getmsgs", fields, {})[1]
                return None if told == "<p>access denied</p>" else told
            case "dash":
                answer = self.ask(mode="getMessages", token=self.tokens[EVE], chat_id=self.number(chat_id))
                return None if answer["status"] == "423" else str(answer["messages"])
            case "my_messenger":
                proof = {"Authorization": f"Bearer {self.tokens[EVE]}"}
                code, history = self.http("GET", f"/history/{chat_id}", {}, proof)
                return None if code == 403 else history
            case _:
                answer = self.yachat("GET", "/chats", user_id=self.tokens[EVE], chat_id=chat_id)
                return None if "fail" in answer else str(answer["history"])

    def my_messenger(self) -> None:
        if not self.sockets:
            assert self.ask(email=f"{EVE}@example.com", password=PASSWORD)["type"] == "auth_success"

    @property
    def general(self) -> str:
        chats = self.main("owner", "GET", "/chats")["chats"]
        return next(str(each["chat"]["id"]) for each in chats if each["chat"].get("general"))


Settle = Callable[..., Village]


@pytest.fixture(params=DIALECTS)
def settle(request: pytest.FixtureRequest, serve: Serve) -> Iterator[Settle]:
    """Starts a server with settings, in each dialect."""
    with ExitStack() as stack:
        yield lambda **settings: Village(serve(**settings), request.param, stack)


def test_a_stranger_and_a_former_member_neither_write_nor_read(settle: Settle) -> None:
    village = settle()
    chat_id = village.group("ann")
    village.main("owner", "POST", f"/chats/{chat_id}/messages", id=new_id(1), text="between us")
    assert not village.writes(chat_id, "me too")
    assert village.reads(chat_id) is None
    village.main("owner", "POST", f"/chats/{chat_id}/members", user_id=village.ids[EVE])
    assert village.writes(chat_id, "here")
    assert "between us" in str(village.reads(chat_id))
    village.main("owner", "DELETE", f"/chats/{chat_id}/members/{village.ids[EVE]}")
    assert not village.writes(chat_id, "and still here")
    assert village.reads(chat_id) is None
    assert village.texts("owner", chat_id) == ["between us", "here"]


def test_nobody_reads_what_was_said_before_them_where_that_is_not_shared(settle: Settle) -> None:
    village = settle()
    chat_id = village.group("ann", history_shared=False)
    village.main("owner", "POST", f"/chats/{chat_id}/messages", id=new_id(1), text="before")
    village.main("owner", "POST", f"/chats/{chat_id}/members", user_id=village.ids[EVE])
    village.main("owner", "POST", f"/chats/{chat_id}/messages", id=new_id(2), text="after")
    found = str(village.reads(chat_id))
    assert "after" in found
    assert "before" not in found


def test_whoever_is_blocked_does_not_write_to_the_person(settle: Settle) -> None:
    village = settle()
    chat_id = village.main("owner", "PUT", f"/users/{village.ids[EVE]}/chat")["chat"]["id"]
    assert village.writes(chat_id, "hello")
    village.main("owner", "PUT", f"/blocks/{village.ids[EVE]}")
    assert not village.writes(chat_id, "hello?")
    assert village.texts("owner", chat_id) == ["hello"]


def test_whoever_is_banned_writes_nowhere(settle: Settle) -> None:
    village = settle()
    chat_id = village.group(EVE)
    assert village.writes(chat_id, "rude")
    village.main("owner", "PUT", f"/users/{village.ids[EVE]}/ban", hours=4)
    assert not village.writes(chat_id, "still rude")
    assert not village.writes(village.general, "still rude")
    assert village.texts("owner", chat_id) == ["rude"]
    assert village.texts("owner", village.general) == []


def test_a_channel_is_written_by_those_who_may(settle: Settle) -> None:
    village = settle()
    chat_id = village.group(EVE, channel=True)
    assert not village.writes(chat_id, "me too")
    assert village.texts("owner", chat_id) == []


def test_the_quotas_of_a_chat_count_here_too(settle: Settle) -> None:
    village = settle(general_messages_per_hour=1)
    slow, hourly = village.group(EVE), village.group(EVE)
    village.main("owner", "PATCH", f"/chats/{slow}/rights", slow_s=3600)
    village.main("owner", "PATCH", f"/chats/{hourly}/rights", hourly=1)
    for chat_id in (slow, hourly, village.general):
        assert village.writes(chat_id, "one")
        assert not village.writes(chat_id, "two")
        assert village.texts("owner", chat_id) == ["one"]
