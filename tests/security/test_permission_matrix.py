"""The permission matrix: every command, sent by everybody, over HTTP and over the WebSocket, answers as written."""

import json
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.routing import Route, Router, WebSocketRoute
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import ClientConnection, connect

from molva.protocol.close_codes import CloseCode
from molva.server.app import Site
from molva.server.kernel.feature import Endpoint, Mode
from molva.server.transport.requests import PATH_FIELD
from tests.security.people import PASSWORD, Someone, fresh_id, newcomer, visiting
from tests.server.transport.serving import Served

TABLE: Final = tomllib.loads(Path(__file__).with_name("permissions.toml").read_text(encoding="utf-8"))
CASES: Final[list[dict[str, Any]]] = TABLE["case"]

OUTSIDERS: Final = ("outsider", "former", "left", "server_owner")
MEMBERS: Final = ("member", "admin", "owner")
EVERYBODY: Final = ("visitor", "ended", *OUTSIDERS, *MEMBERS)


def expected(case: dict[str, Any], who: str) -> str:
    """What the row says of somebody."""
    groups = [(OUTSIDERS, "outsiders"), (MEMBERS, "members"), (OUTSIDERS + MEMBERS, "users"), (EVERYBODY, "anyone")]
    words = [who, *(word for people, word in groups if who in people)]
    found = next((case[word] for word in words if word in case), TABLE["default"].get(who))
    assert found is not None, f"{case['command']}: nothing is said of {who}"
    return str(found)


@dataclass
class Group:
    """A group in which everybody has their place."""

    chat_id: str
    seq: int


@dataclass
class World:
    """A server with people, and groups for them."""

    served: Served
    visitor: Someone
    untouched: Group | None = None

    def __post_init__(self) -> None:
        self.server_owner = newcomer(self.visitor)
        self.people = {name: newcomer(self.visitor) for name in ("outsider", "former", "left", "member", "admin")}
        self.people |= {name: newcomer(self.visitor) for name in ("owner", "ended", "target", "stranger", "passer_by")}
        self.people |= {"server_owner": self.server_owner, "visitor": self.visitor}
        self.people["ended"].do("DELETE", "/sessions/current")
        app = self.served.server.config.app
        assert isinstance(app, Site)
        self.site = app
        assert app.core is not None
        self.endpoints = {
            str(each.command.__struct_config__.tag): each for each in app.core.dispatcher.endpoints.values()
        }

    def group(self) -> Group:
        """A group as nobody has changed it since it was made; its message is the target's."""
        if self.untouched is None:
            self.untouched = self.make_group()
        return self.untouched

    def changed(self) -> None:
        """Begin with another group; this one goes, or everybody would be told of all of them at each connection."""
        if self.untouched is not None:
            self.people["owner"].send("DELETE", f"/chats/{self.untouched.chat_id}")
        self.untouched = None

    def make_group(self) -> Group:
        """Make a group."""
        owner = self.people["owner"]
        chat_id = owner.make_group(*(self.people[name] for name in ("admin", "member", "target", "former", "left")))
        owner.do("PATCH", f"/chats/{chat_id}/members/{self.people['admin'].user_id}", {"role": "admin"})
        owner.do("DELETE", f"/chats/{chat_id}/members/{self.people['former'].user_id}")
        self.people["left"].do("POST", f"/chats/{chat_id}/leave", {})
        return Group(chat_id, self.people["target"].post(chat_id))

    def fields(self, case: dict[str, Any], me: Someone, chat_id: str = "") -> dict[str, Any]:
        """Put what is there into the places of a row's names; `chat_id` may name another chat than the group."""
        group = self.group()
        chat = chat_id or group.chat_id
        target, owner = self.people["target"], self.people["owner"]
        made: dict[str, Any] = {
            "$chat": chat,
            "$seq": group.seq,
            "$me": me.user_id or fresh_id(),
            "$target": target.user_id,
            "$owner": owner.user_id,
            "$stranger": self.people["stranger"].user_id,
            "$passer_by": self.people["passer_by"].user_id,
            "$fresh": fresh_id(),
            "$tomorrow": (time.time_ns() // 1_000_000) + 86_400_000,
            "$username": "u" + fresh_id()[-12:],
            "$taken_name": target.do("GET", "/account")["username"],
            "$foreign_session": target.session_id,
            "$foreign_account": f"account:{target.user_id}",
            "$chat_scope": f"chat:{chat}",
            "$marks_scope": f"marks:{chat}",
        }
        if "$scheduled" in case.get("fields", {}).values():
            theirs = {"id": fresh_id(), "text": "not yours", "due_at": made["$tomorrow"]}
            made["$scheduled"] = target.do("POST", f"/chats/{group.chat_id}/scheduled", theirs)["id"]
        for name, anonymous in (("$poll", False), ("$anonymous", True)):
            if name in case.get("fields", {}).values():
                poll = {"id": fresh_id(), "question": "When?", "options": ["now", "later"], "anonymous": anonymous}
                made[name] = target.do("POST", f"/chats/{group.chat_id}/polls", poll)["seq"]
        if "$thread" in case.get("fields", {}).values():
            opened = target.do("PUT", f"/chats/{group.chat_id}/messages/{group.seq}/thread", {})
            made["$thread"] = opened["thread"]["chat"]["id"]
        if "$invite" in case.get("fields", {}).values():
            made["$invite"] = self.server_owner.do("POST", "/invites", {})["id"]
        if case["command"].endswith(("_chat_invite", "join_chat", "join_request")):
            link = owner.do("POST", f"/chats/{group.chat_id}/invites", {"approval": case["command"][:6] == "answer"})
            made |= {"$chat_invite": link["id"], "$code": link["code"]}
            asker = newcomer(self.visitor)
            asker.do("POST", "/chat-invites/join", {"code": link["code"]})
            made["$asker"] = asker.user_id
        if {"$public_chat", "$public_address"} & set(map(str, case.get("fields", {}).values())):
            made["$public_chat"], address = owner.make_group(), "p" + fresh_id()[-12:]
            owner.do("PUT", f"/chats/{made['$public_chat']}/address", {"address": address})
            made["$public_address"] = address
        if "$own_chat" in case.get("fields", {}).values():
            known = me.send("GET", "/account").is_success
            made["$own_chat"] = me.make_group() if known else fresh_id()
            made["$own_seq"] = me.post(made["$own_chat"]) if known else 1
        if {"$careful", "$asking_chat"} & set(map(str, case.get("fields", {}).values())):
            careful = newcomer(self.visitor)
            careful.do("PATCH", "/account", {"ask_before_adding": True})
            made |= {"$careful": careful.user_id, "$asking_chat": owner.make_group(careful)}
        if "$newcomer" in case.get("fields", {}).values():
            made["$newcomer"] = newcomer(self.visitor).user_id
        fields: dict[str, Any] = filled(case.get("fields", {}), made)
        return fields


def filled(value: Any, made: dict[str, Any]) -> Any:
    """Put what was made into the places of its names, however deep they are."""
    if isinstance(value, dict):
        return {name: filled(each, made) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, made) for each in value]
    return made.get(value, value) if isinstance(value, str) else value


@pytest.fixture(scope="module")
def world(served: Served) -> Iterator[World]:
    with visiting(served) as visitor:
        yield World(served, visitor)


def by_http(someone: Someone, endpoint: Endpoint, fields: dict[str, Any]) -> tuple[str, Any]:
    rest = dict(fields)
    path = PATH_FIELD.sub(lambda found: str(rest.pop(found[1])), endpoint.path)
    in_query = endpoint.method in ("GET", "DELETE")
    answer = someone.send(endpoint.method, path, None if in_query else rest, params=rest if in_query else None)
    said = answer.json()
    if answer.status_code == endpoint.status:
        return "ok", said
    return said["code"], said


def by_websocket(port: int, someone: Someone, tag: str, fields: dict[str, Any]) -> tuple[str, Any]:
    headers = {"authorization": f"Bearer {someone.token}"}
    # A bounded queue would keep the close frame behind rows that nobody reads.
    with connect(
        f"ws://127.0.0.1:{port}/api/v1/ws", additional_headers=headers, compression=None, max_queue=None
    ) as socket:
        socket.send(json.dumps({"type": "hello"}))
        try:
            said = call(socket, {"type": tag, **fields})
        except ConnectionClosedError as closed:
            # It ends the very connection that asks for it.
            if (
                tag in {"sign_out", "delete_account"}
                and closed.rcvd is not None
                and closed.rcvd.code == CloseCode.SESSION_ENDED
            ):
                return "ok", None
            raise
    return ("ok", said["result"]) if said["type"] == "answer" else (said["error"]["code"], said["error"])


def call(socket: ClientConnection, command: dict[str, Any]) -> dict[str, Any]:
    socket.send(json.dumps({"type": "call", "ref": 7, "command": command}))
    while True:
        frame: dict[str, Any] = json.loads(socket.recv(timeout=60))
        if frame.get("ref") == 7:
            return frame


def test_every_command_has_a_row(world: World) -> None:
    assert {case["command"] for case in CASES} == world.endpoints.keys()


def test_every_route_has_a_row(world: World) -> None:
    edge = world.site._edge
    router = getattr(edge, "app", None)
    assert isinstance(router, Router)
    paths = set()
    for route in router.routes:
        assert isinstance(route, Route | WebSocketRoute)
        paths.add(route.path)
    commands = {"/api/v1" + endpoint.path for endpoint in world.endpoints.values()}
    assert paths - commands == TABLE["routes"].keys()


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join([case["command"], case.get("what", "")]).strip())
def test_everybody_may_do_what_is_written(world: World, case: dict[str, Any], who: str) -> None:
    signed_in = who not in ("visitor", "ended")
    for way in ("http", "websocket") if signed_in else ("http",):
        me = newcomer(world.visitor) if case.get("alone") and signed_in else world.people[who]
        endpoint, fields = world.endpoints[case["command"]], world.fields(case, me)
        if way == "http":
            outcome, said = by_http(me, endpoint, fields)
        else:
            outcome, said = by_websocket(world.served.port, me, case["command"], fields)
        assert outcome == expected(case, who), f"{case['command']} by {who} over {way}: {said}"
        if outcome == "ok" and endpoint.mode is not Mode.READ:
            world.changed()


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize(
    "case",
    [case for case in CASES if "outsiders" in case],
    ids=lambda case: " ".join([case["command"], case.get("what", "")]).strip(),
)
def test_what_one_may_not_know_of_is_answered_like_what_is_not_there(
    world: World, case: dict[str, Any], who: str
) -> None:
    someone, endpoint = world.people[who], world.endpoints[case["command"]]
    hidden = by_http(someone, endpoint, world.fields(case, someone))
    missing = by_http(someone, endpoint, world.fields(case, someone, fresh_id()))
    assert hidden == missing


def test_nothing_of_the_group_reaches_those_who_are_not_in_it(world: World) -> None:
    group, secret = world.group(), "canary-" + fresh_id()
    world.people["target"].post(group.chat_id, secret)
    for who in OUTSIDERS:
        for path in ("/chats", "/users", "/account", "/sessions"):
            assert secret not in world.people[who].send("GET", path).text
        account = f"account:{world.people[who].user_id}"
        assert secret not in world.people[who].send("GET", "/changes", params={"scope": account}).text


def test_a_password_change_is_not_a_way_around_the_end_of_a_session(world: World) -> None:
    ended = newcomer(world.visitor)
    ended.do("DELETE", "/sessions/current")
    change = {"old_password": PASSWORD, "new_password": "another-boat-77-blue"}
    assert ended.send("PUT", "/account/password", change).status_code == 401
