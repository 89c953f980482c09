"""Channels: few write, many read, and who reads is nobody else's to know."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from molva.protocol.commands import (
    AddMember,
    ChangeAccount,
    ChangeRights,
    ChangeRole,
    CreateGroup,
    GetChanges,
    GetChat,
    GetHistory,
    LeaveChat,
    ListMembers,
    ListReactions,
    MarkChat,
    PinMessage,
    React,
    RemoveMember,
    TransferChat,
)
from molva.protocol.errors import ChatNotFound, NotAGroup, RightsMissing
from molva.protocol.frames import Signalled
from molva.protocol.ids import new_id
from molva.protocol.rows import (
    AnyRow,
    ChannelCreated,
    Chat,
    ChatKind,
    ChatRole,
    Member,
    Membership,
    chat_scope,
    marks_scope,
)
from molva.server.kernel.caller import Caller
from tests.fixtures.settling import settle
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def channel(world: World, owner: Caller, *readers: Caller) -> str:
    command = CreateGroup(
        chat_id=new_id(world.clock()), name="News", user_ids=tuple(each.user_id for each in readers), channel=True
    )
    opened = await world.do(owner, command)
    assert await world.do(owner, command) == opened
    return opened.chat.id


async def people(world: World, who: Caller, chat_id: str) -> set[str]:
    """Whom somebody is told of as the chat's members when coming back with nothing."""
    rows = (await world.do(who, GetChanges(scope=chat_scope(chat_id)))).rows.rows
    return {row.username for row in rows if isinstance(row, Member)}


async def test_its_owner_writes_and_readers_do_not(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await channel(world, ann, bob, cid)
    chat = (await world.do(bob, GetChat(chat_id=chat_id))).chat
    assert (chat.kind, chat.who_writes, chat.member_count) == (ChatKind.CHANNEL, ChatRole.ADMIN, 3)
    seq = (await world.say(ann, chat_id, "post")).seq
    with pytest.raises(RightsMissing):
        await world.say(bob, chat_id, "answer")
    with pytest.raises(RightsMissing):
        await world.do(bob, PinMessage(chat_id=chat_id, seq=seq))
    history = await world.do(bob, GetHistory(chat_id=chat_id))
    assert history.messages[0].service == ChannelCreated(name="News")
    assert (history.messages[1].text, [member.username for member in history.members]) == ("post", ["ann"])
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    await world.say(bob, chat_id, "answer")


@pytest.mark.parametrize("right", ["who_writes", "who_adds", "who_pins", "who_changes"])
async def test_no_right_goes_to_its_readers(world: World, right: str) -> None:
    ann = await world.person("ann")
    command = ChangeRights(chat_id=await channel(world, ann))
    with pytest.raises(NotAGroup):
        await world.do(ann, replace(command, **{right: ChatRole.MEMBER}))
    await world.do(ann, replace(command, **{right: ChatRole.OWNER}))


async def test_readers_are_told_of_who_leads_it_and_of_themselves_alone(world: World) -> None:
    ann, bob, cid, dan = await world.people("ann", "bob", "cid", "dan")
    chat_id = await channel(world, ann, bob, cid)
    assert await people(world, bob, chat_id) == {"ann", "bob"}
    assert [each.username for each in (await world.do(bob, GetChat(chat_id=chat_id))).members] == ["bob"]
    with pytest.raises(RightsMissing):
        await world.do(bob, ListMembers(chat_id=chat_id))
    everybody = [each.user_id for each in (ann, bob, cid, dan)]
    named = await world.do(bob, ListMembers(chat_id=chat_id, user_ids=everybody))
    assert {each.username for each in named.members} == {"ann", "bob"}
    listed = await world.do(ann, ListMembers(chat_id=chat_id))
    assert {each.username for each in listed.members} == {"ann", "bob", "cid"}
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=cid.user_id))
    with pytest.raises(ChatNotFound):
        await world.do(cid, ListMembers(chat_id=chat_id))


async def test_who_comes_goes_or_is_called_otherwise_is_not_told(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await channel(world, ann, bob)
    reader, newcomer = await world.connect(bob), await world.connect(cid)
    reader.take()
    newcomer.take()
    rows: list[AnyRow] = []

    def known() -> set[str]:
        rows.extend(newcomer.rows())
        return {row.username for row in rows if isinstance(row, Member)}

    await world.do(ann, AddMember(chat_id=chat_id, user_id=cid.user_id))
    # What a newcomer is told is read behind the command.
    await settle(lambda: "ann" in known())
    await world.do(cid, ChangeAccount(name="Cid the Third"))
    await world.do(cid, LeaveChat(chat_id=chat_id))
    told = [row for row in reader.rows() if getattr(row, "chat_id", chat_id) == chat_id]
    assert all(isinstance(row, Chat) for row in told if not isinstance(row, Member))
    assert [row for row in told if isinstance(row, Member)] == []
    assert [row.member_count for row in told if isinstance(row, Chat)] == [3, 2]
    assert known() == {"ann", "cid"}
    assert [row.left for row in rows if isinstance(row, Membership)] == [False, True]
    assert len((await world.do(bob, GetHistory(chat_id=chat_id))).messages) == 1


async def test_who_leads_it_is_told_of_to_all(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await channel(world, ann, bob, cid)
    reader = await world.connect(bob)
    reader.take()
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=cid.user_id, role=ChatRole.ADMIN))
    assert [row.username for row in reader.rows() if isinstance(row, Member)] == ["cid"]
    await world.do(ann, TransferChat(chat_id=chat_id, user_id=cid.user_id))
    assert {row.username for row in reader.rows() if isinstance(row, Member)} == {"ann", "cid"}
    await world.do(ann, LeaveChat(chat_id=chat_id))
    assert [row.left for row in reader.rows() if isinstance(row, Member)] == [True]


async def test_who_was_away_learns_that_somebody_leads_it_no_more_and_newcomers_learn_nothing(world: World) -> None:
    ann, bob, cid, dan = await world.people("ann", "bob", "cid", "dan")
    chat_id = await channel(world, ann, bob, cid, dan)
    for who in (bob, dan):
        await world.do(ann, ChangeRole(chat_id=chat_id, user_id=who.user_id, role=ChatRole.ADMIN))
    rev = (await world.do(cid, GetChanges(scope=chat_scope(chat_id)))).rows.rev
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.MEMBER))
    await world.do(dan, LeaveChat(chat_id=chat_id))
    rows = (await world.do(cid, GetChanges(scope=chat_scope(chat_id), after=rev))).rows.rows
    found = {row.username: (row.role, row.left) for row in rows if isinstance(row, Member)}
    assert found == {"bob": (ChatRole.MEMBER, False), "dan": (ChatRole.MEMBER, True)}
    assert await people(world, cid, chat_id) == {"ann", "cid"}


async def test_reactions_are_counted_and_name_nobody(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await channel(world, ann, bob, cid)
    seq = (await world.say(ann, chat_id, "post")).seq
    await world.do(bob, React(chat_id=chat_id, seq=seq, emoji=("👍",)))
    message = await world.do(cid, React(chat_id=chat_id, seq=seq, emoji=("👍", "🎉")))
    assert [(each.emoji, each.count, each.user_ids) for each in message.reactions] == [("👍", 2, ()), ("🎉", 1, ())]
    for who, known in ((ann, {"bob", "cid"}), (bob, {"bob"}), (cid, {"cid"})):
        page = await world.do(who, ListReactions(chat_id=chat_id, seq=seq))
        assert {each.username for each in page.reactors} == known
    again = await world.do(cid, React(chat_id=chat_id, seq=seq, emoji=()))
    assert [(each.emoji, each.count) for each in again.reactions] == [("👍", 1)]


async def test_nobody_learns_how_far_others_have_read_or_that_they_are_here(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await channel(world, ann, bob)
    seq = (await world.say(ann, chat_id, "post")).seq
    writer = await world.connect(ann)
    writer.take()
    await world.do(bob, MarkChat(chat_id=chat_id, read_seq=seq))
    assert writer.rows() == []
    with pytest.raises(ChatNotFound):
        await world.do(ann, GetChanges(scope=marks_scope(chat_id)))
    assert (await world.do(bob, GetChat(chat_id=chat_id))).unread == 0
    signals = [frame.signal for frame in writer.take() if isinstance(frame, Signalled)]
    assert signals == []
