"""The stage of the state machine: a real server, three people, the devices of two of them, and how to compare them."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from hypothesis.stateful import RuleBasedStateMachine, rule

from molva.client.replica import KEPT_MESSAGES, Replica
from molva.protocol.commands import Command, MarkChat
from molva.protocol.errors import Internal, Overloaded, Refusal
from molva.protocol.ids import new_id
from molva.server.core import Core
from molva.server.features.messages.store import catching_up
from molva.server.kernel.caller import Caller
from molva.server.storage.sqlite import SqliteDatabase
from tests.convergence.bus import LossyBus
from tests.convergence.facts import facts, messages, same
from tests.convergence.link import Device
from tests.convergence.people import PEOPLE, SETTINGS, people
from tests.fixtures.clock import FakeClock
from tests.fixtures.settling import settle

A = TypeVar("A")

IDLE_TICKS = 4
"""Seconds without a frame after which a device has got what it will get; it asks for what is missing after two."""

DEVICES = ("ann", "ann", "bob")


class Stage(RuleBasedStateMachine):
    """A real server over SQLite, three people, and the devices of two of them."""

    lossy_bus = False
    sync_page = 10_000
    keep = KEPT_MESSAGES
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
        self.page_before = catching_up.SYNC_PAGE
        catching_up.SYNC_PAGE = self.sync_page  # type: ignore[misc]  # a page that a short run fills
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
            catching_up.SYNC_PAGE = self.page_before  # type: ignore[misc]  # as it was
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
        before = catching_up.SYNC_PAGE
        catching_up.SYNC_PAGE = page  # type: ignore[misc]  # for this connection only
        try:
            newcomer = Device(self.core.gateway, caller, keep=keep)
            newcomer.connect()
            await self._drain(newcomer)
        finally:
            catching_up.SYNC_PAGE = before  # type: ignore[misc]  # as it was
        newcomer.cut()
        assert newcomer.conversation.synced or newcomer.replica.user_id
        return newcomer.replica
