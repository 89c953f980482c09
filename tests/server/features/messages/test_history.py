"""Reading: every message exactly once whatever the pages, and never what one may not see."""

from __future__ import annotations

import pytest

from molva.protocol.commands import (
    AddMember,
    DeleteMessage,
    EditMessage,
    GetChat,
    GetHistory,
    ListChats,
    MarkChat,
    SendMessage,
)
from molva.protocol.errors import (
    ChatNotFound,
    MessageDeleted,
    MessageNotFound,
    RightsMissing,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio

COUNT = 23


async def test_pages_of_any_size_give_every_message_once(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    for n in range(COUNT):
        await world.core.dispatcher.execute(ann, SendMessage(chat_id=chat_id, id=new_id(n), text=f"{n}"))
    everything = list(range(1, COUNT + 1))
    for limit in (1, 2, 5, 22, 23, 24):
        back: list[int] = []
        before = None
        while True:
            page = await world.do(bob, GetHistory(chat_id=chat_id, before=before, limit=limit))
            back = [message.seq for message in page.messages] + back
            assert page.at_end is (before is None or before > COUNT)
            if page.at_start:
                break
            before = back[0]
        assert back == everything
        forth: list[int] = []
        while True:
            page = await world.do(bob, GetHistory(chat_id=chat_id, after=forth[-1] if forth else 0, limit=limit))
            forth += [message.seq for message in page.messages]
            if page.at_end:
                break
        assert forth == everything
    for around in everything:
        page = await world.do(bob, GetHistory(chat_id=chat_id, around=around, limit=6))
        seqs = [message.seq for message in page.messages]
        assert around in seqs
        assert seqs == list(range(seqs[0], seqs[-1] + 1))
        assert (page.at_start, page.at_end) == (seqs[0] == 1, seqs[-1] == COUNT)


async def test_an_empty_page_says_that_nothing_lies_beyond(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    page = await world.do(bob, GetHistory(chat_id=chat_id))
    assert (page.messages, page.at_start, page.at_end) == ([], True, True)
    await world.say(ann, chat_id, "one")
    page = await world.do(bob, GetHistory(chat_id=chat_id, after=1))
    assert (page.messages, page.at_end) == ([], True)
    page = await world.do(bob, GetHistory(chat_id=chat_id, before=1))
    assert (page.messages, page.at_start) == ([], True)


async def test_quotes_and_senders_come_with_the_page(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await world.group(ann, bob, cid)
    first = await world.say(ann, chat_id, "question")
    for n in range(5):
        await world.say(cid, chat_id, f"{n}")
    await world.say(bob, chat_id, "answer", reply_to=first.seq)
    page = await world.do(cid, GetHistory(chat_id=chat_id, limit=1))
    assert [message.text for message in page.quoted] == ["question"]
    assert {member.username for member in page.members} == {"ann", "bob"}


async def test_s32_a_quote_of_hidden_history_is_not_told(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, history_shared=False)
    first = await world.say(ann, chat_id, "hidden")
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    await world.say(ann, chat_id, "see above", reply_to=first.seq)
    page = await world.do(bob, GetHistory(chat_id=chat_id))
    assert page.quoted == []
    for seq in (1, first.seq):
        with pytest.raises(MessageNotFound):
            await world.do(bob, DeleteMessage(chat_id=chat_id, seq=seq))
        with pytest.raises(MessageNotFound):
            await world.say(bob, chat_id, "what was it?", reply_to=seq)


async def test_a_link_leads_to_a_message_only_where_it_may_be_seen(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, history_shared=False)

    async def said(chat: str, text: str) -> str:
        await world.say(ann, chat, text)
        return (await world.do(ann, GetHistory(chat_id=chat, limit=1))).messages[0].id

    hidden = await said(chat_id, "hidden")
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    ids = [await said(chat_id, f"{n}") for n in range(9)]
    page = await world.do(bob, GetHistory(chat_id=chat_id, around_id=ids[4], limit=4))
    assert [message.text for message in page.messages] == ["2", "3", "4", "5"]
    elsewhere = await said(await world.direct(ann, bob), "elsewhere")
    for message_id in (hidden, elsewhere, new_id(1)):
        with pytest.raises(MessageNotFound):
            await world.do(bob, GetHistory(chat_id=chat_id, around_id=message_id))
    with pytest.raises(ChatNotFound):
        await world.do(eve, GetHistory(chat_id=chat_id, around_id=ids[4]))


async def test_a_time_leads_to_the_first_message_of_that_time_or_later(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    page = await world.do(bob, GetHistory(chat_id=chat_id, around_at=world.clock()))
    assert page.messages == []
    times: list[int] = []
    for n in range(COUNT):
        times.append(world.clock())
        await world.say(ann, chat_id, f"{n}")
        world.clock.advance(3_600_000 * (n % 3))
    for at in (*times, times[0] - 1, times[-1] + 1, *(time + 1 for time in times)):
        page = await world.do(bob, GetHistory(chat_id=chat_id, around_at=at, limit=2))
        expected = next((n for n, time in enumerate(times) if time >= at), COUNT - 1)
        assert f"{expected}" in [message.text for message in page.messages]


async def test_deleting_leaves_a_tombstone_and_no_word(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await world.group(ann, bob, cid)
    sent = await world.say(bob, chat_id, "canary")
    await world.say(cid, chat_id, "really?", reply_to=sent.seq)
    with pytest.raises(RightsMissing):
        await world.do(cid, DeleteMessage(chat_id=chat_id, seq=sent.seq))
    await world.do(ann, DeleteMessage(chat_id=chat_id, seq=sent.seq))
    await world.do(bob, DeleteMessage(chat_id=chat_id, seq=sent.seq))
    with pytest.raises(MessageDeleted):
        await world.do(bob, EditMessage(chat_id=chat_id, seq=sent.seq, text="canary"))
    page = await world.do(cid, GetHistory(chat_id=chat_id))
    assert "canary" not in str(page)
    assert [message.deleted for message in page.messages] == [False, True, False]
    state = await world.do(cid, GetChat(chat_id=chat_id))
    assert "canary" not in str(state)


async def test_in_a_direct_chat_nobody_deletes_the_others_words(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    sent = await world.say(ann, chat_id, "mine")
    with pytest.raises(RightsMissing):
        await world.do(bob, DeleteMessage(chat_id=chat_id, seq=sent.seq))


async def test_unread_counts_what_others_wrote_after_the_mark(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)

    async def unread() -> int:
        return (await world.do(bob, GetChat(chat_id=chat_id))).unread

    assert await unread() == 0
    for n in range(4):
        await world.say(ann, chat_id, f"{n}")
    await world.say(bob, chat_id, "mine")
    assert await unread() == 4
    await world.do(ann, DeleteMessage(chat_id=chat_id, seq=3))
    assert await unread() == 3
    await world.do(bob, MarkChat(chat_id=chat_id, read_seq=4))
    assert await unread() == 1
    with pytest.raises(ChatNotFound):
        await world.do(await world.person("eve"), GetChat(chat_id=chat_id))


async def test_chats_are_listed_by_what_was_written_last(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    first, second = await world.direct(ann, bob), await world.direct(ann, cid)
    world.clock.advance(1000)
    await world.say(bob, first, "newest")
    listed = (await world.do(ann, ListChats())).chats
    assert listed[0].chat.id == first
    assert second in [state.chat.id for state in listed]
    assert listed[0].last_message is not None
    assert listed[0].last_message.text == "newest"
    assert {member.role for member in listed[0].members} == {ChatRole.MEMBER}
