"""Changing what one has written: one's own, for some time, and never over what somebody else did meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import update

from molva.protocol.commands import EditMessage, GetHistory, GetServer
from molva.protocol.errors import EditTooLate, MessageChanged, MessageDeleted, MessageNotFound, RightsMissing
from molva.protocol.rows import Mentions
from molva.server.features.mentions import Writing, find_mentions
from molva.server.features.messages import editing
from molva.server.features.messages.store import changes
from molva.server.features.messages.tables import messages
from molva.server.storage.engine import Database
from molva.server.storage.transaction import Transaction
from tests.fixtures.clock import FakeClock
from tests.fixtures.world import CHEAP, World, running_world

pytestmark = pytest.mark.anyio

HOUR_MS = 3_600_000


async def test_only_the_sender_changes_a_message_and_not_for_ever(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    sent = await world.say(bob, chat_id, "one")
    with pytest.raises(RightsMissing):
        await world.do(ann, EditMessage(chat_id=chat_id, seq=sent.seq, text="two"))
    with pytest.raises(RightsMissing):
        await world.do(ann, EditMessage(chat_id=chat_id, seq=1, text="a service message"))
    with pytest.raises(MessageNotFound):
        await world.do(bob, EditMessage(chat_id=chat_id, seq=99, text="two"))
    edited = await world.do(bob, EditMessage(chat_id=chat_id, seq=sent.seq, text="two"))
    assert (edited.text, edited.edited_at) == ("two", world.clock())
    assert await world.do(bob, EditMessage(chat_id=chat_id, seq=sent.seq, text="two")) == edited
    world.clock.advance(sent.sent_at + 48 * HOUR_MS - world.clock())
    assert (await world.do(bob, EditMessage(chat_id=chat_id, seq=sent.seq, text="three"))).text == "three"
    world.clock.advance(1)
    with pytest.raises(EditTooLate):
        await world.do(bob, EditMessage(chat_id=chat_id, seq=sent.seq, text="Two"))


@pytest.mark.parametrize(("hours", "refused_after"), [(0, None), (1, HOUR_MS), (87_600, 87_600 * HOUR_MS)])
async def test_how_long_messages_can_be_changed_is_for_whoever_runs_the_server(
    database: Database, clock: FakeClock, hours: int, refused_after: int | None
) -> None:
    async with running_world(database, clock, settings=replace(CHEAP, edit_hours=hours)) as world:
        ann = await world.person("ann")
        assert (await world.do(ann, GetServer())).edit_hours == hours
        chat_id = await world.group(ann)
        sent = await world.say(ann, chat_id, "one")
        edit = EditMessage(chat_id=chat_id, seq=sent.seq, text="two")
        clock.advance((refused_after or 100_000 * HOUR_MS) + 1)
        if refused_after is None:
            assert (await world.do(ann, edit)).text == "two"
            return
        with pytest.raises(EditTooLate):
            await world.do(ann, edit)
        clock.advance(-1)
        assert (await world.do(ann, edit)).text == "two"


async def test_what_another_server_does_meanwhile_is_not_lost(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = await world.person("ann")
    chat_id = await world.group(ann)
    deleted, changed = [(await world.say(ann, chat_id, "one")).seq for _ in range(2)]

    def meanwhile(tx: Transaction, writings: Sequence[Writing]) -> list[Mentions | None]:
        if writings[0].text == "two":
            changes.erase(tx.connection, chat_id, deleted, rev=99)
            named = messages.c.chat_id == chat_id, messages.c.seq == changed
            tx.connection.execute(update(messages).where(*named).values(text="theirs", edited_at=tx.now + 9))
        return find_mentions(tx, writings)

    monkeypatch.setattr(editing, "find_mentions", meanwhile)
    with pytest.raises(MessageDeleted):
        await world.do(ann, EditMessage(chat_id=chat_id, seq=deleted, text="two"))
    with pytest.raises(MessageChanged):
        await world.do(ann, EditMessage(chat_id=chat_id, seq=changed, text="two", known_edited_at=0))
    last = await world.do(ann, EditMessage(chat_id=chat_id, seq=changed, text="two"))
    assert (last.text, last.edited_at) == ("two", world.clock() + 10)


async def test_a_repeated_change_does_not_undo_a_later_one(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    sent = await world.say(ann, chat_id, "one")
    first = EditMessage(chat_id=chat_id, seq=sent.seq, text="two", known_edited_at=0)
    two = await world.do(ann, first)
    assert await world.do(ann, first) == two
    # On another device, in the same millisecond.
    second = EditMessage(chat_id=chat_id, seq=sent.seq, text="three", known_edited_at=two.edited_at)
    three = await world.do(ann, second)
    assert (three.edited_at or 0) > (two.edited_at or 0)
    with pytest.raises(MessageChanged):
        await world.do(ann, first)
    assert (await world.do(bob, GetHistory(chat_id=chat_id, limit=1))).messages == [three]
    assert await world.do(ann, second) == three
    # Who does not say what they saw, overwrites.
    assert (await world.do(ann, EditMessage(chat_id=chat_id, seq=sent.seq, text="four"))).text == "four"
