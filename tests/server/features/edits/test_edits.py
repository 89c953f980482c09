"""What messages said before: kept where the server is to, for those who moderate, and gone with the messages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine, event, func, select

from molva.protocol.commands import (
    ChangeLifetime,
    ChangeRole,
    ClearHistory,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    Edits,
    GetServer,
    HideMessages,
    ListEdits,
    OpenThread,
    React,
    RemoveMember,
    SaveDraft,
)
from molva.protocol.errors import (
    ChatNotFound,
    EditHistoryOff,
    MessageDeleted,
    MessageNotFound,
    NotAGroup,
    RightsMissing,
)
from molva.protocol.rows import ChatRole
from molva.server.features.edits.store import KEPT
from molva.server.features.edits.tables import edits
from molva.server.kernel.caller import Caller
from molva.server.storage.engine import Database
from tests.fixtures.clock import FakeClock
from tests.fixtures.world import CHEAP, World, running_world

pytestmark = pytest.mark.anyio

KEEPING = replace(CHEAP, edit_history="on", edit_hours=0)


@pytest.fixture
async def keeping(database: Database, clock: FakeClock) -> AsyncIterator[World]:
    """A server that keeps what messages said before."""
    async with running_world(database, clock, settings=KEEPING) as made:
        yield made


async def change(world: World, who: Caller, chat_id: str, *texts: str) -> int:
    """Say the first text and change it into each of the others, a second apart."""
    seq = (await world.say(who, chat_id, texts[0])).seq
    for text in texts[1:]:
        world.clock.advance(1000)
        await world.do(who, EditMessage(chat_id=chat_id, seq=seq, text=text))
    return seq


async def texts(world: World, who: Caller, chat_id: str, seq: int) -> list[str]:
    return [each.text for each in (await world.do(who, ListEdits(chat_id=chat_id, seq=seq))).edits]


async def count(world: World) -> int:
    found: int = await world.core.database.read(
        lambda db: db.execute(select(func.count()).select_from(edits)).scalar_one()
    )
    return found


async def test_nobody_reads_earlier_versions_but_those_who_moderate(keeping: World) -> None:
    ann, bob, cid, eve = await keeping.people("ann", "bob", "cid", "eve")
    chat_id = await keeping.group(ann, bob, cid)
    seq = await change(keeping, bob, chat_id, "one", "two")
    wanted = ListEdits(chat_id=chat_id, seq=seq)
    # Not even whoever has written it: a member is a member.
    for member in (bob, cid):
        with pytest.raises(RightsMissing):
            await keeping.do(member, wanted)
    with pytest.raises(ChatNotFound):
        await keeping.do(eve, wanted)
    await keeping.do(ann, RemoveMember(chat_id=chat_id, user_id=cid.user_id))
    with pytest.raises(ChatNotFound):
        await keeping.do(cid, wanted)
    with pytest.raises(MessageNotFound):
        await keeping.do(ann, ListEdits(chat_id=chat_id, seq=99))
    await keeping.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    assert await texts(keeping, bob, chat_id, seq) == ["one"]
    await keeping.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.MEMBER))
    with pytest.raises(RightsMissing):
        await keeping.do(bob, wanted)


async def test_an_admin_who_does_not_see_a_message_does_not_see_what_it_said(keeping: World) -> None:
    ann, bob = await keeping.people("ann", "bob")
    chat_id = await keeping.group(ann, bob, history_shared=False)
    seq = await change(keeping, ann, chat_id, "one", "two")
    await keeping.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    assert await texts(keeping, bob, chat_id, seq) == ["one"]
    await keeping.do(bob, ClearHistory(chat_id=chat_id, up_to=seq))
    with pytest.raises(MessageNotFound):
        await keeping.do(bob, ListEdits(chat_id=chat_id, seq=seq))


async def test_nothing_is_kept_of_what_two_people_or_one_alone_write(keeping: World) -> None:
    ann, bob = await keeping.people("ann", "bob")
    for other in (bob, ann):
        chat_id = await keeping.direct(ann, other)
        seq = await change(keeping, ann, chat_id, "one", "two")
        with pytest.raises(NotAGroup):
            await keeping.do(ann, ListEdits(chat_id=chat_id, seq=seq))
    assert await count(keeping) == 0


async def test_a_server_that_is_not_told_to_keeps_nothing_and_asks_the_database_nothing_more(
    world: World, database: Database
) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = await change(world, bob, chat_id, "one", "two")
    assert not (await world.do(ann, GetServer())).edit_history
    for who in (ann, bob):
        with pytest.raises(EditHistoryOff):
            await world.do(who, ListEdits(chat_id=chat_id, seq=seq))
    assert await count(world) == 0
    touched = await _statements(world, EditMessage(chat_id=chat_id, seq=seq, text="three"), bob)
    assert touched
    assert not any("edits" in statement for statement in touched)


async def _statements(world: World, command: EditMessage, who: Caller) -> list[str]:
    """What a command asks of the database."""
    heard: list[str] = []

    def hear(connection: object, cursor: object, statement: str, *rest: object) -> None:
        heard.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        await world.do(who, command)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    return heard


async def test_earlier_versions_are_told_newest_first_each_with_its_time(keeping: World) -> None:
    ann = await keeping.person("ann")
    chat_id = await keeping.group(ann)
    begun = keeping.clock()
    seq = await change(keeping, ann, chat_id, "one", "two", "three")
    await keeping.do(ann, React(chat_id=chat_id, seq=seq, emoji=("👍",)))
    await keeping.do(ann, EditMessage(chat_id=chat_id, seq=seq, text="three"))
    await keeping.do(ann, SaveDraft(chat_id=chat_id, text="four"))
    page = await keeping.do(ann, ListEdits(chat_id=chat_id, seq=seq))
    assert [(each.text, each.written_at - begun, each.edited_at - begun) for each in page.edits] == [
        ("two", 1000, 2000),
        ("one", 0, 1000),
    ]
    assert page.next is None
    untouched = await keeping.say(ann, chat_id, "as it was")
    assert await keeping.do(ann, ListEdits(chat_id=chat_id, seq=untouched.seq)) == Edits(edits=[])


async def test_a_clock_that_stands_still_or_goes_back_mixes_nothing_up(keeping: World) -> None:
    ann = await keeping.person("ann")
    chat_id = await keeping.group(ann)
    seq = (await keeping.say(ann, chat_id, "0")).seq
    for number, step in enumerate((0, 0, -5000, 0, 1), 1):
        keeping.clock.advance(step)
        await keeping.do(ann, EditMessage(chat_id=chat_id, seq=seq, text=str(number)))
    assert await texts(keeping, ann, chat_id, seq) == ["4", "3", "2", "1", "0"]


async def test_pages_have_every_kept_version_once_and_the_oldest_ones_go(keeping: World) -> None:
    ann = await keeping.person("ann")
    chat_id = await keeping.group(ann)
    said = [str(number) for number in range(KEPT + 4)]
    seq = await change(keeping, ann, chat_id, *said)
    other = await change(keeping, ann, chat_id, "another", "message")
    expected = said[-2 : -KEPT - 2 : -1]
    for limit in (1, 7, 50):
        found: list[str] = []
        page = await keeping.do(ann, ListEdits(chat_id=chat_id, seq=seq, limit=limit))
        while True:
            assert len(page.edits) <= limit
            found += [each.text for each in page.edits]
            if page.next is None:
                break
            page = await keeping.do(ann, ListEdits(chat_id=chat_id, seq=seq, limit=limit, before=page.next))
        assert found == expected
    assert await count(keeping) == KEPT + 1
    assert await texts(keeping, ann, chat_id, other) == ["another"]


async def test_comments_follow_the_rights_of_their_chat(keeping: World) -> None:
    ann, bob = await keeping.people("ann", "bob")
    chat_id = await keeping.group(ann, bob)
    root = (await keeping.say(ann, chat_id, "a root")).seq
    threads = [(await keeping.do(each, OpenThread(chat_id=chat_id, seq=root))).thread.chat.id for each in (ann, bob)]
    thread = threads[0]
    assert threads == [thread, thread]
    seq = await change(keeping, bob, thread, "one", "two")
    with pytest.raises(RightsMissing):
        await keeping.do(bob, ListEdits(chat_id=thread, seq=seq))
    assert await texts(keeping, ann, thread, seq) == ["one"]
    await keeping.do(ann, DeleteMessage(chat_id=chat_id, seq=root))
    assert await count(keeping) == 0


async def test_earlier_versions_go_with_their_message(keeping: World) -> None:
    ann, bob = await keeping.people("ann", "bob")
    chat_id = await keeping.group(ann, bob)
    seq = await change(keeping, bob, chat_id, "one", "two")
    await keeping.do(ann, HideMessages(chat_id=chat_id, seqs=(seq,)))
    # For oneself alone nothing has changed for whoever moderates.
    assert await texts(keeping, ann, chat_id, seq) == ["one"]
    await keeping.do(bob, DeleteMessage(chat_id=chat_id, seq=seq))
    assert await count(keeping) == 0
    with pytest.raises(MessageDeleted):
        await keeping.do(ann, ListEdits(chat_id=chat_id, seq=seq))
    await keeping.do(ann, ChangeLifetime(chat_id=chat_id, lifetime_s=60))
    await change(keeping, bob, chat_id, "three", "four")
    await keeping.pass_time(60_000)
    assert await count(keeping) == 0
    await keeping.do(ann, ChangeLifetime(chat_id=chat_id, lifetime_s=0))
    await change(keeping, bob, chat_id, "five", "six")
    assert await count(keeping) == 1
    await keeping.do(ann, DeleteChat(chat_id=chat_id))
    assert await count(keeping) == 0


async def test_a_server_that_is_to_keep_nothing_any_more_forgets_what_it_kept(
    database: Database, clock: FakeClock
) -> None:
    async with running_world(database, clock, settings=KEEPING) as world:
        ann = await world.person("ann")
        chat_id = await world.group(ann)
        await change(world, ann, chat_id, "one", "two")
        assert await count(world) == 1
        async with running_world(database, clock) as without:
            assert await count(without) == 0
