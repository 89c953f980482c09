"""What is deleted is nowhere: no command tells it, no device keeps it, no table, file or log has it (G12)."""

from __future__ import annotations

import random
import re
import signal
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from molva.protocol.commands import (
    CancelScheduledMessage,
    ChangeChat,
    ChangeLifetime,
    ChangeScheduledMessage,
    ClearHistory,
    Command,
    Copy,
    CreateChatInvite,
    CreateGroup,
    CreatePoll,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    ForwardMessages,
    GetHistory,
    HideMessages,
    LeaveChat,
    ListEdits,
    OpenThread,
    PinMessage,
    PublishChat,
    React,
    RemoveMember,
    ReportPerson,
    ReportReason,
    SaveDraft,
    ScheduleMessage,
    SendMessage,
    SendScheduledMessage,
    VoteInPoll,
)
from molva.protocol.errors import Internal, Overloaded, Refusal
from molva.protocol.ids import new_id
from molva.protocol.rows import account_scope, chat_scope, marks_scope
from molva.server.kernel.caller import Caller
from molva.server.kernel.feature import Mode
from molva.server.storage.engine import Database
from molva.server.storage.sqlite import SqliteDatabase
from tests.convergence.link import Device
from tests.e2e.served import Served
from tests.fixtures.clock import FakeClock
from tests.fixtures.remains import KEPT, check_tables
from tests.fixtures.settling import settle
from tests.fixtures.world import CHEAP, World, running_world
from tests.security.people import PASSWORD, fresh_id

pytestmark = pytest.mark.anyio

HOUR = 3_600_000
GONE = re.compile(r"gone-\d+-|gonetown\d")
"""Whatever is to be deleted begins so; what stays does not."""


class Past:
    """What people have written and made to go, with every id by which it could be asked for again."""

    def __init__(self, world: World, people: Sequence[Caller]) -> None:
        self.world = world
        self.people = people
        self.ann, self.bob, self.cid = people
        self.chats: list[str] = []
        self.ids: list[tuple[str, str]] = []
        """Of messages: chat and id."""
        self.codes: list[str] = ["nothing"]
        self.addresses: list[str] = []
        self.keeping = world.core.settings.edit_history == "on"
        """Whether what was changed is there until the message goes."""
        self.words = 0
        self.repeats: list[tuple[Caller, Command[Any]]] = []

    def gone(self, length: int = 1) -> str:
        """Words that nobody may find in the end."""
        self.words += 1
        return f"gone-{self.words}-" * length

    async def group(self, *others: Caller, name: str = "Group") -> str:
        chat_id = new_id(self.world.clock())
        command = CreateGroup(chat_id=chat_id, name=name, user_ids=tuple(each.user_id for each in others))
        await self.world.do(self.ann, command)
        self.chats.append(chat_id)
        self.repeats.append((self.ann, command))
        return chat_id

    async def say(self, who: Caller, chat_id: str, text: str, **fields: Any) -> int:
        command = SendMessage(chat_id=chat_id, id=new_id(self.world.clock()), text=text, **fields)
        self.ids.append((chat_id, command.id))
        return (await self.world.do(who, command)).seq

    async def ask(self, chat_id: str, **fields: Any) -> int:
        """Ask in a poll, and answer it."""
        poll = CreatePoll(
            chat_id=chat_id,
            id=new_id(self.world.clock()),
            question=self.gone(20),
            options=(self.gone(), self.gone()),
            correct=1,
            explanation=self.gone(),
            **fields,
        )
        self.ids.append((chat_id, poll.id))
        seq = (await self.world.do(self.ann, poll)).seq
        await self.world.do(self.ann, VoteInPoll(chat_id=chat_id, seq=seq, options=(1,)))
        return seq

    async def touch(self, chat_id: str, seq: int) -> None:
        """Let everything hang on a message that can."""
        await self.world.do(self.ann, React(chat_id=chat_id, seq=seq, emoji=("👍",)))
        await self.world.do(self.ann, PinMessage(chat_id=chat_id, seq=seq))
        await self.say(self.bob, chat_id, "an answer", reply_to=seq)
        await self.world.do(self.bob, SaveDraft(chat_id=chat_id, text="another answer", reply_to=seq))

    async def comment(self, chat_id: str, seq: int) -> None:
        """Comment on a message, and change the comment."""
        thread = (await self.world.do(self.bob, OpenThread(chat_id=chat_id, seq=seq))).thread.chat.id
        self.chats.append(thread)
        await self.change(self.bob, thread, await self.say(self.bob, thread, self.gone()))

    async def delete_messages(self) -> None:
        """Delete for everybody: what was said, answered, changed, mentioned, reported, hidden and forwarded."""
        chat_id, other = await self.group(self.bob, self.cid), await self.world.direct(self.ann, self.bob)
        self.chats.append(other)
        for length in (1, 350):
            seq = await self.say(self.bob, chat_id, f"@ann {self.gone(length)}")
            await self.touch(chat_id, seq)
            await self.world.do(self.cid, HideMessages(chat_id=chat_id, seqs=(seq,)))
            report = ReportPerson(user_id=self.bob.user_id, reason=ReportReason.SPAM, chat_id=chat_id, seq=seq)
            await self.world.do(self.ann if length == 1 else self.cid, report)
            await self.change(self.bob, chat_id, seq)
            await self.world.do(self.bob, EditMessage(chat_id=chat_id, seq=seq, text=f"@cid {self.gone(length)}"))
            await self.comment(chat_id, seq)
            copy = ForwardMessages(
                chat_id=other, from_chat_id=chat_id, messages=(Copy(seq=seq, id=new_id(self.world.clock())),)
            )
            (sent,) = (await self.world.do(self.ann, copy)).sent
            await self.world.do(self.bob, DeleteMessage(chat_id=chat_id, seq=seq))
            # A forward is its sender's own message, and outlives what it repeats.
            (kept,) = (await self.world.do(self.bob, GetHistory(chat_id=other, after=sent.seq - 1))).messages
            assert GONE.search(kept.text)
            await self.world.do(self.ann, DeleteMessage(chat_id=other, seq=sent.seq))
        seq = await self.ask(chat_id, anonymous=False)
        await self.touch(chat_id, seq)
        await self.world.do(self.ann, DeleteMessage(chat_id=chat_id, seq=seq))
        seq = await self.say(self.ann, chat_id, self.gone())
        await self.world.do(self.ann, EditMessage(chat_id=chat_id, seq=seq, text="other words"))
        if self.keeping:
            (edit,) = (await self.world.do(self.ann, ListEdits(chat_id=chat_id, seq=seq))).edits
            assert GONE.search(edit.text)
            await self.world.do(self.ann, DeleteMessage(chat_id=chat_id, seq=seq))

    async def change(self, who: Caller, chat_id: str, seq: int) -> None:
        """Change a message over and over, so that the oldest of what it said goes by itself."""
        for length in (1, 300, *[1] * 50):
            await self.world.do(who, EditMessage(chat_id=chat_id, seq=seq, text=self.gone(length)))

    async def let_expire(self) -> None:
        """Let the time of messages be over."""
        chat_id = await self.group(self.bob, self.cid)
        await self.world.do(self.ann, ChangeLifetime(chat_id=chat_id, lifetime_s=60))
        seq = await self.say(self.ann, chat_id, self.gone(300))
        await self.change(self.ann, chat_id, seq)
        await self.touch(chat_id, seq)
        chat_id = await self.group(self.bob, self.cid)
        await self.touch(chat_id, await self.say(self.ann, chat_id, self.gone(), lifetime_s=30))
        await self.ask(chat_id, lifetime_s=30)
        await self.world.pass_time(60_000)

    async def clear(self) -> None:
        """Clear a direct chat for both, and one's own notes."""
        direct, saved = await self.world.direct(self.ann, self.cid), await self.world.direct(self.ann, self.ann)
        for chat_id in (direct, saved):
            self.chats.append(chat_id)
            await self.ask(chat_id)
            seq = await self.say(self.ann, chat_id, self.gone(300))
            await self.change(self.ann, chat_id, seq)
            await self.world.do(self.ann, PinMessage(chat_id=chat_id, seq=seq))
            await self.world.do(self.ann, ClearHistory(chat_id=chat_id, up_to=seq, for_both=chat_id == direct))

    async def delete_chats(self) -> None:
        """Delete a group, and leave one as the last."""
        for leaving in (False, True):
            chat_id = await self.group(self.bob, self.cid, name=self.gone())
            described = ChangeChat(chat_id=chat_id, name=self.gone(), description=self.gone(20))
            await self.world.do(self.ann, described)
            self.addresses.append(f"gonetown{len(self.addresses)}")
            await self.world.do(self.ann, PublishChat(chat_id=chat_id, address=self.addresses[-1]))
            invite = await self.world.do(self.ann, CreateChatInvite(chat_id=chat_id, name=self.gone()))
            self.codes.append(invite.code or "")
            seq = await self.say(self.bob, chat_id, self.gone(300))
            await self.change(self.bob, chat_id, seq)
            await self.touch(chat_id, seq)
            await self.comment(chat_id, seq)
            await self.ask(chat_id, closes_at=self.world.clock() + HOUR)
            due = self.world.clock() + HOUR
            planned = ScheduleMessage(chat_id=chat_id, id=new_id(self.world.clock()), text=self.gone(), due_at=due)
            await self.world.do(self.ann, planned)
            for who in self.people:
                await self.world.do(who, SaveDraft(chat_id=chat_id, text=self.gone()))
            if leaving:
                await self.world.do(self.bob, LeaveChat(chat_id=chat_id))
                await self.world.do(self.ann, RemoveMember(chat_id=chat_id, user_id=self.cid.user_id))
                await self.world.do(self.ann, LeaveChat(chat_id=chat_id))
            else:
                await self.world.do(self.ann, DeleteChat(chat_id=chat_id))

    async def put_away(self) -> None:
        """Write drafts and scheduled messages, and think better of them."""
        chat_id = await self.group(self.bob)
        await self.world.do(self.ann, SaveDraft(chat_id=chat_id, text=self.gone(300)))
        await self.world.do(self.ann, SaveDraft(chat_id=chat_id, text=""))
        due = self.world.clock() + HOUR
        one, two, three = (new_id(self.world.clock()) for _ in range(3))
        for named in (one, two, three):
            planned = ScheduleMessage(chat_id=chat_id, id=named, text=self.gone(300), due_at=due)
            await self.world.do(self.ann, planned)
        await self.world.do(self.ann, ChangeScheduledMessage(id=one, text="other words"))
        await self.world.do(self.ann, CancelScheduledMessage(id=two))
        sent = await self.world.do(self.ann, SendScheduledMessage(id=three))
        await self.world.do(self.ann, DeleteMessage(chat_id=chat_id, seq=sent.seq))

    def questions(self) -> Iterator[Command[Any]]:
        """Everything that can be asked, of every chat, message and code; a question of a new kind names its fields."""
        people = [each.user_id for each in self.people]
        scopes = [scope(chat_id) for chat_id in self.chats for scope in (chat_scope, marks_scope)]
        known: dict[str, Sequence[Any]] = {
            "chat_id": self.chats,
            "seq": range(1, 6),
            "option": range(2),
            "code": self.codes,
            "address": self.addresses,
            "scope": [*scopes, *map(account_scope, people)],
        }
        kinds = [each.command for each in self.world.core.dispatcher.endpoints.values() if each.mode is Mode.READ]
        for kind in kinds:
            needed = [field.name for field in msgspec.structs.fields(kind) if field.required]
            for values in product(*(known[name] for name in needed)):
                yield kind(**dict(zip(needed, values, strict=True)))
        for chat_id in self.chats:
            yield GetHistory(chat_id=chat_id, after=0, limit=200)
            for place in range(1, 6):
                yield GetHistory(chat_id=chat_id, around=place, limit=2)
        for chat_id, message_id in self.ids:
            yield GetHistory(chat_id=chat_id, around_id=message_id)

    async def told(self) -> str:
        """Every answer to every question, and to what is said again, as anybody gets it."""
        asked = [(who, each) for who in self.people for each in self.questions()] + self.repeats
        assert len(asked) > 500
        return str([await self._answer(who, command) for who, command in asked])

    async def _answer(self, who: Caller, command: Command[Any]) -> Any:
        try:
            return await self.world.core.dispatcher.execute(who, command)
        except (Internal, Overloaded):
            raise
        except Refusal as refusal:
            return refusal.to_wire(who.language)


@pytest.fixture(params=["off", "on"])
async def world(database: Database, clock: FakeClock, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """A server that keeps what messages said before they were changed, and one that does not."""
    async with running_world(database, clock, settings=replace(CHEAP, edit_history=request.param)) as made:
        yield made


async def test_nothing_that_is_deleted_is_told_to_anybody_or_kept(world: World) -> None:
    people = await world.people("ann", "bob", "cid")
    past = Past(world, people)
    devices = [Device(world.core.gateway, each) for each in people]
    for device in devices:
        device.connect()
    away: list[dict[str, int]] = []
    for step in (past.delete_messages, past.let_expire, past.clear, past.delete_chats, past.put_away):
        await step()
        for device in devices:
            await settle()
            while device.deliver():
                await settle()
        # Who goes away now comes back to what has happened after.
        away = away or [dict(device.replica.revs) for device in devices]
    assert past.words > 20
    await world.say(past.ann, past.chats[0], KEPT)
    told = await past.told()
    assert KEPT in told
    assert GONE.findall(told) == []
    for who, revs, device in zip(people, away, devices, strict=True):
        for known in ({}, revs):
            frames = str((await world.connect(who, known)).take())
            assert len(frames) > 100
            assert GONE.findall(frames) == []
        await settle()
        device.deliver()
        assert GONE.findall(str([*device.replica.rows()])) == []
        device.cut()
    await check_tables(world, "gone-", "gonetown", "👍")


@pytest.mark.parametrize("history", ["off", "on"])
async def test_nothing_that_is_deleted_is_in_the_files_of_a_server_that_runs_on(
    sqlite_file: Path, clock: FakeClock, history: str
) -> None:
    database = SqliteDatabase(sqlite_file)
    async with running_world(database, clock, settings=replace(CHEAP, edit_history=history)) as world:
        past = Past(world, await world.people("ann", "bob", "cid"))
        for step in (past.delete_messages, past.let_expire, past.clear, past.delete_chats, past.put_away):
            await step()
        await world.say(past.ann, past.chats[0], KEPT)
        await database.tidy()
        content = b"".join(path.read_bytes() for path in sqlite_file.parent.rglob("*") if path.is_file())
        assert KEPT.encode() in content
        assert re.findall(rb"gone-\d+-|gonetown\d", content) == []


async def test_however_messages_have_moved_about_in_the_file_only_those_that_are_there_are_found(
    sqlite_file: Path, clock: FakeClock
) -> None:
    luck, database = random.Random(3), SqliteDatabase(sqlite_file)
    there: dict[tuple[str, int], str] = {}
    async with running_world(database, clock) as world:
        ann = await world.person("ann")
        chats = [await world.group(ann) for _ in range(8)]
        for number in range(600):
            text = f"wren-{number}-" * luck.choice([1, 3, 10, 30, 100, 300])
            kind = luck.random()
            if kind < 0.6 or not there:
                chat_id = luck.choice(chats)
                there[chat_id, (await world.say(ann, chat_id, text)).seq] = text
                continue
            chat_id, seq = luck.choice(list(there))
            if kind < 0.8:
                await world.do(ann, EditMessage(chat_id=chat_id, seq=seq, text=text))
                there[chat_id, seq] = text
            else:
                await world.do(ann, DeleteMessage(chat_id=chat_id, seq=seq))
                del there[chat_id, seq]
        await database.tidy()
        content = b"".join(path.read_bytes() for path in sqlite_file.parent.iterdir())
        found = {word.decode() for word in re.findall(rb"wren-\d+-", content)}
        assert found == {"-".join(text.split("-")[:2]) + "-" for text in there.values()}


def test_nothing_that_is_deleted_is_in_the_folder_or_the_log_of_a_real_server(tmp_path: Path) -> None:
    served = Served(tmp_path, loud=True)
    served.settings["MOLVA_EDIT_HISTORY"] = "on"
    served.start()
    try:
        with httpx.Client(base_url=f"{served.url}/api/v1", timeout=30) as http:

            def send(method: str, path: str, body: Any = None) -> Any:
                answer = http.request(method, path, json=body)
                assert answer.is_success, answer.text
                return answer.json()

            made = send("POST", "/users", {"username": "anna", "password": PASSWORD, "token": True})
            http.headers["authorization"] = f"Bearer {made['token']}"
            chat = send("GET", "/chats")["chats"][0]["chat"]["id"]
            for text in ("gone-1-", "gone-2-" * 500):
                messages = f"/chats/{chat}/messages"
                seq = send("POST", messages, {"id": fresh_id(), "text": text})["seq"]
                send("PATCH", f"{messages}/{seq}", {"text": f"{text} gone-3-"})
                assert send("GET", f"{messages}/{seq}/edits")["edits"][0]["text"] == text
                send("PUT", f"/chats/{chat}/draft", {"text": text})
                send("DELETE", f"{messages}/{seq}")
            group = fresh_id()
            send("POST", "/chats", {"chat_id": group, "name": "gone-4-", "description": "gone-5-"})
            due_at = int(time.time() * 1000) + HOUR
            send("POST", f"/chats/{group}/scheduled", {"id": fresh_id(), "text": "gone-6-", "due_at": due_at})
            send("DELETE", f"/chats/{group}")
            send("PUT", f"/chats/{chat}/draft", {"text": ""})
            send("POST", messages, {"id": fresh_id(), "text": KEPT})
    finally:
        served.end(signal.SIGTERM)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"output", "molva.db"}
    content = b"".join(path.read_bytes() for path in files)
    assert KEPT.encode() in content
    assert re.findall(rb"gone-\d+-|gonetown\d", content) == []
