"""Threads, first who must not: what may not be seen of a chat is not there in its threads either."""

from __future__ import annotations

import pytest

from molva.protocol.commands import (
    AddMember,
    ChangeLifetime,
    ChangeRights,
    ClearHistory,
    DeleteChat,
    DeleteMessage,
    FollowThread,
    GetHistory,
    LeaveChat,
    ListChats,
    PinMessage,
    RemoveMember,
)
from molva.protocol.errors import ChatNotFound, MessageDeleted, MessageNotFound, NotAGroup
from molva.protocol.rows import ChatRole, Membership
from tests.fixtures.world import World
from tests.server.features.threads.opening import assert_closed, assert_refused, begin, count, open_thread, thread_of

pytestmark = pytest.mark.anyio


async def test_who_is_not_in_the_chat_neither_opens_a_thread_nor_reads_it_by_its_id(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id, seq, thread = await begin(world, ann, bob)
    await world.say(bob, thread, "secret")
    with pytest.raises(ChatNotFound):
        await open_thread(world, eve, chat_id, seq)
    await assert_closed(world, eve, thread)
    assert (await world.do(ann, GetHistory(chat_id=thread))).messages[-1].text == "secret"


@pytest.mark.parametrize("way", ["removed", "left", "cleared"])
async def test_what_takes_the_root_away_takes_the_thread_away(world: World, way: str) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, seq, thread = await begin(world, ann, bob)
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
    assert await count(world, ann, chat_id, seq) == 2


async def test_who_comes_later_than_the_root_does_not_open_its_thread(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id, seq, thread = await begin(world, ann, bob, history_shared=False)
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
    await assert_refused(
        world,
        ann,
        NotAGroup,
        AddMember(chat_id=thread, user_id=bob.user_id),
        LeaveChat(chat_id=thread),
        DeleteChat(chat_id=thread),
        ChangeRights(chat_id=thread, who_writes=ChatRole.OWNER),
        ChangeLifetime(chat_id=thread, lifetime_s=60),
        PinMessage(chat_id=thread, seq=1),
    )
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
