"""Mentions: first who is not meant, and who must not call everybody; then those who are meant find it and lose it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from molva.protocol.commands import (
    AddMember,
    ChangeRole,
    ClearHistory,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    GetChanges,
    GetChat,
    GetHistory,
    LeaveChat,
    ListChats,
    ListMentions,
    MarkChat,
    Register,
    RemoveMember,
    SendMessage,
)
from molva.protocol.errors import ChatNotFound, TextTooLong, UsernameTaken
from molva.protocol.ids import new_id
from molva.protocol.mentioned_names import MAX_NAMES
from molva.protocol.rows import ChatRole, Mentions, Message, chat_scope
from molva.server.features.mentions.finding import Writing, find_mentions
from molva.server.features.mentions.tables import mentions
from molva.server.kernel.caller import Caller
from molva.server.storage.transaction import Transaction
from tests.fixtures.world import PASSWORD, World

pytestmark = pytest.mark.anyio


async def said(world: World, who: Caller, chat_id: str, text: str) -> tuple[int, Mentions | None]:
    """Say something, and read whom it mentions as everybody in the chat does."""
    seq = (await world.say(who, chat_id, text)).seq
    page = await world.do(who, GetHistory(chat_id=chat_id, after=seq - 1, limit=1))
    return seq, page.messages[0].mentions


async def unread(world: World, who: Caller, chat_id: str) -> list[int]:
    """The unread messages of a chat that mention somebody; the list of chats tells the same."""
    found = (await world.do(who, GetChat(chat_id=chat_id))).unread_mentions
    listed = await world.do(who, ListChats())
    assert next(each for each in listed.chats if each.chat.id == chat_id).unread_mentions == found
    return found


async def listed(world: World, who: Caller, chat_id: str) -> list[int]:
    page = await world.do(who, ListMentions(chat_id=chat_id))
    assert {message.sender_id for message in page.messages} == {member.user_id for member in page.members}
    return [message.seq for message in page.messages]


async def kept(world: World) -> int:
    """How many rows the table has."""
    return len(await world.core.database.read(lambda db: db.execute(select(mentions)).all()))


async def test_who_is_not_in_the_chat_is_not_mentioned_whether_they_exist_or_not(world: World) -> None:
    ann, bob, _eve, vera = await world.people("ann", "bob", "eve", "vera")
    chat_id = await world.group(ann, bob, vera)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    await world.do(vera, LeaveChat(chat_id=chat_id))
    device = await world.connect(ann)
    device.take()
    for name in ("eve", "bob", "vera", "nobody", "ann", "все", "x' OR '1'='1", "%", "%25", "аnn", "bοb"):
        seq, meant = await said(world, ann, chat_id, f"@{name}")
        # A name that nobody has and a name that somebody elsewhere has are answered alike.
        told = [row for row in device.rows() if isinstance(row, Message) and row.seq == seq]
        assert [row.mentions for row in told] == [meant]
        assert meant == (Mentions(everybody=True) if name == "все" else None)
    for who in (bob, vera, _eve):
        with pytest.raises(ChatNotFound):
            await world.do(who, ListMentions(chat_id=chat_id))
    assert await kept(world) == 1


@pytest.mark.parametrize(
    "text",
    [
        "`@bob`",
        "```\n@bob\n```",
        "https://example.org/@bob",
        "[@bob](https://example.org)",
        "mail@bob",
        "_@bob_",
        "@bobby",
        "@b",
        "@",
    ],
)
async def test_code_links_and_parts_of_words_mention_nobody(world: World, text: str) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    assert (await said(world, ann, chat_id, text))[1] is None
    assert await unread(world, bob, chat_id) == []


async def test_members_do_not_call_everybody_nor_does_anyone_in_a_direct_chat(world: World) -> None:
    ann, bob, vera = await world.people("ann", "bob", "vera")
    chat_id = await world.group(ann, bob, vera)
    direct = await world.direct(ann, bob)
    for who, where in ((bob, chat_id), (ann, direct), (bob, direct)):
        assert (await said(world, who, where, "@all и @все"))[1] is None
    assert (await said(world, bob, chat_id, "@all @Vera"))[1] == Mentions(user_ids=(vera.user_id,))
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    seq, meant = await said(world, bob, chat_id, "@ALL, @vera")
    assert meant == Mentions(everybody=True)
    assert (await unread(world, ann, chat_id), await unread(world, bob, chat_id)) == ([seq], [])
    # The right is that of the moment: who has lost it calls nobody by changing what was said.
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.MEMBER))
    changed = await world.do(bob, EditMessage(chat_id=chat_id, seq=seq, text="@all!"))
    assert changed.mentions is None
    assert await unread(world, ann, chat_id) == []


@pytest.mark.parametrize("name", ["all", "ALL", "все", "Все", "a1l"])
async def test_nobody_is_called_like_everybody(world: World, name: str) -> None:
    with pytest.raises(UsernameTaken):
        await world.core.dispatcher.execute(Caller(), Register(username=name, password=PASSWORD))


async def test_what_is_refused_mentions_nobody(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    with pytest.raises(ChatNotFound):
        await world.say(eve, chat_id, "@bob")
    with pytest.raises(TextTooLong):
        await world.say(ann, chat_id, "@bob " * 5_000)
    assert await kept(world) == 0


async def test_so_many_names_are_looked_at_and_no_more(world: World) -> None:
    ann, bob, vera = await world.people("ann", "bob", "vera")
    chat_id = await world.group(ann, bob, vera)
    others = " ".join(f"@n{n}" for n in range(MAX_NAMES - 1))
    assert (await said(world, ann, chat_id, f"@bob {others} @vera"))[1] == Mentions(user_ids=(bob.user_id,))
    texts = [" ".join(f"@n{m}x{n}" for n in range(MAX_NAMES)) for m in range(40)]
    writings = [Writing(chat_id, ann.user_id, text) for text in [*texts, "@vera"]]
    found = await world.core.database.read(lambda db: find_mentions(Transaction(db, 0, {}), writings))
    assert found == [None] * 40 + [Mentions(user_ids=(vera.user_id,))]


async def test_who_is_meant_finds_it_until_it_is_read(world: World) -> None:
    ann, bob, vera = await world.people("ann", "bob", "vera")
    chat_id = await world.group(ann, bob, vera)
    device = await world.connect(vera)
    device.take()
    first, meant = await said(world, ann, chat_id, "@Bob и @bob, **@VERA**")
    assert meant == Mentions(user_ids=(bob.user_id, vera.user_id))
    assert [row.mentions for row in device.rows() if isinstance(row, Message)] == [meant]
    await said(world, ann, chat_id, "and so on")
    second, _ = await said(world, ann, chat_id, "@bob")
    own, _ = await said(world, bob, chat_id, "@bob, myself")
    assert (await unread(world, bob, chat_id), await unread(world, vera, chat_id)) == ([first, second], [first])
    assert await unread(world, ann, chat_id) == []
    await world.do(bob, MarkChat(chat_id=chat_id, read_seq=first))
    assert await unread(world, bob, chat_id) == [second]
    await world.do(bob, MarkChat(chat_id=chat_id, read_seq=own))
    assert await unread(world, bob, chat_id) == []
    assert await listed(world, bob, chat_id) == [first, second]


async def test_the_same_message_again_mentions_once(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    command = SendMessage(chat_id=chat_id, id=new_id(world.clock()), text="@bob", reply_to=1)
    seq = (await world.do(ann, command)).seq
    assert await world.do(ann, command) == (await world.do(ann, command))
    assert await unread(world, bob, chat_id) == [seq]


async def test_what_is_changed_or_deleted_mentions_whom_it_says_now(world: World) -> None:
    ann, bob, vera = await world.people("ann", "bob", "vera")
    chat_id = await world.group(ann, bob, vera)
    seq, _ = await said(world, ann, chat_id, "@bob")
    changed = await world.do(ann, EditMessage(chat_id=chat_id, seq=seq, text="`@bob`, @vera"))
    assert changed.mentions == Mentions(user_ids=(vera.user_id,))
    assert (await unread(world, bob, chat_id), await unread(world, vera, chat_id)) == ([], [seq])
    await world.do(ann, EditMessage(chat_id=chat_id, seq=seq, text="@all"))
    assert (await unread(world, bob, chat_id), await unread(world, vera, chat_id)) == ([seq], [seq])
    device = await world.connect(bob)
    device.take()
    await world.do(ann, DeleteMessage(chat_id=chat_id, seq=seq))
    assert [row.mentions for row in device.rows() if isinstance(row, Message)] == [None]
    assert (await unread(world, bob, chat_id), await unread(world, vera, chat_id)) == ([], [])
    assert await kept(world) == 0


async def test_mentions_before_ones_time_or_in_a_cleared_history_are_not_told(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob, history_shared=False)
    before, _ = await said(world, ann, chat_id, "@bob @all")
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    assert (await unread(world, bob, chat_id), await listed(world, bob, chat_id)) == ([], [])
    after, _ = await said(world, ann, chat_id, "@all")
    assert (await unread(world, bob, chat_id), await listed(world, bob, chat_id)) == ([after], [after])
    await world.do(bob, ClearHistory(chat_id=chat_id, up_to=after))
    assert (await unread(world, bob, chat_id), await listed(world, bob, chat_id)) == ([], [])
    page = await world.do(bob, ListMentions(chat_id=chat_id, before=after + 1))
    assert (page.messages, page.more) == ([], False)
    assert before < after


async def test_what_nobody_sees_any_more_keeps_no_mentions(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    direct = await world.direct(ann, bob)
    seq, meant = await said(world, ann, direct, "@bob")
    assert meant == Mentions(user_ids=(bob.user_id,))
    await world.do(ann, ClearHistory(chat_id=direct, up_to=seq, for_both=True))
    assert await kept(world) == 0
    group = await world.group(ann, bob)
    await said(world, ann, group, "@bob")
    await world.do(ann, DeleteChat(chat_id=group))
    assert await kept(world) == 0


async def test_after_a_hole_the_places_are_told(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seqs = [(await said(world, ann, chat_id, text))[0] for text in ("@bob", "no", "@all", "@bob once more")]
    await world.do(bob, MarkChat(chat_id=chat_id, read_seq=seqs[0]))
    for number in range(120):
        await world.say(ann, chat_id, f"text {number}")
    rows = (await world.do(bob, GetChanges(scope=chat_scope(chat_id), after=0))).rows
    assert (rows.hole, rows.unread_mentions) == (True, [seqs[2], seqs[3]])
    assert (await world.do(ann, GetChanges(scope=chat_scope(chat_id), after=0))).rows.unread_mentions == []


# Each run has people and a group of its own.
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    meant=st.lists(st.sampled_from(["", "@bob", "@all"]), min_size=1, max_size=25),
    limit=st.integers(1, 6),
    start=st.integers(0, 30),
)
async def test_pages_give_every_mention_once_in_either_direction(
    world: World, meant: list[str], limit: int, start: int
) -> None:
    """Whatever the size of the pages and wherever one begins."""
    names = [f"{name}{new_id(world.clock())[-12:]}" for name in ("a", "b")]
    ann, bob = await world.people(*names)
    chat_id = await world.group(ann, bob)
    seqs = [(await world.say(ann, chat_id, f"{name.replace('bob', names[1])} {n}")).seq for n, name in enumerate(meant)]
    expected = [seq for seq, name in zip(seqs, meant, strict=True) if name]
    down: list[int] = []
    page = await world.do(bob, ListMentions(chat_id=chat_id, after=start, limit=limit))
    while True:
        down += [message.seq for message in page.messages]
        assert len(page.messages) == limit or not page.more
        if not page.more:
            break
        page = await world.do(bob, ListMentions(chat_id=chat_id, after=down[-1], limit=limit))
    assert down == [seq for seq in expected if seq > start]
    up: list[int] = []
    page = await world.do(bob, ListMentions(chat_id=chat_id, before=start + 1, limit=limit))
    while True:
        up = [message.seq for message in page.messages] + up
        if not page.more:
            break
        page = await world.do(bob, ListMentions(chat_id=chat_id, before=up[0], limit=limit))
    assert up == [seq for seq in expected if seq <= start]
