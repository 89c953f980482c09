"""The state machine: people act, links fail, and every replica comes out as a fresh one would."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from molva.client.replica import KEPT_MESSAGES, Replica
from molva.protocol.commands import (
    AddMember,
    ChangeAccount,
    ChangeChat,
    ChangeRole,
    ClearHistory,
    Command,
    CreateGroup,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    GetHistory,
    HideMessages,
    LeaveChat,
    MarkChat,
    OpenDirect,
    PinMessage,
    Register,
    RemoveMember,
    SendMessage,
    SignIn,
    UnpinAllMessages,
)
from molva.protocol.errors import Internal, Overloaded, Refusal
from molva.protocol.ids import new_id
from molva.protocol.rows import AnyRow, ChatRole, Membership, Message
from molva.server.core import Core
from molva.server.delivery.bus import Listener, Ring
from molva.server.features.messages.store import rows as message_store
from molva.server.kernel.caller import Caller
from molva.server.storage.sqlite import SqliteDatabase
from tests.convergence.link import Device, Fate
from tests.fixtures.clock import FakeClock
from tests.fixtures.settling import settle
from tests.fixtures.world import CHEAP, PASSWORD

A = TypeVar("A")

IDLE_TICKS = 4
"""Seconds without a frame after which a device has got what it will get; it asks for what is missing after two."""

PEOPLE = ("ann", "bob", "cat")
DEVICES = ("ann", "ann", "bob")
SETTINGS = replace(CHEAP, frames_at_once=1_000_000)

person = st.integers(0, len(PEOPLE) - 1)
device = st.integers(0, len(DEVICES) - 1)
chat = st.integers(0, 3)
place = st.integers(1, 12)
text = st.sampled_from(["hello", "привет", "x"])
fates = st.lists(st.sampled_from(Fate), min_size=1, max_size=6)


class LossyBus:
    """A bus that does to each ring what it is told."""

    def __init__(self) -> None:
        self.fates: list[Fate] = []
        self._listeners: list[Listener] = []
        self._late: list[Ring] = []

    def publish(self, ring: Ring) -> None:
        """See `Bus.publish`."""
        fate = self.fates.pop(0) if self.fates else Fate.ARRIVES
        if fate is Fate.LATE:
            self._late.append(ring)
        for _ in range({Fate.ARRIVES: 1, Fate.TWICE: 2}.get(fate, 0)):
            self._hand_out(ring)

    def heal(self) -> None:
        """Bring what was late, and do nothing wrong any more."""
        self.fates.clear()
        late, self._late = self._late, []
        for ring in late:
            self._hand_out(ring)

    def listen(self, listener: Listener) -> None:
        """See `Bus.listen`."""
        self._listeners.append(listener)

    async def start(self) -> None:
        """See `Bus.start`."""

    async def stop(self) -> None:
        """See `Bus.stop`."""

    def _hand_out(self, ring: Ring) -> None:
        for listener in self._listeners:
            listener(ring)


class Convergence(RuleBasedStateMachine):
    """A real server over SQLite, three people, and the devices of two of them."""

    lossy_bus = False
    sync_page = 10_000
    keep = KEPT_MESSAGES
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
        self.page_before = message_store.SYNC_PAGE
        message_store.SYNC_PAGE = self.sync_page  # type: ignore[misc]  # a page that a short run fills
        self.clock = FakeClock()
        self.chats: list[str] = []
        self.wait(self._start())

    def wait(self, work: Coroutine[Any, Any, A]) -> A:
        return self.loop.run_until_complete(work)

    def on(self, which: int, act: Callable[[Device], object]) -> None:
        """Let something happen at a device, and then whatever follows."""

        async def run() -> None:
            act(self.devices[which])
            await self.quiet()

        self.wait(run())

    async def _start(self) -> None:
        database = SqliteDatabase(Path(shutil.copyfile(self.template, self.folder / "molva.db")))
        self.bus = LossyBus()
        self.core = await Core.build(SETTINGS, database, self.bus, self.clock, fatal=lambda: None)
        await self.core.start()
        self.background = asyncio.all_tasks()
        self.people = await people(self.core)
        self.devices = [Device(self.core.gateway, self.people[PEOPLE.index(name)], keep=self.keep) for name in DEVICES]
        for each in self.devices:
            each.connect()
        await self.quiet()

    def teardown(self) -> None:
        try:
            self.check()
        finally:
            self.wait(self._stop())
            message_store.SYNC_PAGE = self.page_before  # type: ignore[misc]  # as it was
            self.loop.close()
            shutil.rmtree(self.folder)

    async def _stop(self) -> None:
        for each in self.devices:
            each.cut()
        await self.core.stop()

    async def quiet(self) -> None:
        """Wait until the server has nothing left to do."""
        await settle()
        while working := asyncio.all_tasks() - self.background - {asyncio.current_task()}:
            await asyncio.wait(working)
        if any(len(each.conversation.outbox) for each in self.devices):
            # Commits are in the order of asking: with the answer to this one, all before it are done.
            await self._try(self.people[-1], MarkChat(chat_id=new_id(0)))
            await settle()

    async def _try(self, caller: Caller, command: Command[Any]) -> Any:
        try:
            return await self.core.dispatcher.execute(caller, command)
        except (Internal, Overloaded):
            raise
        except Refusal as refusal:
            return refusal

    def do(self, who: int, command: Command[Any]) -> Any:
        """Let somebody act, allowed or not."""

        async def act() -> Any:
            self.clock.advance(1)
            outcome = await self._try(self.people[who], command)
            await self.quiet()
            return outcome

        return self.wait(act())

    def chat_id(self, number: int) -> str:
        return self.chats[number % len(self.chats)]

    @initialize(shared=st.booleans())
    def begin(self, shared: bool) -> None:
        self.create(0, {1, 2}, shared)

    @rule(who=person, others=st.sets(person), shared=st.booleans())
    def create(self, who: int, others: set[int], shared: bool) -> None:
        if len(self.chats) < 4:
            chat_id, ids = new_id(self.clock()), tuple(self.people[each].user_id for each in sorted(others))
            self.do(who, CreateGroup(chat_id=chat_id, name="Group", user_ids=ids, history_shared=shared))
            self.chats.append(chat_id)

    @rule(who=person, other=person)
    def open_direct(self, who: int, other: int) -> None:
        opened = self.do(who, OpenDirect(user_id=self.people[other].user_id))
        if opened.chat.id not in self.chats:
            self.chats.append(opened.chat.id)

    @rule(who=person, where=chat, text=text, reply=st.none() | place, times=st.integers(1, 6))
    def send(self, who: int, where: int, text: str, reply: int | None, times: int) -> None:
        for _ in range(times):
            self.do(who, SendMessage(chat_id=self.chat_id(where), id=new_id(self.clock()), text=text, reply_to=reply))

    @rule(which=device, where=chat, text=text)
    def post(self, which: int, where: int, text: str) -> None:
        command = SendMessage(chat_id=self.chat_id(where), id=new_id(self.clock()), text=text)
        self.on(which, lambda at: at.post(command))

    @rule(who=person, where=chat, seq=place, text=text)
    def edit(self, who: int, where: int, seq: int, text: str) -> None:
        self.do(who, EditMessage(chat_id=self.chat_id(where), seq=seq, text=text + "!"))

    @rule(who=person, where=chat, seq=place)
    def delete(self, who: int, where: int, seq: int) -> None:
        self.do(who, DeleteMessage(chat_id=self.chat_id(where), seq=seq))

    @rule(who=person, where=chat, seq=place)
    def pin(self, who: int, where: int, seq: int) -> None:
        self.do(who, PinMessage(chat_id=self.chat_id(where), seq=seq))

    @rule(who=person, where=chat, seqs=st.sets(place, min_size=1, max_size=3))
    def hide(self, who: int, where: int, seqs: set[int]) -> None:
        self.do(who, HideMessages(chat_id=self.chat_id(where), seqs=tuple(sorted(seqs))))

    @rule(who=person, where=chat, up_to=place, both=st.booleans())
    def clear(self, who: int, where: int, up_to: int, both: bool) -> None:
        self.do(who, ClearHistory(chat_id=self.chat_id(where), up_to=up_to, for_both=both))

    @rule(who=person, where=chat)
    def unpin_all(self, who: int, where: int) -> None:
        self.do(who, UnpinAllMessages(chat_id=self.chat_id(where)))

    @rule(who=person, where=chat, read=st.none() | place, delivered=st.none() | place)
    def mark(self, who: int, where: int, read: int | None, delivered: int | None) -> None:
        self.do(who, MarkChat(chat_id=self.chat_id(where), read_seq=read, delivered_seq=delivered))

    @rule(who=person, where=chat, other=person)
    def add(self, who: int, where: int, other: int) -> None:
        self.do(who, AddMember(chat_id=self.chat_id(where), user_id=self.people[other].user_id))

    @rule(who=person, where=chat, other=person)
    def remove(self, who: int, where: int, other: int) -> None:
        self.do(who, RemoveMember(chat_id=self.chat_id(where), user_id=self.people[other].user_id))

    @rule(who=person, where=chat)
    def leave(self, who: int, where: int) -> None:
        self.do(who, LeaveChat(chat_id=self.chat_id(where)))

    @rule(who=person, where=chat, other=person, role=st.sampled_from(ChatRole))
    def change_role(self, who: int, where: int, other: int, role: ChatRole) -> None:
        self.do(who, ChangeRole(chat_id=self.chat_id(where), user_id=self.people[other].user_id, role=role))

    @rule(who=person, where=chat, name=st.none() | text, shared=st.none() | st.booleans())
    def change_chat(self, who: int, where: int, name: str | None, shared: bool | None) -> None:
        self.do(who, ChangeChat(chat_id=self.chat_id(where), name=name, history_shared=shared))

    @rule(who=person, where=chat)
    def delete_chat(self, who: int, where: int) -> None:
        self.do(who, DeleteChat(chat_id=self.chat_id(where)))

    @rule(who=person, name=text)
    def rename(self, who: int, name: str) -> None:
        self.do(who, ChangeAccount(name=name))

    @rule(which=device, how=fates)
    def deliver(self, which: int, how: list[Fate]) -> None:
        self.on(which, lambda at: at.deliver(how))

    @rule(which=device)
    def deliver_all(self, which: int) -> None:
        self.on(which, Device.deliver)

    @rule(which=device)
    def catch_late(self, which: int) -> None:
        self.on(which, Device.catch_late)

    @rule(which=device)
    def cut(self, which: int) -> None:
        self.on(which, Device.cut)

    @rule(which=device)
    def connect(self, which: int) -> None:
        self.on(which, Device.connect)

    @rule(which=device, where=chat, before=st.none() | place, limit=st.integers(1, 5))
    def read_history(self, which: int, where: int, before: int | None, limit: int) -> None:
        command = GetHistory(chat_id=self.chat_id(where), before=before, limit=limit)
        self.on(which, lambda at: at.read_history(command))

    @rule(how=fates)
    def disturb_bus(self, how: list[Fate]) -> None:
        if self.lossy_bus:
            self.bus.fates = how

    @rule()
    def check(self) -> None:
        """Every replica is what a fresh one would be: at once if nothing was lost, else after the next connection."""
        self.wait(self._check())

    async def _check(self) -> None:
        self.bus.heal()
        await self.quiet()
        for each in self.devices:
            each.catch_late()
            each.connect()
            await self._drain(each)
            if self.lossy_bus or not each.lossless:
                each.cut()
                each.connect()
                await self._drain(each)
            assert not len(each.conversation.outbox), "a posted message was never answered"
            await self._compare(each)

    async def _drain(self, each: Device) -> None:
        idle = 0
        while idle < IDLE_TICKS:
            await self.quiet()
            idle = 0 if each.deliver() else idle + 1
            each.tick()

    async def _compare(self, each: Device) -> None:
        truth = await self._fresh(each.caller, 10_000, KEPT_MESSAGES)
        assert same(facts(each.replica), facts(truth))
        fresh = truth if self.sync_page == 10_000 else await self._fresh(each.caller, self.sync_page, self.keep)
        assert same(facts(fresh), facts(truth))
        whole = messages(truth)
        for replica in (each.replica, fresh):
            found = messages(replica)
            assert found.items() <= whole.items(), "a message that is here is not current"
            for chat_id, rows in truth.chats.items():
                assert replica.chats[chat_id].last_seq == rows.last_seq
                assert not rows.messages or (chat_id, rows.last_seq) in found
                if self.sync_page == 10_000:
                    assert replica.unread(chat_id) == truth.unread(chat_id)
        if self.sync_page == 10_000:
            assert same(messages(each.replica), whole)

    async def _fresh(self, caller: Caller, page: int, keep: int) -> Replica:
        before = message_store.SYNC_PAGE
        message_store.SYNC_PAGE = page  # type: ignore[misc]  # for this connection only
        try:
            newcomer = Device(self.core.gateway, caller, keep=keep)
            newcomer.connect()
            await self._drain(newcomer)
        finally:
            message_store.SYNC_PAGE = before  # type: ignore[misc]  # as it was
        newcomer.cut()
        assert newcomer.conversation.synced or newcomer.replica.user_id
        return newcomer.replica


def facts(replica: Replica) -> dict[str, Any]:
    """Everything of a replica but its messages, of which it may hold a part."""
    present = {chat_id for chat_id, row in replica.memberships.items() if not row.left}
    told: dict[str, Any] = {"epoch": replica.epoch, "user": replica.user_id, "chats": set(replica.chats)}
    told |= {f"{scope} rev": rev for scope, rev in replica.revs.items()}
    for row in replica.rows():
        # Of a chat that one has left, a fresh replica need not hear.
        if not isinstance(row, Message) and not (isinstance(row, Membership) and row.chat_id not in present):
            told[key(row)] = row
    return told


def same(one: dict[Any, Any], other: dict[Any, Any]) -> bool:
    """Compare, and tell the differences alone."""
    different = {
        name: (one.get(name), other.get(name)) for name in {**one, **other} if one.get(name) != other.get(name)
    }
    assert different == {}, different
    return True


def messages(replica: Replica) -> dict[tuple[str, int], Message]:
    return {(row.chat_id, row.seq): row for row in replica.rows() if isinstance(row, Message)}


def key(row: AnyRow) -> str:
    chat_id, user_id = getattr(row, "chat_id", getattr(row, "id", "")), getattr(row, "user_id", "")
    return f"{type(row).__name__} {chat_id} {user_id} {getattr(row, 'seq', '')}"


async def people(core: Core) -> list[Caller]:
    """Sign in everybody whom `make_template` has registered."""
    visitor = Caller(address="192.0.2.1")
    callers = []
    for name in PEOPLE:
        done = await core.dispatcher.execute(visitor, SignIn(login=name, password=PASSWORD))
        callers.append(replace(visitor, user=done.account.user_id, session=done.session_id))
    return callers


def make_template(empty: Path, folder: Path) -> Path:
    """Register everybody in a copy of an empty server's file."""
    path = Path(shutil.copyfile(empty, folder / "people.db"))

    async def register() -> None:
        core = await Core.build(SETTINGS, SqliteDatabase(path), LossyBus(), FakeClock(), fatal=lambda: None)
        await core.start()
        for name in PEOPLE:
            await core.dispatcher.execute(Caller(), Register(username=name, password=PASSWORD))
        await core.stop()

    asyncio.run(register())
    return path
