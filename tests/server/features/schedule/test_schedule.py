"""Scheduled messages: who must not, what is refused, and what other devices hear before the moment comes."""

from __future__ import annotations

from typing import Any

import pytest

from molva.protocol.commands import (
    AddMember,
    CancelScheduledMessage,
    ChangeScheduledMessage,
    GetChanges,
    ListScheduledMessages,
    RemoveMember,
    ScheduleMessage,
    SendScheduledMessage,
)
from molva.protocol.commands.schedule import MAX_AHEAD_DAYS, MAX_SCHEDULED
from molva.protocol.errors import (
    ChatNotFound,
    InvalidText,
    MessageIdTaken,
    MessageNotFound,
    MomentPassed,
    MomentTooFar,
    ScheduledMessageNotFound,
    TextTooLong,
    TooManyScheduledMessages,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import ScheduledMessage, account_scope
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio

HOUR = 3_600_000
DAY = 24 * HOUR


async def plan(world: World, who: Caller, chat_id: str, text: str = "later", **fields: Any) -> ScheduledMessage:
    """Schedule a message, in an hour if nothing else is said."""
    fields = {"id": new_id(world.clock()), "due_at": world.clock() + HOUR, **fields}
    return await world.do(who, ScheduleMessage(chat_id=chat_id, text=text, **fields))


async def kept(world: World, who: Caller, after: int = 0) -> list[ScheduledMessage]:
    """What somebody has scheduled, as a device gets it that was away."""
    changes = await world.do(who, GetChanges(scope=account_scope(who.user_id), after=after))
    return [row for row in changes.rows.rows if isinstance(row, ScheduledMessage)]


async def test_only_a_member_schedules(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    for who, chat in ((eve, chat_id), (bob, chat_id), (ann, new_id(1))):
        with pytest.raises(ChatNotFound):
            await plan(world, who, chat)
        assert await kept(world, who) == []


async def test_nobody_else_sees_or_touches_it(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    other = await world.connect(bob)
    other.take()
    mine = await plan(world, ann, chat_id, "for nobody's eyes")
    with pytest.raises(ScheduledMessageNotFound):
        await world.do(bob, ChangeScheduledMessage(id=mine.id, text="mine"))
    with pytest.raises(ScheduledMessageNotFound):
        await world.do(bob, SendScheduledMessage(id=mine.id))
    await world.do(bob, CancelScheduledMessage(id=mine.id))
    assert other.take() == []
    assert await kept(world, bob) == []
    assert (await world.do(bob, ListScheduledMessages())).messages == []
    assert await kept(world, ann) == [mine]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"text": "x" * 4001}, TextTooLong),
        ({"text": " \n"}, InvalidText),
        ({"text": "a\x00b"}, InvalidText),
        ({"reply_to": 3}, MessageNotFound),
        ({"reply_to": 0}, MessageNotFound),
        ({"due_at": -60_001}, MomentPassed),
        ({"due_at": MAX_AHEAD_DAYS * DAY + 1}, MomentTooFar),
    ],
)
async def test_what_cannot_be_sent_is_refused_and_changes_nothing(
    world: World, fields: dict[str, Any], refusal: type[Exception]
) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    before = await plan(world, ann, chat_id)
    if "due_at" in fields:
        fields = {"due_at": world.clock() + fields["due_at"]}
    with pytest.raises(refusal):
        await plan(world, ann, chat_id, **fields)
    if "reply_to" not in fields:
        with pytest.raises(refusal):
            await world.do(ann, ChangeScheduledMessage(id=before.id, **fields))
    assert await kept(world, ann) == [before]


async def test_an_answer_to_what_was_before_ones_time_is_refused(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, history_shared=False)
    seq = (await world.say(ann, chat_id, "before")).seq
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    with pytest.raises(MessageNotFound):
        await plan(world, bob, chat_id, reply_to=seq)


async def test_more_than_can_be_are_refused_and_one_taken_back_makes_room(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    all_ = [await plan(world, ann, chat_id) for _ in range(MAX_SCHEDULED)]
    with pytest.raises(TooManyScheduledMessages):
        await plan(world, ann, chat_id)
    await world.do(ann, CancelScheduledMessage(id=all_[0].id))
    await plan(world, ann, chat_id)
    with pytest.raises(TooManyScheduledMessages):
        await plan(world, ann, chat_id)


async def test_an_id_names_one_message(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, other = await world.direct(ann, bob), await world.group(ann)
    first = await plan(world, ann, chat_id)
    assert await plan(world, ann, chat_id, id=first.id) == first
    with pytest.raises(MessageIdTaken):
        await plan(world, ann, other, id=first.id)
    assert await kept(world, ann) == [first]


async def test_the_other_device_gets_it_live_and_after_being_away(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    seq = (await world.say(bob, chat_id, "hello")).seq
    here = await world.connect(ann)
    here.take()
    first = await plan(world, ann, chat_id, reply_to=seq)
    last = await world.do(ann, ChangeScheduledMessage(id=first.id, text="much later", due_at=first.due_at + DAY))
    assert (last.text, last.due_at, last.reply_to) == ("much later", first.due_at + DAY, seq)
    assert await world.do(ann, ChangeScheduledMessage(id=first.id, text="much later")) == last
    assert here.rows() == [first, last]
    assert await kept(world, ann, first.rev) == [last]
    assert await kept(world, ann, last.rev) == []


async def test_the_list_begins_with_what_comes_first_and_names_one_chat_or_all(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, other = await world.direct(ann, bob), await world.group(ann)
    late = await plan(world, ann, chat_id, "late", due_at=world.clock() + DAY)
    early = await plan(world, ann, chat_id, "early")
    there = await plan(world, ann, other, "there", due_at=world.clock() + 2 * HOUR)
    assert (await world.do(ann, ListScheduledMessages())).messages == [early, there, late]
    assert (await world.do(ann, ListScheduledMessages(chat_id=chat_id))).messages == [early, late]


async def test_what_is_taken_back_is_gone_for_good(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    message = await plan(world, ann, chat_id, "secret")
    await world.do(ann, CancelScheduledMessage(id=message.id))
    (gone,) = await kept(world, ann)
    assert gone == ScheduledMessage(id=message.id, chat_id=chat_id, rev=gone.rev, deleted=True)
    await world.do(ann, CancelScheduledMessage(id=message.id))
    assert await plan(world, ann, chat_id, "secret", id=message.id) == gone, "a repeat that comes late"
    with pytest.raises(ScheduledMessageNotFound):
        await world.do(ann, ChangeScheduledMessage(id=message.id, text="again"))
    with pytest.raises(ScheduledMessageNotFound):
        await world.do(ann, SendScheduledMessage(id=message.id))
    assert await kept(world, ann) == [gone]
