"""A group of 10,000 and a person with 5,000 chats: what is asked of the database and sent does not grow with them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event

from bench.crowd import write_group, write_groups, write_people
from molva.protocol.commands import (
    AddMember,
    ChangeChatSettings,
    CreateGroup,
    DeleteChat,
    GetChanges,
    GetChat,
    GetHistory,
    ListChats,
    ListMembers,
    RemoveMember,
    SaveDraft,
)
from molva.protocol.errors import ChatNotFound
from molva.protocol.frames import Rows, Synced, Welcome
from molva.protocol.rows import Chat, ChatSettings, Draft, Member, Membership, Message, account_scope
from molva.server.features.messages.store.catching_up import SYNC_PAGE
from molva.server.kernel.caller import Caller
from molva.server.storage.sqlite import SqliteDatabase
from tests.fixtures.clock import FakeClock
from tests.fixtures.settling import settle
from tests.fixtures.world import Socket, World, running_world

pytestmark = pytest.mark.anyio

LARGE = 10_000
MANY = 5_000
TEXTS = [f"text {number}" for number in range(300)]
MOST_BYTES = 40_000
"""Of the newest page of messages with a few rows of people: what a newcomer to any group gets."""


@asynccontextmanager
async def counted(sqlite_file: Path, clock: FakeClock) -> AsyncIterator[tuple[World, list[str]]]:
    """A world, and every statement that its database runs."""
    database, statements = SqliteDatabase(sqlite_file), list[str]()
    event.listen(database.engine, "connect", lambda made, _: made.set_trace_callback(statements.append))
    async with running_world(database, clock) as world:
        yield world, statements


async def group(world: World, owner: Caller, user_ids: Sequence[str], texts: Sequence[str]) -> str:
    return await world.core.database.write(lambda db: write_group(db, "Large", owner.user_id, user_ids, texts))


async def joined(socket: Socket, chat_id: str) -> list[Rows]:
    """Wait for what a newcomer gets of a chat."""

    def frames() -> list[Rows]:
        return [each for each in socket.frames if isinstance(each, Rows) and each.scope == f"chat:{chat_id}"]

    await settle(lambda: bool(frames()))
    await settle()
    return frames()


async def test_joining_costs_and_sends_no_more_in_a_large_group_than_in_a_small_one(
    sqlite_file: Path, clock: FakeClock
) -> None:
    async with counted(sqlite_file, clock) as (world, statements):
        ann, bob, cid = await world.people("ann", "bob", "cid")
        crowd = await world.core.database.write(lambda db: write_people(db, LARGE))
        costs: list[int] = []
        for size in (300, LARGE):
            chat_id = await group(world, ann, [*crowd[: size - 2], cid.user_id], TEXTS)
            newcomer, present = await world.connect(bob), await world.connect(cid)
            present.take()
            for turn in range(2):
                statements.clear()
                await world.core.dispatcher.execute(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
                frames = await joined(newcomer, chat_id)
                rows = [row for frame in frames for row in frame.rows]
                if turn:
                    costs.append(len(statements))
                assert len(msgspec.json.encode(frames)) < MOST_BYTES
                assert [row.user_id for row in rows if isinstance(row, Member)] == [bob.user_id]
                assert sum(isinstance(row, Message) for row in rows) == 100
                # Whoever is there is told of one who came, and of the chat's number of members.
                told = present.rows()
                assert [type(row) for row in told] == [Chat, Member, Message]
                await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
                newcomer.take()
                present.take()
            world.lose(newcomer)
            world.lose(present)
            await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
            await world.do(bob, GetHistory(chat_id=chat_id))
            state = await world.do(bob, GetChat(chat_id=chat_id))
            assert ([each.user_id for each in state.members], state.chat.member_count) == ([bob.user_id], size + 1)
        assert costs[0] == costs[1] < 80


async def test_its_members_come_by_pages_and_creating_it_again_does_not_list_them(
    sqlite_file: Path, clock: FakeClock
) -> None:
    async with counted(sqlite_file, clock) as (world, statements):
        ann = await world.person("ann")
        crowd = await world.core.database.write(lambda db: write_people(db, LARGE))
        chat_id = await group(world, ann, crowd[: LARGE - 1], ["hello"])
        again = await world.do(ann, CreateGroup(chat_id=chat_id, name="Large"))
        assert [each.user_id for each in again.members] == [ann.user_id]
        found: list[str] = []
        after = None
        while True:
            page = await world.do(ann, ListMembers(chat_id=chat_id, after=after, limit=200))
            assert len(page.members) <= 200
            found += [each.user_id for each in page.members]
            after = page.next
            if after is None:
                break
        assert sorted(found) == sorted([ann.user_id, *crowd[: LARGE - 1]])
        assert len(set(found)) == LARGE
        for query, count in (("per 9998", 1), ("CROWD42", 111), ("nobody", 0)):
            statements.clear()
            page = await world.do(ann, ListMembers(chat_id=chat_id, query=query, limit=200))
            assert (len(page.members), page.next) == (count, None)
            assert sum(said.startswith("SELECT") for said in statements) < 5


async def test_coming_back_to_many_chats_asks_only_for_those_that_have_changed(
    sqlite_file: Path, clock: FakeClock
) -> None:
    async with counted(sqlite_file, clock) as (world, statements):
        ann, bob = await world.people("ann", "bob")
        names = [f"group {number}" for number in range(MANY)]
        chats = await world.core.database.write(
            lambda db: write_groups(db, names, ann.user_id, [bob.user_id], ["one", "two"])
        )
        known = {f"chat:{chat_id}": 3 for chat_id in chats} | {f"marks:{chat_id}": 1 for chat_id in chats}
        first = await world.connect(bob, known)
        rows = [each for each in first.frames if isinstance(each, Rows)]
        known |= {frame.scope: frame.rev for frame in rows}
        assert account_scope(bob.user_id) in known
        epoch = next(frame.epoch for frame in first.frames if isinstance(frame, Welcome))
        costs = []
        for changed in (0, 1, 11):
            for chat_id in chats[:changed]:
                await world.say(ann, chat_id, "new")
            statements.clear()
            came = await world.connect(bob, known, epoch)
            costs.append(len(statements))
            frames = [frame for frame in came.frames if isinstance(frame, Rows)]
            assert {frame.scope for frame in frames} == {f"chat:{chat_id}" for chat_id in chats[:changed]}
            assert sum(isinstance(frame, Synced) for frame in came.frames) == 1
            world.lose(came)
        assert costs[0] < 20
        # Chats that have changed cost a little each, and the others nothing.
        assert costs[2] < costs[0] + 11 * 10


async def test_a_new_device_and_the_list_of_chats_ask_a_little_for_many_chats(
    sqlite_file: Path, clock: FakeClock
) -> None:
    async with counted(sqlite_file, clock) as (world, statements):
        ann, bob, cid = await world.people("ann", "bob", "cid")
        for who, count, texts in ((bob, 100, TEXTS), (cid, 1_100, TEXTS[:2])):
            names = [f"group {number}" for number in range(count)]
            write = partial(write_groups, names=names, owner_id=ann.user_id, user_ids=[who.user_id], texts=texts)
            chats = await world.core.database.write(write)
            statements.clear()
            device = await world.connect(who)
            # Where a page is full it is also asked what is unread, of all chats of a chunk at once.
            assert len(statements) < 50 + 0.6 * count
            frames = [frame for frame in device.frames if isinstance(frame, Rows)]
            assert {frame.scope for frame in frames} >= {f"chat:{chat_id}" for chat_id in chats}
            said = [row for frame in frames for row in frame.rows if isinstance(row, Message)]
            assert len(said) == count * min(len(texts), SYNC_PAGE)
            world.lose(device)
            statements.clear()
            listed = (await world.do(who, ListChats())).chats
            assert len(statements) < 20 + 0.1 * count
            assert {state.chat.id for state in listed} >= set(chats)


async def test_a_large_group_goes_with_a_few_statements_and_everybody_is_told(
    sqlite_file: Path, clock: FakeClock
) -> None:
    async with counted(sqlite_file, clock) as (world, statements):
        ann, bob, cid = await world.people("ann", "bob", "cid")
        crowd = await world.core.database.write(lambda db: write_people(db, LARGE))
        chat_id = await group(world, ann, [*crowd[: LARGE - 3], bob.user_id, cid.user_id], TEXTS)
        await world.do(bob, SaveDraft(chat_id=chat_id, text="not yet"))
        await world.do(cid, ChangeChatSettings(chat_id=chat_id, pinned=True))
        devices = [await world.connect(who) for who in (ann, bob, cid)]
        for device in devices:
            device.take()
        statements.clear()
        await world.do(ann, DeleteChat(chat_id=chat_id))
        # A statement for each few hundred people, and some for what a person keeps of the chat.
        assert len(statements) < 200
        told = [device.rows() for device in devices]
        for rows in told:
            assert [row.left for row in rows if isinstance(row, Membership)] == [True]
            assert not any(isinstance(row, Member) for row in rows)
        assert [row.text for row in told[1] if isinstance(row, Draft)] == [""]
        assert [row.pinned for row in told[2] if isinstance(row, ChatSettings)] == [None]
        for who in (ann, bob, cid):
            with pytest.raises(ChatNotFound):
                await world.do(who, GetChat(chat_id=chat_id))
        changed = await world.do(ann, GetChanges(scope=account_scope(ann.user_id)))
        assert [row.left for row in changed.rows.rows if isinstance(row, Membership)] == [False, True]
