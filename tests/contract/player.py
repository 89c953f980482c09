"""Plays a story against a whole server and tells it as it happened, in the story's own ids and times."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import httpx
import msgspec

from molva.client.conversation import Conversation
from molva.client.outbox import Outbox
from molva.client.replica import Replica
from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import History, Register
from molva.server.app import edge_of
from molva.server.delivery.connection import Connection
from molva.server.features.messages.store import catching_up
from molva.server.kernel.caller import Caller
from molva.server.wire.codec import payload, split_frames
from tests.contract.names import Names
from tests.contract.story import Frame, Step, Story, row_name, through, user_id
from tests.fixtures.settling import settle
from tests.fixtures.world import PASSWORD, World

STEP_MS = 1000


@dataclass(eq=False)
class Device:
    """A client that keeps a replica, and what the server has written to it since the last look."""

    caller: Caller
    conversation: Conversation = field(default_factory=lambda: Conversation(Replica(), Outbox(lambda: 0.5)))
    connection: Connection | None = None
    heard: list[bytes] = field(default_factory=list)
    late: list[bytes] = field(default_factory=list)
    pages: dict[int, str] = field(default_factory=dict)
    """The chats of which a page of history was asked for, by the number of the call."""
    ended: bool = False
    """The server has closed the connection."""

    def write(self, data: bytes) -> None:
        self.heard += [payload(frame) for frame in split_frames(data)]

    def is_closing(self) -> bool:
        return False

    def closed(self, code: CloseCode) -> None:
        self.ended = True
        self.heard.append(json.dumps({"type": "closed", "code": int(code)}).encode())

    def has_heard(self, said: Frame | str) -> bool:
        """Tell whether the answer to a frame has come."""
        frames = [json.loads(frame) for frame in self.heard]
        if isinstance(said, str) or any(frame["type"] == "closed" for frame in frames):
            return bool(frames)
        if said["type"] == "hello":
            return any(frame["type"] == "synced" for frame in frames)
        return any(frame.get("ref") == said["ref"] for frame in frames)

    def arrive(self, frames: list[bytes], fate: str | None) -> None:
        """Take the frames of a step as the link lets them through."""
        arriving, self.late = through(frames, fate, self.late)
        for frame in arriving:
            told = json.loads(frame)
            if told["type"] != "closed":
                self.conversation.receive(frame, 0.0)
            if told["type"] == "answer" and told["ref"] in self.pages:
                page = msgspec.convert(told["result"], History)
                self.conversation.replica.remember(self.pages[told["ref"]], page)


class Player:
    """One telling of a story."""

    def __init__(self, world: World, story: Story) -> None:
        self._world = world
        self._story = story
        self._names = Names()
        self._callers: dict[str, Caller] = {}
        self._tokens: dict[str, str] = {}
        transport = httpx.ASGITransport(edge_of(world.core, lifespan=lambda _: nullcontext()))
        self._http = httpx.AsyncClient(transport=transport, base_url="http://molva.test")
        self._devices: dict[str, Device] = {}
        self._steps: list[Step] = []
        self._lasting = 0
        """Tasks of a server that has nothing to do."""

    async def tell(self) -> Story:
        """Play every step, and return the story with what was heard and what everybody holds."""
        await settle()
        self._lasting = len(asyncio.all_tasks())
        for number, person in enumerate(self._story.people, 1):
            self._callers[person] = await self._register(person)
            self._names.tie(self._callers[person].user_id, user_id(number))
        with returning_with(self._story.page):
            for step in self._story.steps:
                if not step.asks:
                    await self._play(step)
        holds = {name: await self._held(device) for name, device in self._devices.items() if device.connection}
        return Story(self._story.about, self._story.people, self._steps, self._story.page, holds)

    async def _register(self, person: str) -> Caller:
        self._world.clock.advance(STEP_MS)
        done = await self._world.core.dispatcher.execute(
            Caller(address="192.0.2.1"), Register(username=person, password=PASSWORD, token=True)
        )
        self._tokens[person] = done.token or ""
        return Caller(address="192.0.2.1", user=done.account.user_id, session=done.session_id)

    async def _play(self, step: Step) -> None:
        self._world.clock.advance(STEP_MS)
        device = self._devices.get(step.device)
        if device is None:
            device = self._devices[step.device] = Device(self._callers[step.device.partition("-")[0]])
        played = Step(step.device, leaves=step.leaves, asks_over_http=step.asks_over_http, fate=step.fate)
        if step.leaves:
            self._leave(device)
        elif step.asks_over_http:
            played.answered = await self._ask(step.device, step.asks_over_http)
        else:
            played.says = self._say(device, step)
        await self._hear(played)

    async def _ask(self, name: str, asked: Frame) -> Frame:
        headers = {"authorization": f"Bearer {self._tokens[name.partition('-')[0]]}"}
        body = {"json": json.loads(self._names.real(json.dumps(asked["body"])))} if "body" in asked else {}
        path = self._names.real(asked["path"])
        answer = await self._http.request(asked["method"], path, headers=headers, **body)
        return {"status": answer.status_code, "body": json.loads(self._names.told(answer.text))}

    def _leave(self, device: Device) -> None:
        assert device.connection is not None, "a device that is not connected cannot lose its connection"
        self._world.core.gateway.lost(device.connection)
        device.connection = None
        device.conversation.end()

    def _say(self, device: Device, step: Step) -> Frame | str:
        if isinstance(step.says, str):
            self._send(device, step.says.encode())
            return step.says
        assert step.says is not None
        if step.connects:
            device.connection = self._world.core.gateway.open(device.caller, device, device.closed)
            device.ended = False
            device.conversation.begin(0.0)
            (frame,) = device.conversation.take()
            # Another epoch is the author's: a device that knows another database.
            told: Frame = json.loads(self._names.told(frame.decode())) | {
                key: value for key, value in step.says.items() if key == "epoch" and value.startswith("f")
            }
        else:
            told = step.says
            device.conversation.take()
            if told["command"]["type"] == "get_history":
                device.pages[told["ref"]] = told["command"]["chat_id"]
        self._send(device, self._names.real(json.dumps(told)).encode())
        return told

    def _send(self, device: Device, data: bytes) -> None:
        assert device.connection is not None, "a device says hello first"
        device.connection.receive(data)

    async def _hear(self, step: Step) -> None:
        await self._quiet(self._devices[step.device], step.says)
        told = {name: self._taken(device) for name, device in self._devices.items() if device.heard}
        for name, frames in told.items():
            step.hears[name] = [_steady(json.loads(self._names.told(frame.decode()))) for frame in frames]
        self._steps.append(step)
        for name, device in self._devices.items():
            device.arrive(told.get(name, []), step.fate.get(name))
            if device.ended:
                device.connection = None
        for name, device in self._devices.items():
            for asked in device.conversation.take():
                self._send(device, asked)
                await self._hear(Step(name, json.loads(self._names.told(asked.decode()))))

    async def _quiet(self, device: Device, said: Frame | str | None) -> None:
        """Wait until what was said has been answered, and no catching up is under way."""
        await settle(lambda: said is None or device.has_heard(said))
        await settle(lambda: len(asyncio.all_tasks()) <= self._lasting)
        await settle()

    def _taken(self, device: Device) -> list[bytes]:
        taken, device.heard = device.heard, []
        return taken

    async def _held(self, device: Device) -> list[Frame]:
        """What a device holds that begins anew: whoever was here all along holds the same, unless pages are short."""
        if self._story.page != Story.page:
            return rows_of(device.conversation.replica, self._names)
        fresh = Device(device.caller)
        fresh.connection = self._world.core.gateway.open(fresh.caller, fresh, fresh.closed)
        fresh.conversation.begin(0.0)
        for frame in fresh.conversation.take():
            fresh.connection.receive(frame)
        await self._quiet(fresh, {"type": "hello"})
        fresh.arrive(self._taken(fresh), None)
        self._world.core.gateway.lost(fresh.connection)
        return rows_of(fresh.conversation.replica, self._names)


@contextmanager
def returning_with(page: int) -> Iterator[None]:
    """Let a server send so many changed messages of a chat at once."""
    before = catching_up.SYNC_PAGE
    catching_up.SYNC_PAGE = page  # type: ignore[misc]  # a page that a short story fills
    try:
        yield
    finally:
        catching_up.SYNC_PAGE = before  # type: ignore[misc]  # as it was


def _steady(frame: Frame) -> Frame:
    """Leave out what is another with every release."""
    return {key: value for key, value in frame.items() if key != "version"}


def rows_of(replica: Replica, names: Names | None = None) -> list[Frame]:
    """Write what a replica holds, in the order of `row_name`."""
    text = msgspec.json.encode(list(replica.rows())).decode()
    rows: list[Any] = json.loads(names.told(text) if names else text)
    return sorted(rows, key=row_name)
