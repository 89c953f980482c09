"""A real server under watch: whoever acts is answered as the model says, and everybody sees what it says."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import Connection

from molva.protocol.commands import (
    ChatInvite,
    Command,
    GetChanges,
    GetChat,
    GetHistory,
    ListChats,
    ListMembers,
    ListMentions,
    ListPins,
    OpenDirect,
    Register,
)
from molva.protocol.errors import Internal, Overloaded, Refusal
from molva.protocol.ids import new_id
from molva.protocol.rows import (
    ChatRole,
    JoinState,
    Member,
    Mentions,
    Message,
    Pin,
    account_scope,
    chat_scope,
)
from molva.server.core import Core
from molva.server.delivery.bus_local import LocalBus
from molva.server.delivery.gateway import Gateway
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import View
from molva.server.storage.sqlite import SqliteDatabase
from molva.server.transport.asgi_writer import split_frames
from molva.server.wire.codec import payload
from tests.convergence.link import Device
from tests.convergence.people import SETTINGS
from tests.fixtures.clock import FakeClock
from tests.fixtures.settling import settle
from tests.fixtures.world import PASSWORD
from tests.security.model.expected import Expected
from tests.security.model.room import EVERYBODY, Refused, Room, Seen

KEEPING = replace(SETTINGS, edit_history="on")
"""A server on which there is more to see."""

A = TypeVar("A")

PEOPLE = ("anna", "boris", "vera", "gleb")
CANARY = re.compile(r"canary-\d+")


def code(outcome: object) -> str:
    """Name the refusal; empty for anything else."""
    return str(outcome) if isinstance(outcome, Refused) else ""


def tried(work: Callable[[], A]) -> A | Refused:
    try:
        return work()
    except Refused as refused:
        return refused
    except Refusal as refusal:
        return Refused(refusal.code)


def seen(row: Message) -> Seen:
    """Show a row as the model shows a message."""
    # In a channel nobody is named, neither here nor there.
    put = frozenset((each.emoji, shown) for each in row.reactions for shown in each.user_ids or (str(each.count),))
    assert all(len(each.user_ids) in (0, each.count) for each in row.reactions)
    named = "" if row.service else row.id
    found = row.mentions or Mentions()
    meant = frozenset({EVERYBODY} if found.everybody else found.user_ids)
    said = named, row.sender_id, row.text, row.reply_to, row.edited_at, row.deleted
    return Seen(*said, put, meant, row.forward.user_id if row.forward else "")


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
        self.people: list[Caller] = []
        for name in PEOPLE:
            done = await self.core.dispatcher.execute(Caller(), Register(username=name, password=PASSWORD))
            self.people.append(Caller(user=done.account.user_id, session=done.session_id))
            self.model.names[name] = done.account.user_id
        (general,) = (await self.core.dispatcher.execute(self.people[0], ListChats())).chats
        self.chats = [general.chat.id, new_id(self.clock())]
        room = self.model.rooms[general.chat.id] = Room(group=True, general=True)
        for caller in self.people:
            room.let_in(caller.user_id, ChatRole.MEMBER if room.stays else ChatRole.OWNER)
        self.devices = [Tapped(self.core.gateway, caller) for caller in self.people]
        for device in self.devices:
            device.connect()
        await self._listen()

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
        outcome = await self._ask(who, command)
        if isinstance(command, OpenDirect):
            opened = tried(lambda: self.model.open(self.user(who), command.user_id))
            assert code(outcome) == code(opened), command
            if not isinstance(opened, Refused):
                self.model.pair(outcome.chat.id, {self.user(who), command.user_id})
        else:
            due = tried(lambda: self.model.do(command, self.user(who), self.clock()))
            assert code(outcome) == code(due), command
            if isinstance(outcome, ChatInvite):
                self.model.note_link(outcome)
            self.model.forget_left()
        self._check_words(who, outcome)
        await self._listen()
        await self._look(getattr(command, "chat_id", self.chats[0]))
        return outcome

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
        assert not strange, f"{PEOPLE[who]} was told {strange}: {said}"

    async def _listen(self) -> None:
        """Let everything arrive; every device that is connected holds what its person may see, no more and no less."""
        while True:
            await settle()
            while working := asyncio.all_tasks() - self.background - {asyncio.current_task()}:
                await asyncio.wait(working)
            arrived = [device.deliver() for device in self.devices]
            if not any(arrived):
                break
        for who, device in enumerate(self.devices):
            said, device.tap = device.tap, b""
            self._check_words(who, said)
            if device.conversation.synced:
                self._check_device(device, self.model.sight(self.user(who)))

    def _check_device(self, device: Tapped, sight: dict[str, dict[int, Seen]]) -> None:
        mine = device.caller.user_id
        self.model.private[mine].check(device.replica.rows())
        open_ = [row for row in device.replica.join_requests.values() if row.state is not JoinState.CLOSED]
        assert {(row.chat_id, row.user_id, row.state.value) for row in open_} == self.model.shown_requests(mine)
        assert all(row.chat_name == self.model.rooms[row.chat_id].name for row in open_)
        asked = [row for row in device.replica.add_requests.values() if not row.closed]
        assert {(row.chat_id, row.inviter_id, row.chat_name) for row in asked} == self.model.shown_askings(mine)
        held: dict[str, dict[int, Seen]] = {}
        pinned: set[tuple[str, int]] = set()
        for row in device.replica.rows():
            if isinstance(row, Message):
                held.setdefault(row.chat_id, {})[row.seq] = seen(row)
            elif isinstance(row, Pin):
                assert row.seq in sight[row.chat_id], "a pin tells of a message that is not theirs to see"
                pinned |= set() if row.removed else {(row.chat_id, row.seq)}
        assert held == {chat_id: rows for chat_id, rows in sight.items() if rows}
        rooms = {chat_id: self.model.rooms[chat_id] for chat_id in sight}
        for chat_id in sight:
            self._check_members(self.model.rooms[chat_id], mine, device.replica.chats[chat_id].members.values())
            assert device.replica.unread_mentions(chat_id) == self.model.mentions(mine, chat_id, unread=True)
        assert pinned == {(at, each.seq) for at, room in rooms.items() for each in room.pins(room.people()[mine])}

    def _check_members(self, room: Room, mine: str, rows: Iterable[Member]) -> None:
        """A device knows who is in a group; in a channel, only who leads it and that its own person reads it."""
        told = {row.user_id: row.role for row in rows if not row.left}
        people = {user: stay.role for user, stay in room.people().items()}
        if room.channel:
            people = {user: role for user, role in people.items() if user == mine or role is not ChatRole.MEMBER}
            # Whoever led it once is known to those who were there then.
            told = {user: role for user, role in told.items() if user in people or role is not ChatRole.MEMBER}
        assert told == people

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
            self._check_sight(self.user(who), chat_id, *answers[: len(asked)])
            mine = answers.pop(len(asked) + who)
            self.model.private[self.user(who)].check(mine.rows.rows)
            assert {code(each) for each in answers[len(asked) :]} == {"chat_not_found"}

    def _check_sight(
        self,
        user: str,
        chat_id: str,
        listed: Any,
        chat: Any,
        history: Any,
        members: Any,
        found: Any,
        pins: Any,
        mentions: Any,
        newer: Any,
    ) -> None:
        sight = self.model.sight(user)
        assert {each.chat.id for each in listed.chats} == set(sight)
        if chat_id not in sight:
            assert {code(each) for each in (chat, history, members, found, pins, mentions, newer)} == {"chat_not_found"}
            return
        room = self.model.rooms[chat_id]
        assert {each.seq: seen(each) for each in history.messages} == sight[chat_id]
        assert {row.seq: seen(row) for row in newer.rows.rows if isinstance(row, Message)} == sight[chat_id]
        pinned = [each.seq for each in room.pins(room.people()[user])]
        assert [each.seq for each in pins.messages] == pinned
        told = {row.seq: row.removed for row in newer.rows.rows if isinstance(row, Pin)}
        assert told.keys() <= sight[chat_id].keys()
        assert [seq for seq, removed in sorted(told.items()) if not removed] == pinned
        if room.channel and room.people()[user].role is ChatRole.MEMBER:
            assert (code(members), code(found)) == ("rights_missing", "rights_missing")
        else:
            people = {each: stay.role for each, stay in room.people().items()}
            assert {each.user_id: each.role for each in members.members} == people
            assert found.members == [each for each in members.members if each.username == "anna"]
        assert (chat.last_seq, chat.read_seq) == (len(room.entries), room.people()[user].read)
        assert chat.unread == self.model.unread(user, chat_id)
        assert chat.unread_mentions == self.model.mentions(user, chat_id, unread=True)
        assert [each.seq for each in mentions.messages] == self.model.mentions(user, chat_id, unread=False)
        last = chat.last_message
        assert (None if last is None else last.seq) == max(sight[chat_id], default=None)

    def user(self, who: int) -> str:
        return self.people[who].user_id

    def chat_id(self, number: int) -> str:
        return self.chats[number % len(self.chats)]

    def canary(self) -> str:
        return f"canary-{next(self.numbers)}"
