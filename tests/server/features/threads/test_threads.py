"""Threads: first who must not, then who may; one thread a message, open to whoever sees that message."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from molva.protocol.commands import (
    AddMember,
    ChangeLifetime,
    ChangeRights,
    ClearHistory,
    Command,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    FollowThread,
    GetChanges,
    GetChat,
    GetHistory,
    LeaveChat,
    ListChats,
    ListMembers,
    ListThreads,
    OpenedThread,
    OpenThread,
    PinMessage,
    React,
    RemoveMember,
    SendMessage,
    SignalTyping,
)
from molva.protocol.errors import (
    ChatNotFound,
    HourlyLimit,
    InvalidField,
    MessageDeleted,
    MessageNotFound,
    NotAGroup,
    Refusal,
    RightsMissing,
    SlowMode,
)
from molva.protocol.frames import Rows
from molva.protocol.ids import new_id
from molva.protocol.rows import (
    Chat,
    ChatKind,
    ChatRole,
    Comments,
    Member,
    Membership,
    Mentions,
    Message,
    Root,
    chat_scope,
)
from molva.server.features.threads.commands import MAX_OPENED
from molva.server.kernel.caller import Caller
from tests.fixtures.settling import settle
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def open_thread(world: World, who: Caller, chat_id: str, seq: int) -> OpenedThread:
    return await world.do(who, OpenThread(chat_id=chat_id, seq=seq))


async def thread_of(world: World, who: Caller, chat_id: str, seq: int) -> str:
    return (await open_thread(world, who, chat_id, seq)).thread.chat.id


async def comments(world: World, who: Caller, chat_id: str, seq: int) -> Comments | None:
    """What the root tells, once what is due has happened."""
    await world.pass_time(1000)
    page = await world.do(who, GetHistory(chat_id=chat_id, around=seq))
    return next(message.comments for message in page.messages if message.seq == seq)


async def assert_closed(world: World, who: Caller, thread: str) -> None:
    """Nothing of a thread is there for somebody."""
    refused: tuple[Command[Any], ...] = (
        GetHistory(chat_id=thread),
        GetChat(chat_id=thread),
        GetChanges(scope=chat_scope(thread)),
        FollowThread(chat_id=thread),
        SendMessage(chat_id=thread, id=new_id(1), text="let me in"),
        React(chat_id=thread, seq=1, emoji=("👍",)),
        EditMessage(chat_id=thread, seq=1, text="changed"),
        DeleteMessage(chat_id=thread, seq=1),
        SignalTyping(chat_id=thread),
        ListMembers(chat_id=thread, user_ids=[who.user_id]),
    )
    for command in refused:
        with pytest.raises(ChatNotFound):
            await world.core.dispatcher.execute(who, command)
    assert (await world.do(who, ListThreads())).threads == []


async def test_who_is_not_in_the_chat_neither_opens_a_thread_nor_reads_it_by_its_id(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "hello")).seq
    thread = await thread_of(world, bob, chat_id, seq)
    await world.say(bob, thread, "secret")
    with pytest.raises(ChatNotFound):
        await open_thread(world, eve, chat_id, seq)
    await assert_closed(world, eve, thread)
    assert (await world.do(ann, GetHistory(chat_id=thread))).messages[-1].text == "secret"


@pytest.mark.parametrize("way", ["removed", "left", "cleared"])
async def test_what_takes_the_root_away_takes_the_thread_away(world: World, way: str) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "hello")).seq
    thread = await thread_of(world, bob, chat_id, seq)
    await world.say(bob, thread, "mine")
    here = await world.connect(bob)
    here.take()
    if way == "removed":
        await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    elif way == "left":
        await world.do(bob, LeaveChat(chat_id=chat_id))
    else:
        await world.do(bob, ClearHistory(chat_id=chat_id, up_to=seq))
    assert thread in {row.chat_id for row in here.rows() if isinstance(row, Membership) and row.left}
    await world.say(ann, thread, "not for bob")
    assert here.texts() == []
    await assert_closed(world, bob, thread)
    found = await comments(world, ann, chat_id, seq)
    assert found is not None
    assert found.count == 2


async def test_who_comes_later_than_the_root_does_not_open_its_thread(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, history_shared=False)
    seq = (await world.say(ann, chat_id, "before")).seq
    thread = await thread_of(world, bob, chat_id, seq)
    await world.say(bob, thread, "secret")
    await world.do(ann, AddMember(chat_id=chat_id, user_id=eve.user_id))
    with pytest.raises(MessageNotFound):
        await open_thread(world, eve, chat_id, seq)
    await assert_closed(world, eve, thread)
    # To be called there does not let anybody in either.
    await world.say(bob, thread, "@eve look")
    await assert_closed(world, eve, thread)


async def test_only_messages_of_people_in_groups_and_channels_have_threads(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    direct, group = await world.direct(ann, bob), await world.group(ann, bob)
    seq = (await world.say(ann, group, "hello")).seq
    with pytest.raises(NotAGroup):
        await open_thread(world, ann, direct, (await world.say(ann, direct, "hello")).seq)
    thread = await thread_of(world, ann, group, seq)
    comment = (await world.say(ann, thread, "a comment")).seq
    with pytest.raises(NotAGroup):
        await open_thread(world, ann, thread, comment)
    for number in (0, 1, seq + 1):
        with pytest.raises(MessageNotFound):
            await open_thread(world, ann, group, number)
    await world.do(ann, DeleteMessage(chat_id=group, seq=seq))
    with pytest.raises(MessageDeleted):
        await open_thread(world, ann, group, seq)


async def test_a_thread_is_not_managed_like_a_chat(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    thread = await thread_of(world, ann, chat_id, (await world.say(ann, chat_id, "hello")).seq)
    await world.say(ann, thread, "a comment")
    refused: tuple[Command[Any], ...] = (
        AddMember(chat_id=thread, user_id=bob.user_id),
        LeaveChat(chat_id=thread),
        DeleteChat(chat_id=thread),
        ChangeRights(chat_id=thread, who_writes=ChatRole.OWNER),
        ChangeLifetime(chat_id=thread, lifetime_s=60),
        PinMessage(chat_id=thread, seq=1),
    )
    for command in refused:
        with pytest.raises(NotAGroup):
            await world.core.dispatcher.execute(ann, command)
    for who in (ann, bob):
        with pytest.raises(ChatNotFound):
            await world.do(who, FollowThread(chat_id=chat_id))


async def test_a_thread_never_stands_in_the_list_of_chats(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "hello")).seq
    before = await world.do(ann, ListChats())
    await world.say(bob, await thread_of(world, bob, chat_id, seq), "a comment")
    after = await world.do(ann, ListChats())
    assert [(state.chat.id, state.unread) for state in after.chats] == [
        (state.chat.id, state.unread) for state in before.chats
    ]


async def test_rights_of_the_chat_hold_in_its_threads(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "hello")).seq
    thread = await thread_of(world, bob, chat_id, seq)
    await world.say(bob, thread, "a comment")
    await world.do(ann, ChangeRights(chat_id=chat_id, who_comments=ChatRole.ADMIN))
    bare = (await world.say(bob, chat_id, "no thread yet")).seq
    refused: tuple[Command[Any], ...] = (
        SendMessage(chat_id=thread, id=new_id(1), text="another"),
        EditMessage(chat_id=thread, seq=1, text="changed"),
        SignalTyping(chat_id=thread),
        OpenThread(chat_id=chat_id, seq=bare),
    )
    for command in refused:
        with pytest.raises(RightsMissing):
            await world.core.dispatcher.execute(bob, command)
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
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "hello")).seq
    thread = await thread_of(world, bob, chat_id, seq)
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


async def test_comments_disappear_after_the_time_that_the_chat_says(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "hello")).seq
    thread = await thread_of(world, bob, chat_id, seq)
    await world.say(bob, thread, "stays")
    await world.do(ann, ChangeLifetime(chat_id=chat_id, lifetime_s=60))
    await world.say(bob, thread, "goes")
    found = await comments(world, ann, chat_id, seq)
    assert found is not None
    assert found.count == 2
    await world.pass_time(60_000)
    found = await comments(world, ann, chat_id, seq)
    assert found is not None
    assert found.count == 1


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
    chat_id = await world.group(ann, bob, eve)
    seq = (await world.say(ann, chat_id, "hello")).seq
    thread = await thread_of(world, bob, chat_id, seq)
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
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "hello")).seq
    thread = await thread_of(world, bob, chat_id, seq)
    await world.say(bob, thread, "canary")
    assert (await comments(world, bob, chat_id, seq)) is not None
    await world.say(bob, thread, "counted too late")
    await world.do(ann, DeleteChat(chat_id=chat_id) if whole else DeleteMessage(chat_id=chat_id, seq=seq))
    await world.pass_time(1000)
    for who in (ann, bob):
        await assert_closed(world, who, thread)
    if not whole:
        assert (await comments(world, bob, chat_id, seq)) is None


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
