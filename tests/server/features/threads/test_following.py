"""Following: who is called by a thread, and how what one follows and opens is listed."""

from __future__ import annotations

import asyncio

import pytest

from molva.protocol.commands import (
    AddMember,
    CreatePoll,
    FollowThread,
    GetChat,
    HideMessages,
    ListThreads,
    OpenThread,
    RemoveMember,
    VoteInPoll,
)
from molva.protocol.errors import InvalidField, Refusal
from molva.protocol.frames import Rows
from molva.protocol.ids import new_id
from molva.protocol.rows import Chat, ChatKind, HiddenMessage, Membership, Mentions, Message, Root, Vote, chat_scope
from molva.server.features.threads.commands import MAX_OPENED
from tests.fixtures.settling import settle
from tests.fixtures.world import World
from tests.server.features.threads.opening import begin, open_thread, thread_of

pytestmark = pytest.mark.anyio


async def test_those_who_open_at_once_find_one_thread(world: World) -> None:
    people = await world.people("ann", "bob", "eve", "sue")
    chat_id = await world.group(*people)
    seq = (await world.say(people[0], chat_id, "hello")).seq
    found = await asyncio.gather(*(thread_of(world, who, chat_id, seq) for who in people for _ in range(3)))
    assert len(set(found)) == 1


async def test_a_thread_that_was_only_opened_calls_for_nothing_until_one_comments(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    seq = (await world.say(ann, chat_id, "hello")).seq
    opened = await open_thread(world, bob, chat_id, seq)
    thread = opened.thread.chat.id
    assert (opened.following, opened.root.text, opened.thread.unread) == (False, "hello", 0)
    assert (opened.thread.chat.kind, opened.thread.chat.root) == (ChatKind.THREAD, Root(chat_id=chat_id, seq=seq))
    assert opened.root_sender is not None
    assert opened.root_sender.username == "ann"
    here = await world.connect(bob)
    here.take()
    await world.say(eve, await thread_of(world, eve, chat_id, seq), "first")
    assert here.texts() == ["first"]
    assert (await world.do(bob, ListThreads())).threads == []
    await world.say(bob, thread, "second")
    (mine,) = [row for row in here.rows() if isinstance(row, Membership)]
    assert mine.following
    for device in (await world.connect(bob), await world.connect(ann)):
        rows = [row for row in device.rows() if isinstance(row, Chat) and row.id == thread]
        assert [row.root for row in rows] == [Root(chat_id=chat_id, seq=seq)]
    # Ann has written the root: she follows without having done anything.
    (found,) = (await world.do(ann, ListThreads())).threads
    assert (found.thread.unread, found.following) == (2, True)
    await world.do(bob, FollowThread(chat_id=thread, following=False))
    await world.say(bob, thread, "third")
    assert (await world.do(bob, ListThreads())).threads == []
    await world.do(bob, FollowThread(chat_id=thread))
    assert len((await world.do(bob, ListThreads())).threads) == 1


async def test_whom_a_comment_means_follows_and_finds_it_unread(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    thread = (await begin(world, ann, bob, eve)).thread
    await world.say(bob, thread, "for ann alone")
    here = await world.connect(eve)
    here.take()
    await world.say(bob, thread, "@eve and @nobody")
    (found,) = (await world.do(eve, ListThreads())).threads
    assert (found.thread.unread, found.thread.unread_mentions) == (1, [2])
    # Whoever is called into a thread gets all of it.
    await settle(lambda: any(isinstance(frame, Rows) and frame.scope == chat_scope(thread) for frame in here.frames))
    (last,) = [row for row in here.rows() if isinstance(row, Message) and row.seq == 2 and row.chat_id == thread]
    assert last.mentions == Mentions(user_ids=(eve.user_id,))
    await world.do(eve, FollowThread(chat_id=thread, following=False))
    await world.say(ann, thread, "@eve once more")
    assert (await world.do(eve, ListThreads())).threads[0].thread.unread_mentions == [2, 3]


async def test_who_is_called_back_into_a_thread_finds_what_they_chose_and_hid_there(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "hello")).seq
    thread = await thread_of(world, bob, chat_id, seq)
    await world.say(bob, thread, "not for me any more")
    await world.do(bob, HideMessages(chat_id=thread, seqs=(1,)))
    poll = CreatePoll(chat_id=thread, id=new_id(world.clock()), question="When?", options=("now", "later"))
    await world.do(ann, OpenThread(chat_id=chat_id, seq=seq))
    asked = (await world.do(ann, poll)).seq
    await world.do(bob, VoteInPoll(chat_id=thread, seq=asked, options=(1,)))
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    here = await world.connect(bob)
    assert not [row for row in here.rows() if isinstance(row, HiddenMessage | Vote)]
    await world.say(ann, thread, "@bob what do you think?")
    await world.pass_time(1)
    for device in (here, await world.connect(bob)):
        rows = device.rows()
        assert [row.seq for row in rows if isinstance(row, HiddenMessage)] == [1]
        assert [(row.seq, row.options) for row in rows if isinstance(row, Vote)] == [(asked, (1,))]


async def test_of_threads_that_are_only_opened_the_last_ones_stay(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seqs = [(await world.say(ann, chat_id, str(number))).seq for number in range(MAX_OPENED + 2)]
    threads: list[str] = []
    for number, seq in enumerate(seqs):
        threads.append(await thread_of(world, bob, chat_id, seq))
        world.clock.advance(1)
        if number == 2:
            await world.do(bob, FollowThread(chat_id=threads[1]))
            await thread_of(world, bob, chat_id, seqs[0])
    refused: list[str] = []
    for thread in threads:
        try:
            await world.do(bob, GetChat(chat_id=thread))
        except Refusal:
            refused.append(thread)
    # One is followed, and the first was opened again: the third is the one that was opened longest ago.
    assert refused == [threads[2]]


async def test_the_list_is_paged_by_what_was_written_last(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    threads: list[str] = []
    for number in range(5):
        seq = (await world.say(ann, chat_id, str(number))).seq
        threads.append(await thread_of(world, bob, chat_id, seq))
        await world.say(bob, threads[-1], "a comment")
        world.clock.advance(number % 2)
    page = await world.do(ann, ListThreads(limit=2))
    found = list(page.threads)
    while page.more:
        last = found[-1]
        page = await world.do(ann, ListThreads(limit=2, before_at=last.active_at, before_id=last.thread.chat.id))
        found += page.threads
    assert {each.thread.chat.id for each in found} == set(threads)
    assert [each.active_at for each in found] == sorted((each.active_at for each in found), reverse=True)
    assert len(found) == len(threads)
    with pytest.raises(InvalidField):
        await world.do(ann, ListThreads(before_at=1))
