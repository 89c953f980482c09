"""Drafts: nobody else ever sees one, the latest holds, and what is cleared is gone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from molva.protocol.commands import AddMember, DeleteChat, GetChanges, LeaveChat, RemoveMember, SaveDraft
from molva.protocol.errors import ChatNotFound, InvalidText, MessageNotFound, TextTooLong
from molva.protocol.ids import new_id
from molva.protocol.rows import Draft, account_scope
from molva.server.features.drafts.tables import drafts
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def kept(world: World, who: Caller, after: int = 0) -> list[Draft]:
    """The drafts of somebody as a device gets them that was away."""
    changes = await world.do(who, GetChanges(scope=account_scope(who.user_id), after=after))
    return [row for row in changes.rows.rows if isinstance(row, Draft)]


async def stored(world: World) -> list[str]:
    """Every text in the table."""
    return await world.core.database.read(lambda connection: list(connection.execute(select(drafts.c.text)).scalars()))


async def test_only_a_member_keeps_one(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    for who, chat in ((eve, chat_id), (bob, chat_id), (ann, new_id(1))):
        with pytest.raises(ChatNotFound):
            await world.do(who, SaveDraft(chat_id=chat, text="half"))
    assert await stored(world) == []


async def test_nobody_else_hears_of_it(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    other = await world.connect(bob)
    other.take()
    await world.do(ann, SaveDraft(chat_id=chat_id, text="for nobody's eyes"))
    await world.do(ann, SaveDraft(chat_id=chat_id, text=""))
    assert other.take() == []
    assert await kept(world, bob) == []
    with pytest.raises(ChatNotFound):
        await world.do(bob, GetChanges(scope=account_scope(ann.user_id), after=0))


@pytest.mark.parametrize(
    ("text", "reply_to", "refusal"),
    [
        ("x" * 4001, None, TextTooLong),
        ("a\x00b", None, InvalidText),
        ("an answer to what is not there", 3, MessageNotFound),
        ("an answer to nothing", 0, MessageNotFound),
    ],
)
async def test_what_no_message_could_be_is_refused_and_changes_nothing(
    world: World, text: str, reply_to: int | None, refusal: type[Exception]
) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    await world.say(bob, chat_id, "hello")
    before = await world.do(ann, SaveDraft(chat_id=chat_id, text="half", reply_to=2))
    with pytest.raises(refusal):
        await world.do(ann, SaveDraft(chat_id=chat_id, text=text, reply_to=reply_to))
    assert await kept(world, ann) == [before]


async def test_an_answer_to_what_was_before_ones_time_is_refused(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, history_shared=False)
    seq = (await world.say(ann, chat_id, "before")).seq
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    with pytest.raises(MessageNotFound):
        await world.do(bob, SaveDraft(chat_id=chat_id, text="half", reply_to=seq))


async def test_the_other_device_gets_the_latest_live_and_after_being_away(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    seq = (await world.say(bob, chat_id, "hello")).seq
    here = await world.connect(ann)
    here.take()
    first = await world.do(ann, SaveDraft(chat_id=chat_id, text="ha"))
    last = await world.do(ann, SaveDraft(chat_id=chat_id, text=" half\n", reply_to=seq))
    assert here.rows() == [first, last]
    assert (last.text, last.reply_to, last.saved_at) == (" half\n", seq, world.clock())
    assert await kept(world, ann, first.rev) == [last]
    assert await kept(world, ann, last.rev) == []


async def test_the_same_again_changes_nothing(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    assert (await world.do(ann, SaveDraft(chat_id=chat_id, text=" \n "))).rev == 0
    assert await kept(world, ann) == []
    first = await world.do(ann, SaveDraft(chat_id=chat_id, text="half"))
    assert await world.do(ann, SaveDraft(chat_id=chat_id, text="half")) == first


async def test_what_is_cleared_leaves_no_text(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    seq = (await world.say(bob, chat_id, "hello")).seq
    await world.do(ann, SaveDraft(chat_id=chat_id, text="half", reply_to=seq))
    gone = await world.do(ann, SaveDraft(chat_id=chat_id, text=" ", reply_to=seq))
    assert (gone.text, gone.reply_to) == ("", None)
    assert await kept(world, ann) == [gone]
    assert await stored(world) == [""]


async def test_leaving_and_deleting_take_it_away_and_coming_back_does_not_bring_it(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    for who in (ann, bob, eve):
        await world.do(who, SaveDraft(chat_id=chat_id, text="half"))
    here = await world.connect(bob)
    here.take()
    await world.do(bob, LeaveChat(chat_id=chat_id))
    assert [row.text for row in here.rows() if isinstance(row, Draft)] == [""]
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=eve.user_id))
    assert sorted(await stored(world)) == ["", "", "half"]
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    assert [draft.text for draft in await kept(world, bob)] == [""]
    await world.do(ann, DeleteChat(chat_id=chat_id))
    assert await stored(world) == ["", "", ""]
