"""Of a deleted account nothing is told or kept: not its profile, and not its messages if they were to go (G12)."""

from __future__ import annotations

import re
import signal
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from molva.protocol.commands import (
    AddMember,
    ChangeAccount,
    Copy,
    CreateChatInvite,
    DeleteAccount,
    ForwardMessages,
    HideMessages,
    JoinChat,
    PinMessage,
    React,
    Register,
    ReportPerson,
    ReportReason,
    SaveContact,
    SaveDraft,
    SaveFolder,
    ScheduleMessage,
    SignIn,
    WhatStays,
)
from molva.protocol.ids import new_id
from molva.server.kernel.caller import Caller
from molva.server.storage.sqlite import SqliteDatabase
from tests.convergence.link import Device
from tests.e2e.served import Served
from tests.fixtures.clock import FakeClock
from tests.fixtures.remains import KEPT, check_tables
from tests.fixtures.settling import settle
from tests.fixtures.world import PASSWORD, World, running_world
from tests.security.past import HOUR, Past
from tests.security.people import fresh_id

pytestmark = pytest.mark.anyio

PROFILE = ("gonebob", "Gone Bob", "gone-mail", "gone-phone", "192.0.2.99", "gone-own")
"""What is known of the person: username, name, address, device, network, and what they kept for themselves."""

WORDS = "gone-words"
"""What they have written to others."""

CHOICES = pytest.mark.parametrize("messages", list(WhatStays))


def gone(messages: WhatStays) -> tuple[str, ...]:
    """What nobody may find in the end."""
    return (*PROFILE, WORDS) if messages is WhatStays.DELETE else PROFILE


async def live_and_go(world: World, messages: WhatStays) -> tuple[Past, list[Device]]:
    """Let somebody do everything that leaves a trace, and delete their account."""
    ann = await world.person("ann")
    made = await world.do(
        Caller(address="192.0.2.99", client="gone-phone"),
        Register(username="gonebob", password=PASSWORD, name="Gone Bob", email="gone-mail@example.org"),
    )
    bob = Caller(address="192.0.2.99", client="gone-phone", user=made.account.user_id, session=made.session_id)
    cid = await world.person("cid")
    await world.do(Caller(address="192.0.2.99"), SignIn(login="gonebob", password=PASSWORD, client="gone-phone 2"))
    past = Past(world, (ann, bob, cid))
    devices = [Device(world.core.gateway, each) for each in (ann, bob, cid)]
    for device in devices:
        device.connect()
    await _live(past)
    await world.do(bob, DeleteAccount(password=PASSWORD, messages=messages))
    while await world.core.jobs.run_due():
        pass
    # What is found must be what others have written, so that one has looked in the right place.
    await world.say(ann, past.chats[0], KEPT)
    await settle()
    return past, devices


async def _live(past: Past) -> None:
    world, ann, bob, cid = past.world, past.ann, past.bob, past.cid
    group, copies = await past.group(bob, cid), await past.group(cid)
    direct, notes = await world.direct(bob, ann), await world.direct(bob, bob)
    past.chats += [direct, notes]
    link = await world.do(bob, _link(await _own_group(past)))
    waiting = await world.do(ann, CreateChatInvite(chat_id=copies, approval=True))
    past.codes += [link.code or "", waiting.code or ""]
    await world.do(bob, JoinChat(code=waiting.code or ""))
    await world.do(cid, JoinChat(code=link.code or ""))
    for chat_id in (group, direct):
        seq = await past.say(bob, chat_id, WORDS * 50)
        await world.do(ann, React(chat_id=chat_id, seq=seq, emoji=("🎈",)))
        await world.do(ann, PinMessage(chat_id=chat_id, seq=seq))
        await past.say(ann, chat_id, "an answer", reply_to=seq)
        # A copy is the words of whoever forwards it, and stays: here it is not to hide what else is left.
        short = await past.say(bob, chat_id, "a short word")
        copy = (Copy(seq=short, id=new_id(world.clock())),)
        await world.do(ann, ForwardMessages(chat_id=copies, from_chat_id=chat_id, messages=copy))
    seq = await past.say(ann, group, "hide me")
    await world.do(bob, HideMessages(chat_id=group, seqs=(seq,)))
    await past.say(bob, notes, "gone-own thoughts")
    await world.do(bob, SaveDraft(chat_id=group, text="gone-own draft"))
    await world.do(bob, SaveFolder(folder_id=new_id(world.clock()), name="gone-own", chat_ids=(group,)))
    await world.do(bob, SaveContact(user_id=ann.user_id, own_name="gone-own Ann"))
    await world.do(ann, SaveContact(user_id=bob.user_id, own_name="gone-own Bobby"))
    await world.do(cid, ReportPerson(user_id=bob.user_id, reason=ReportReason.SPAM, chat_id=group, seq=2))
    later = world.clock() + HOUR
    planned = ScheduleMessage(chat_id=group, id=new_id(world.clock()), text="gone-own plan", due_at=later)
    await world.do(bob, planned)
    await world.do(bob, ChangeAccount(name="Gone Bob 2", language="ru"))


def _link(chat_id: str) -> CreateChatInvite:
    return CreateChatInvite(chat_id=chat_id, name="gone-own link", approval=True)


async def _own_group(past: Past) -> str:
    """A group of the person, with somebody else in it."""
    chat_id = await past.world.group(past.bob)
    await past.world.do(past.bob, AddMember(chat_id=chat_id, user_id=past.ann.user_id))
    past.chats.append(chat_id)
    return chat_id


@CHOICES
async def test_nothing_of_a_deleted_account_is_told_to_anybody_or_kept(world: World, messages: WhatStays) -> None:
    past, devices = await live_and_go(world, messages)
    told = await past.told()
    assert KEPT in told
    assert [each for each in gone(messages) if each in told] == []
    assert (WORDS in told) is (messages is WhatStays.KEEP)
    assert "a short word" in told
    for who, device in ((past.ann, devices[0]), (past.cid, devices[2])):
        frames = str((await world.connect(who)).take())
        assert [each for each in gone(messages) if each in frames] == []
        while device.deliver():
            await settle()
        rows = str([*device.replica.rows()])
        assert KEPT in rows or who is past.cid
        assert [each for each in gone(messages) if each in rows] == []
        device.cut()
    await check_tables(world, *gone(messages))


@CHOICES
async def test_nothing_of_a_deleted_account_is_in_the_files_of_a_server_that_runs_on(
    sqlite_file: Path, clock: FakeClock, messages: WhatStays
) -> None:
    database = SqliteDatabase(sqlite_file)
    async with running_world(database, clock) as world:
        await live_and_go(world, messages)
        await database.tidy()
        content = b"".join(path.read_bytes() for path in sqlite_file.parent.rglob("*") if path.is_file())
        assert KEPT.encode() in content
        assert (WORDS.encode() in content) is (messages is WhatStays.KEEP)
        assert [each for each in gone(messages) if each.encode() in content] == []


def test_nothing_of_a_deleted_account_is_in_the_folder_or_the_log_of_a_real_server(tmp_path: Path) -> None:
    served = Served(tmp_path, loud=True)
    served.start()
    try:
        with httpx.Client(base_url=f"{served.url}/api/v1", timeout=30) as ann, httpx.Client(timeout=30) as bob:
            bob.base_url = ann.base_url
            for http, fields in ((ann, {"username": "anna"}), (bob, {"username": "gonebob", "name": "Gone Bob"})):
                made = http.post("/users", json={**fields, "password": PASSWORD, "token": True})
                http.headers["authorization"] = f"Bearer {made.json()['token']}"
            path = f"/chats/{ann.get('/chats').json()['chats'][0]['chat']['id']}"
            sent: dict[str, Any] = {"id": fresh_id(), "text": WORDS * 300}
            assert bob.post(f"{path}/messages", json=sent).is_success
            assert bob.put(f"{path}/draft", json={"text": "gone-own draft"}).is_success
            assert bob.post("/account/deletion", json={"password": PASSWORD, "messages": "delete"}).is_success
            assert bob.get("/account").status_code == 401
            ends = time.monotonic() + 30
            while WORDS in ann.get(f"{path}/messages").text:
                assert time.monotonic() < ends
            assert ann.post(f"{path}/messages", json={"id": fresh_id(), "text": KEPT}).is_success
    finally:
        served.end(signal.SIGTERM)
    content = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert KEPT.encode() in content
    assert re.findall(rb"gonebob|Gone Bob|gone-words|gone-own", content) == []
