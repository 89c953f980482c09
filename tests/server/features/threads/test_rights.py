"""Rights in threads: those of the chat hold, and a channel does not tell of its readers."""

from __future__ import annotations

import pytest

from molva.protocol.commands import (
    ChangeRights,
    DeleteMessage,
    EditMessage,
    FollowThread,
    ListMembers,
    OpenThread,
    React,
    SendMessage,
    SignalTyping,
)
from molva.protocol.errors import HourlyLimit, RightsMissing, SlowMode
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole, Member
from tests.fixtures.world import World
from tests.server.features.threads.opening import assert_refused, begin, comments, open_thread, thread_of

pytestmark = pytest.mark.anyio


async def test_rights_of_the_chat_hold_in_its_threads(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, seq, thread = await begin(world, ann, bob)
    await world.say(bob, thread, "a comment")
    await world.do(ann, ChangeRights(chat_id=chat_id, who_comments=ChatRole.ADMIN))
    bare = (await world.say(bob, chat_id, "no thread yet")).seq
    await assert_refused(
        world,
        bob,
        RightsMissing,
        SendMessage(chat_id=thread, id=new_id(1), text="another"),
        EditMessage(chat_id=thread, seq=1, text="changed"),
        SignalTyping(chat_id=thread),
        OpenThread(chat_id=chat_id, seq=bare),
    )
    # What is there stays to be read, and who leads goes on, and deletes what others have written.
    assert (await open_thread(world, bob, chat_id, seq)).thread.last_seq == 1
    await world.say(ann, thread, "the last word")
    await world.do(ann, DeleteMessage(chat_id=thread, seq=1))
    with pytest.raises(RightsMissing):
        await world.do(bob, DeleteMessage(chat_id=thread, seq=2))


async def test_who_may_not_write_in_a_channel_comments_unless_its_owner_says_otherwise(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve, channel=True)
    seq = (await world.say(ann, chat_id, "news")).seq
    with pytest.raises(RightsMissing):
        await world.say(bob, chat_id, "me too")
    thread = await thread_of(world, bob, chat_id, seq)
    await world.say(bob, thread, "a comment")
    found = await comments(world, eve, chat_id, seq)
    assert found is not None
    assert (found.count, found.user_ids) == (1, ())
    await world.do(ann, ChangeRights(chat_id=chat_id, who_comments=ChatRole.OWNER))
    with pytest.raises(RightsMissing):
        await world.say(bob, thread, "another")
    await world.do(ann, ChangeRights(chat_id=chat_id, who_comments=ChatRole.MEMBER))
    await world.say(bob, thread, "another")


async def test_in_a_channel_only_who_comments_becomes_known(world: World) -> None:
    ann, bob, eve, sue = await world.people("ann", "bob", "eve", "sue")
    chat_id = await world.group(ann, bob, eve, sue, channel=True)
    seq = (await world.say(ann, chat_id, "news")).seq
    thread = await thread_of(world, eve, chat_id, seq)
    await world.do(eve, FollowThread(chat_id=thread))
    await world.do(sue, OpenThread(chat_id=chat_id, seq=seq))
    here = await world.connect(sue)
    here.take()
    await thread_of(world, bob, chat_id, seq)
    assert [row for row in here.rows() if isinstance(row, Member)] == []
    await world.say(bob, thread, "it is me")
    assert [row.username for row in here.rows() if isinstance(row, Member)] == ["bob"]
    everybody = [each.user_id for each in (ann, bob, eve, sue)]
    found = await world.do(sue, ListMembers(chat_id=thread, user_ids=everybody))
    assert {member.username for member in found.members} == {"bob", "sue"}
    with pytest.raises(RightsMissing):
        await world.do(sue, ListMembers(chat_id=thread))
    late = await world.connect(eve)
    assert {row.username for row in late.rows() if isinstance(row, Member) and row.chat_id == thread} == {"bob", "eve"}
    message = await world.do(eve, React(chat_id=thread, seq=1, emoji=("👍",)))
    assert [each.user_ids for each in message.reactions] == [()]


async def test_the_pace_of_the_chat_counts_what_is_said_in_its_threads(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, _, thread = await begin(world, ann, bob)
    await world.do(ann, ChangeRights(chat_id=chat_id, slow_s=60))
    await world.say(bob, chat_id, "one")
    with pytest.raises(SlowMode):
        await world.say(bob, thread, "two")
    await world.pass_time(60_000)
    await world.say(bob, thread, "two")
    with pytest.raises(SlowMode):
        await world.say(bob, chat_id, "three")
    await world.do(ann, ChangeRights(chat_id=chat_id, slow_s=0, hourly=1))
    with pytest.raises(HourlyLimit):
        await world.say(bob, thread, "three")
