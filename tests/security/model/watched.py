"""A real server under watch: whoever acts is answered as the model says, and everybody sees what it says."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import tempfile
from collections.abc import Coroutine
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import Connection

from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import (
    ChatInvite,
    Command,
    DeleteAccount,
    GetChanges,
    GetChat,
    GetHistory,
    ListChats,
    ListMembers,
    ListMentions,
    ListPins,
    OpenDirect,
    OpenedThread,
    OpenThread,
    Register,
)
from molva.protocol.errors import Internal, Overloaded, Refusal
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole, account_scope, chat_scope
from molva.server.core import Core
from molva.server.delivery.bus_local import LocalBus
from molva.server.delivery.gateway import Gateway
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import View
from molva.server.storage.sqlite import SqliteDatabase
from molva.server.wire.codec import payload, split_frames
from tests.convergence.link import Device
from tests.convergence.people import SETTINGS
from tests.fixtures.clock import FakeClock
from tests.fixtures.settling import settle
from tests.fixtures.world import PASSWORD
from tests.security.model.comparing import Answers, check_device, check_own, code, tried
from tests.security.model.expected import Expected
from tests.security.model.room import Refused, Room

KEEPING = replace(SETTINGS, edit_history="on")
"""A server on which there is more to see."""

A = TypeVar("A")

PEOPLE = ("anna", "boris", "vera", "gleb")
CANARY = re.compile(r"canary-\d+")
NYM = re.compile(r"nym-\d+-")
"""What somebody is called, and nobody any more whose account was deleted."""


class Tapped(Device):
    """A device whose wire is listened to."""

    tap = b""

    def __init__(self, gateway: Gateway, caller: Caller) -> None:
        super().__init__(gateway, caller)
        self.signalled: set[str] = set()
        """Who was said to be writing."""

    def write(self, data: bytes) -> None:
        for frame in split_frames(data):
            self.tap += payload(frame)
            said = json.loads(payload(frame))
            if said["type"] == "signal" and said["signal"]["type"] == "typing":
                self.signalled.add(said["signal"]["user_id"])
        super().write(data)

    def _closed(self, code: CloseCode) -> None:
        if code is CloseCode.SESSION_ENDED:
            # Whose account was deleted does not come back.
            self.cut()
        else:
            super()._closed(code)


class Watched(RuleBasedStateMachine):
    """A server over SQLite and four people, each with a device that is mostly connected."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FakeClock()
        self.model = Expected()
        self.chats: list[str] = []
        """Deleted ones too; the last is always one that nobody has made."""
        self.threads: list[str] = []
        """The newest first, closed ones too."""
        self.former: list[str] = []
        """Whose accounts were deleted."""
        self.nyms: dict[str, str] = {}
        """What everybody is called, by user id; who is gone is called nothing."""
        self.folders = [new_id(number) for number in range(3)]
        """The same ids for everybody: each has folders of their own under them."""
        self.numbers = count(1)
        self.wait(self._start())

    def wait(self, work: Coroutine[Any, Any, A]) -> A:
        return self.loop.run_until_complete(work)

    async def _start(self) -> None:
        database = SqliteDatabase(Path(shutil.copyfile(self.template, self.folder / "molva.db")))
        self.core = await Core.build(KEEPING, database, LocalBus(), self.clock, fatal=lambda: None)
        await self.core.start()
        self.background = asyncio.all_tasks()
        # What is due happens between two steps.
        await self.core.jobs.stop()
        self.people: list[Caller] = []
        self.devices: list[Tapped] = []
        for name in PEOPLE:
            self.people.append(await self._register(name))
        (general,) = (await self.core.dispatcher.execute(self.people[0], ListChats())).chats
        self.chats = [general.chat.id, new_id(self.clock())]
        room = self.model.rooms[general.chat.id] = Room(group=True, general=True)
        for caller in self.people:
            room.let_in(caller.user_id, ChatRole.MEMBER if room.stays else ChatRole.OWNER)
        self.model.settle(self.clock())
        for caller in self.people:
            self._equip(caller)
        await self._listen()

    async def _register(self, name: str) -> Caller:
        nym = f"nym-{next(self.numbers)}-"
        register = Register(username=name, password=PASSWORD, name=nym)
        done = await self.core.dispatcher.execute(Caller(), register)
        user_id = done.account.user_id
        self.model.names[name] = user_id
        self.model.taken.add(name)
        self.nyms[user_id] = nym
        return Caller(user=user_id, session=done.session_id)

    def _equip(self, caller: Caller) -> Tapped:
        device = Tapped(self.core.gateway, caller)
        self.devices.append(device)
        device.connect()
        return device

    async def _replace(self, who: int) -> None:
        """Let somebody new come in the place of somebody who is gone."""
        gone = self.people[who].user_id
        self.former.append(gone)
        del self.nyms[gone]
        self.devices[who].cut()
        caller = self.people[who] = await self._register(f"{PEOPLE[who]}{next(self.numbers)}")
        for room in self.model.rooms.values():
            if room.general:
                room.let_in(caller.user_id)
        self.model.settle(self.clock())
        device = self._equip(caller)
        self.devices[who] = self.devices.pop()
        assert self.devices[who] is device

    def teardown(self) -> None:
        try:
            self.wait(self._stop())
        finally:
            self.loop.close()
            shutil.rmtree(self.folder)

    async def _stop(self) -> None:
        for device in self.devices:
            device.cut()
        await self.core.stop()

    def do(self, who: int, command: Command[Any]) -> Any:
        """Let somebody act; they are answered as the model says, and everybody sees what it says."""
        return self.wait(self._do(who, command))

    def ask(self, who: int, command: Command[Any]) -> Any:
        """Let somebody ask what changes nothing."""
        answer = self.wait(self._ask(who, command))
        self._check_words(who, answer)
        return answer

    async def _do(self, who: int, command: Command[Any]) -> Any:
        self.clock.advance(1)
        user, now = self.user(who), self.clock()
        outcome = await self._ask(who, command)
        looked_at = getattr(command, "chat_id", self.chats[0])
        if isinstance(command, OpenDirect):
            opened = tried(lambda: self.model.open(user, command.user_id))
            assert code(outcome) == code(opened), command
            if not isinstance(opened, Refused):
                self.model.pair(outcome.chat.id, {user, command.user_id})
        else:
            due = tried(lambda: self.model.do(command, user, now))
            assert code(outcome) == code(due), command
        if isinstance(outcome, ChatInvite):
            self.model.note_link(outcome, user)
        if isinstance(outcome, OpenedThread) and isinstance(command, OpenThread):
            looked_at = outcome.thread.chat.id
            self.model.note_thread(looked_at, command, user)
            if looked_at not in self.threads:
                self.threads.insert(0, looked_at)
        self.model.settle(now)
        self._check_words(who, outcome)
        if isinstance(command, DeleteAccount) and not isinstance(outcome, Refused):
            await self._replace(who)
        await self._pass_time()
        await self._listen()
        await self._look(looked_at)
        return outcome

    async def _pass_time(self) -> None:
        """Let the server do what is due."""
        while await self.core.jobs.run_due():
            pass
        self.model.pass_time(self.clock())

    async def _ask(self, who: int, command: Command[Any]) -> Any:
        """Send a command; a refusal is a value like any other answer."""
        try:
            answer = await self.core.dispatcher.execute(self.people[who], command)
        except (Internal, Overloaded):
            raise
        except Refusal as refusal:
            return Refused(refusal.code)
        return answer

    def _check_words(self, who: int, told: object) -> None:
        """Nobody gets a word that they may not read at this moment, in whatever field of whatever answer."""
        said = str(told)
        strange = set(CANARY.findall(said)) - set(CANARY.findall(self.model.words(self.user(who))))
        strange |= set(NYM.findall(said)) - set(self.nyms.values())
        assert not strange, f"{PEOPLE[who]} was told {strange}: {said}"

    async def _listen(self) -> None:
        """Let everything arrive; every device that is connected holds what its person may see, no more and no less."""
        while True:
            await settle()
            while working := asyncio.all_tasks() - self.background - {asyncio.current_task()}:
                await asyncio.wait(working)
                await settle()
            arrived = [device.deliver() for device in self.devices]
            if not any(arrived):
                break
        for who, device in enumerate(self.devices):
            said, device.tap = device.tap, b""
            self._check_words(who, said)
            if device.conversation.synced:
                check_device(self.model, self.user(who), device.replica)

    async def _look(self, chat_id: str) -> None:
        """Everybody asks for everything of a chat, in every way that there is, and for what is somebody's alone."""
        asked = (
            ListChats(),
            GetChat(chat_id=chat_id),
            GetHistory(chat_id=chat_id, after=0, limit=200),
            ListMembers(chat_id=chat_id),
            ListMembers(chat_id=chat_id, query="ANN"),
            ListPins(chat_id=chat_id),
            ListMentions(chat_id=chat_id, limit=200),
            GetChanges(scope=chat_scope(chat_id)),
        )
        private = [GetChanges(scope=account_scope(caller.user_id)) for caller in self.people]
        handlers = [self.core.dispatcher.endpoints[type(command)].handler for command in asked]

        def read(db: Connection) -> list[list[Any]]:
            views = [View(db, caller, self.clock()) for caller in self.people]
            pairs = list(zip([*handlers, *[handlers[-1]] * len(private)], [*asked, *private], strict=True))
            return [[tried(partial(handler, view, command)) for handler, command in pairs] for view in views]

        for who, answers in enumerate(await self.core.database.read(read)):
            self._check_words(who, answers)
            Answers(*answers[: len(asked)]).check(self.model, self.user(who), chat_id)
            mine = answers.pop(len(asked) + who)
            check_own(self.model, self.user(who), mine.rows.rows)
            assert {code(each) for each in answers[len(asked) :]} == {"chat_not_found"}

    def user(self, who: int) -> str:
        """Name somebody; beyond the last, whoever has deleted their account last."""
        if who < len(self.people):
            return self.people[who].user_id
        return self.former[-1] if self.former else self.people[0].user_id

    def chat_id(self, number: int) -> str:
        """Name a chat, the newest first; below 0 a thread, if there is any."""
        if number < 0 and self.threads:
            return self.threads[(-number - 1) % len(self.threads)]
        return self.chats[number % len(self.chats)]

    def canary(self) -> str:
        return f"canary-{next(self.numbers)}"
