"""Molva as one of the messengers under load."""

import asyncio
import sys
import time
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from molva.cli.bench.arrivals import Arrivals, Joining
from molva.cli.bench.molva_client import NOTHING, MolvaClient
from molva.cli.bench.peer import Dialect, Peer, Stream, User
from molva.cli.bench.server_process import ServerProcess
from molva.protocol.commands import AddMember, CreateGroup, OpenDirect
from molva.protocol.frames import Hello
from molva.protocol.ids import new_id
from molva.server.storage.sqlite import sqlite_engine

PASSWORD: Final = "Grebenchatyj-18-bench"  # noqa: S105  # of accounts that live for one run
REGISTERING_AT_ONCE: Final = 4
NAMED_AT_CREATION: Final = 200
QUIET_S: Final = 1


class MolvaServer(ServerProcess):
    """One node on SQLite, as shipped; only the limits on how often one address may do something are lifted."""

    def command(self) -> Sequence[str]:
        return [sys.executable, "-c", "from molva.cli import main; main()", "serve"]

    def environment(self) -> dict[str, str]:
        return {
            "MOLVA_PORT": str(self.port),
            # Compiled modules are kept, as wherever the program is used more than once.
            "PYTHONDONTWRITEBYTECODE": "",
            "MOLVA_DATA": str(self.folder / "data"),
            "MOLVA_REGISTRATIONS_PER_ADDRESS": "1000000",
            "MOLVA_FRAMES_PER_SECOND": "100000",
        }

    def stored(self) -> int | None:
        engine = sqlite_engine(self.folder / "data" / "molva.db")
        with engine.connect() as connection:
            count = connection.exec_driver_sql("SELECT count(*) FROM messages WHERE service IS NULL").scalar()
        engine.dispose()
        return int(count or 0)


class MolvaDialect(Dialect):
    """JSON frames over WebSocket; accounts and sessions over HTTP."""

    def __init__(self) -> None:
        self._known: dict[str, Hello] = {}
        """What each device has seen, by its token: whoever comes back resumes from there."""

    async def register(self, port: int, names: Sequence[str]) -> list[User]:
        async def some(part: Sequence[str]) -> list[User]:
            stream = Stream()
            await stream.open(port)
            try:
                return [await _session(stream, "users", username=name, name=name) for name in part]
            finally:
                stream.transport.abort()

        parts = [names[first::REGISTERING_AT_ONCE] for first in range(min(REGISTERING_AT_ONCE, len(names)))]
        users = {user.name: user for part in await asyncio.gather(*map(some, parts)) for user in part}
        return [users[name] for name in names]

    async def connect(self, port: int, user: User, *, password: bool = False) -> MolvaClient:
        if password:
            stream = Stream()
            await stream.open(port)
            user = await _session(stream, "sessions", login=user.name)
            stream.transport.abort()
        client = MolvaClient(user)
        self._known[user.token] = await client.sign_in(port, self._known.get(user.token, NOTHING))
        return client

    async def befriend(self, one: MolvaClient, other: MolvaClient) -> None:
        state = await one.call(OpenDirect(user_id=other.user.id))
        one.chat = other.chat = state["chat"]["id"].encode()

    async def gather_room(self, members: Sequence[MolvaClient]) -> None:
        host, *guests = members
        chat_id = new_id(time.time_ns() // 1_000_000)
        arrivals, token = Arrivals(), chat_id.encode()
        joining = [Joining(token, arrivals) for _ in guests]
        for guest, waiting in zip(guests, joining, strict=True):
            guest.transport.set_protocol(waiting)
        ids = [guest.user.id for guest in guests]
        await host.call(CreateGroup(chat_id=chat_id, name="Room", user_ids=tuple(ids[:NAMED_AT_CREATION])))
        for user_id in ids[NAMED_AT_CREATION:]:
            await host.call(AddMember(chat_id=chat_id, user_id=user_id))
        await asyncio.gather(*(waiting.found for waiting in joining))
        await arrivals.quiet(QUIET_S)
        for member in members:
            member.chat = token


MOLVA: Final = Peer("molva", MolvaServer, MolvaDialect())


async def _session(stream: Stream, path: str, **content: Any) -> User:
    """Register or sign in on an open HTTP connection."""
    body = msgspec.json.encode({"password": PASSWORD, "token": True, **content})
    head = (
        f"POST /api/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    answer = await stream.ask(head.encode() + body, b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in answer.strip().split(b"\r\n")[1:])
    content = msgspec.json.decode(await stream.reader.readexactly(int(fields[b"content-length"])))
    if "token" not in content:
        raise RuntimeError(content)
    return User(content["account"]["username"], content["token"], content["account"]["user_id"])
