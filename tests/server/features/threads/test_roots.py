"""Roots: what a message tells of its thread, and what goes with it."""

from __future__ import annotations

import pytest

from molva.protocol.commands import ChangeLifetime, ClearHistory, DeleteChat, DeleteMessage, GetHistory
from molva.protocol.rows import Comments, Message, chat_scope
from tests.fixtures.world import World
from tests.server.features.threads.opening import assert_closed, begin, comments, count, open_thread, thread_of

pytestmark = pytest.mark.anyio


async def test_a_root_tells_of_its_thread_a_moment_later_and_once_for_many(world: World) -> None:
    ann, bob, eve, sue = await world.people("ann", "bob", "eve", "sue")
    chat_id = await world.group(ann, bob, eve, sue)
    seq = (await world.say(ann, chat_id, "hello")).seq
    here = await world.connect(sue)
    known = {chat_scope(chat_id): (await world.do(sue, GetHistory(chat_id=chat_id))).rev}
    here.take()
    thread = await thread_of(world, bob, chat_id, seq)
    for who in (ann, eve, sue, bob):
        await open_thread(world, who, chat_id, seq)
        await world.say(who, thread, "a comment")
    assert [row for row in here.rows() if isinstance(row, Message) and row.chat_id == chat_id] == []
    sent_at = world.clock()
    await world.pass_time(1000)
    (told,) = [row for row in here.rows() if isinstance(row, Message) and row.chat_id == chat_id]
    people = (bob.user_id, sue.user_id, eve.user_id)
    assert told.comments == Comments(chat_id=thread, count=4, last_at=sent_at, user_ids=people)
    back = await world.connect(eve, known)
    assert told in back.rows()
    for number in range(1, 5):
        await world.do(ann, DeleteMessage(chat_id=thread, seq=number))
    assert await comments(world, ann, chat_id, seq) == Comments(chat_id=thread, count=0)


@pytest.mark.parametrize("whole", [False, True], ids=["root", "chat"])
async def test_with_the_root_or_its_chat_all_of_the_thread_goes(world: World, whole: bool) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, seq, thread = await begin(world, ann, bob)
    await world.say(bob, thread, "canary")
    assert (await comments(world, bob, chat_id, seq)) is not None
    await world.say(bob, thread, "counted too late")
    await world.do(ann, DeleteChat(chat_id=chat_id) if whole else DeleteMessage(chat_id=chat_id, seq=seq))
    await world.pass_time(1000)
    for who in (ann, bob):
        await assert_closed(world, who, thread)
    if not whole:
        assert (await comments(world, bob, chat_id, seq)) is None


async def test_comments_disappear_after_the_time_that_the_chat_says(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, seq, thread = await begin(world, ann, bob)
    await world.say(bob, thread, "stays")
    await world.do(ann, ChangeLifetime(chat_id=chat_id, lifetime_s=60))
    await world.say(bob, thread, "goes")
    assert await count(world, ann, chat_id, seq) == 2
    await world.pass_time(60_000)
    assert await count(world, ann, chat_id, seq) == 1


async def test_clearing_a_thread_is_for_oneself_alone(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    seq = (await world.say(ann, chat_id, "hello")).seq
    thread = await thread_of(world, ann, chat_id, seq)
    await world.say(ann, thread, "old")
    await world.do(ann, ClearHistory(chat_id=thread, up_to=1))
    assert (await world.do(ann, GetHistory(chat_id=thread))).messages == []
    await open_thread(world, eve, chat_id, seq)
    assert [each.text for each in (await world.do(eve, GetHistory(chat_id=thread))).messages] == ["old"]
