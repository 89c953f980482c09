"""Just enough of the Matrix client-server API; one connection sends, another holds the long poll."""

import asyncio
import itertools
import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from bench.peers.pipelined_http import PipelinedHttp
from molva.cli.bench.arrivals import Arrivals
from molva.cli.bench.peer import AnyMeter, Dialect, User

FILTER = quote('{"room":{"timeline":{"limit":1000},"state":{"lazy_load_members":true}}}')
NEXT_BATCH = re.compile(rb'"next_batch":"([^"]+)"')
POLL_MS = 30_000
PASSWORD = "pw"
QUIET_S = 2


class MatrixClient:
    """One device."""

    numbers = itertools.count()

    def __init__(self, user: User, arrivals: Arrivals) -> None:
        self.name, self.token = f"@{user.name}:localhost", user.token
        self.arrivals = arrivals
        self.meter: AnyMeter | None = None
        self.room = ""

    async def sign_in(self, port: int, login: str | None) -> None:
        """Connect and begin to follow; with `login` a new token is got by password."""
        self.http, self.poll = await PipelinedHttp.open(port), await PipelinedHttp.open(port)
        if login is not None:
            who = {"type": "m.id.user", "user": login}
            content = {"type": "m.login.password", "password": PASSWORD, "identifier": who}
            self.token = json.loads(await self.http.ask("POST", "login", content=content))["access_token"]
        since = next_batch(await self.poll.ask("GET", f"sync?timeout=0&filter={FILTER}", self.token))
        self.task = asyncio.create_task(self.follow(since))

    async def follow(self, since: str) -> None:
        while True:
            path = f"sync?timeout={POLL_MS}&filter={FILTER}&since={since}"
            body = await self.poll.ask("GET", path, self.token)
            since = next_batch(body)
            self.arrivals.note()
            if self.meter:
                self.meter.scan(body)

    def listen(self, meter: AnyMeter | None) -> None:
        self.meter = meter

    def leave(self) -> None:
        self.task.cancel()
        self.http.transport.abort()
        self.poll.transport.abort()

    async def create_room(self, **options: Any) -> str:
        return quote(json.loads(await self.http.ask("POST", "createRoom", self.token, options))["room_id"])

    async def join(self, room: str) -> None:
        self.room = room
        await self.http.ask("POST", f"join/{room}", self.token, {})

    def send_room(self, body: bytes) -> None:
        path = f"rooms/{self.room}/send/m.room.message/{next(self.numbers)}"
        answer = self.http.ask("PUT", path, self.token, {"msgtype": "m.text", "body": body.decode()})
        answer.add_done_callback(asyncio.Future.result)

    def send_direct(self, _other: "MatrixClient", body: bytes) -> None:
        self.send_room(body)


class Matrix(Dialect):
    """Matrix with open registration."""

    def __init__(self) -> None:
        self.arrivals = Arrivals()

    async def register(self, port: int, names: Sequence[str]) -> list[User]:
        http, users = await PipelinedHttp.open(port), []
        for name in names:
            content = {"username": name, "password": PASSWORD, "auth": {"type": "m.login.dummy"}}
            answer = json.loads(await http.ask("POST", "register", content=content))
            users.append(User(name, answer["access_token"]))
        http.transport.abort()
        return users

    async def connect(self, port: int, user: User, *, password: bool = False) -> MatrixClient:
        client = MatrixClient(user, self.arrivals)
        await client.sign_in(port, user.name if password else None)
        return client

    async def befriend(self, one: MatrixClient, other: MatrixClient) -> None:
        one.room = await one.create_room(preset="trusted_private_chat", is_direct=True, invite=[other.name])
        await other.join(one.room)

    async def gather_room(self, members: Sequence[MatrixClient]) -> None:
        room = members[0].room = await members[0].create_room(preset="public_chat")
        for member in members[1:]:
            await member.join(room)
        await self.arrivals.quiet(QUIET_S)


def next_batch(answer: bytes) -> str:
    """Where the next poll goes on."""
    found = NEXT_BATCH.search(answer)
    assert found, answer[:200]
    return found[1].decode()
