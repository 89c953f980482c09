"""Reactions: first who must not, then who may; everybody sees the same, live and after being away."""

from __future__ import annotations

import pytest

from molva.protocol.commands import DeleteMessage, ListReactions, React, RemoveMember
from molva.protocol.errors import (
    ChatNotFound,
    InvalidField,
    MessageDeleted,
    MessageNotFound,
    Refusal,
    TooManyReactions,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import SHOWN_REACTORS, Message, chat_scope
from molva.server.features.reactions.commands import MAX_KINDS
from molva.server.features.reactions.emoji import check_emoji
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def react(
    world: World, who: Caller, chat_id: str, seq: int, *emoji: str
) -> dict[str, tuple[int, tuple[str, ...]]]:
    message = await world.do(who, React(chat_id=chat_id, seq=seq, emoji=emoji))
    return {each.emoji: (each.count, each.user_ids) for each in message.reactions}


async def test_who_may_not_see_a_message_neither_reacts_nor_learns_who_did(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "hello")).seq
    await react(world, bob, chat_id, seq, "👍")
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    for who, chat in ((eve, chat_id), (bob, chat_id), (ann, new_id(1))):
        with pytest.raises(ChatNotFound):
            await world.do(who, React(chat_id=chat, seq=seq, emoji=("👍",)))
        with pytest.raises(ChatNotFound):
            await world.do(who, ListReactions(chat_id=chat, seq=seq))
    for number in (0, seq + 1, 10**9):
        with pytest.raises(MessageNotFound):
            await world.do(ann, React(chat_id=chat_id, seq=number, emoji=("👍",)))


async def test_a_deleted_or_a_service_message_takes_none_and_loses_what_it_had(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "hello")).seq
    await react(world, bob, chat_id, seq, "👍")
    await world.do(ann, DeleteMessage(chat_id=chat_id, seq=seq))
    with pytest.raises(MessageDeleted):
        await world.do(bob, React(chat_id=chat_id, seq=seq, emoji=("👍",)))
    assert (await world.do(ann, ListReactions(chat_id=chat_id, seq=seq))).reactors == []
    with pytest.raises(MessageNotFound):
        await world.do(bob, React(chat_id=chat_id, seq=1, emoji=("👍",)))


@pytest.mark.parametrize(
    "text", ["a", "я", "7", "👍👍", "👍a", " ", "\u200d", "\ufe0f", "<b>", "¼", "—", "👍 ", "\ue000", "\u2028"]
)
def test_what_is_no_emoji_is_refused(text: str) -> None:
    with pytest.raises(InvalidField):
        check_emoji(text)


@pytest.mark.parametrize(
    "text",
    [
        "👍",
        "👍🏽",
        "❤️",
        "❤",
        "☀",
        "🇷🇺",
        "7️⃣",
        "👨‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🏴\U000e0067\U000e0062\U000e007f",
        "🫨",
        "™️",
        "〰️",
        "‼️",
    ],
)
def test_an_emoji_of_any_make_is_taken(text: str) -> None:
    assert check_emoji(text) == text


async def test_everybody_sees_the_same_live_and_after_being_away(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    seq = (await world.say(ann, chat_id, "hello")).seq
    here, away = await world.connect(bob), await world.connect(eve)
    known = {chat_scope(chat_id): seq}
    world.lose(away)
    here.take()
    await react(world, ann, chat_id, seq, "👍", "❤️")
    await react(world, bob, chat_id, seq, "👍")
    (*_, live) = [row for row in here.rows() if isinstance(row, Message)]
    back = await world.connect(eve, known)
    (late,) = [row for row in back.rows() if isinstance(row, Message) and row.seq == seq]
    assert live == late
    found = {each.emoji: (each.count, each.user_ids) for each in late.reactions}
    assert found == {"👍": (2, (ann.user_id, bob.user_id)), "❤️": (1, (ann.user_id,))}


async def test_the_same_again_changes_nothing_and_none_takes_them_back(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "hello")).seq
    first = await world.do(bob, React(chat_id=chat_id, seq=seq, emoji=("👍", "👍", "🎉")))
    assert await world.do(bob, React(chat_id=chat_id, seq=seq, emoji=("🎉", "👍"))) == first
    assert await react(world, bob, chat_id, seq, "🎉") == {"🎉": (1, (bob.user_id,))}
    last = await world.do(bob, React(chat_id=chat_id, seq=seq, emoji=()))
    assert (last.reactions, last.rev > first.rev) == ((), True)


async def test_a_row_stays_small_and_the_list_names_everybody(world: World) -> None:
    people = await world.people(*(f"user{number:02}" for number in range(SHOWN_REACTORS + 3)))
    chat_id = await world.group(people[0], *people[1:])
    seq = (await world.say(people[0], chat_id, "hello")).seq
    for who in people:
        found = await react(world, who, chat_id, seq, "👍")
    assert found["👍"][0] == len(people)
    assert found["👍"][1] == tuple(who.user_id for who in people[:SHOWN_REACTORS])
    named: list[str] = []
    page = await world.do(people[1], ListReactions(chat_id=chat_id, seq=seq, limit=10))
    named += [each.user_id for each in page.reactors]
    while page.next:
        page = await world.do(people[1], ListReactions(chat_id=chat_id, seq=seq, limit=10, after=page.next))
        named += [each.user_id for each in page.reactors]
    assert named == sorted(who.user_id for who in people)


async def test_a_message_shows_so_many_different_emoji_and_no_more(world: World) -> None:
    people = await world.people(*(f"user{number:02}" for number in range(8)))
    chat_id = await world.group(people[0], *people[1:])
    seq = (await world.say(people[0], chat_id, "hello")).seq
    kinds = [chr(0x1F600 + number) for number in range(MAX_KINDS + 1)]
    refused: Refusal | None = None
    for number, who in enumerate(people):
        try:
            await react(world, who, chat_id, seq, *kinds[3 * number : 3 * number + 3])
        except TooManyReactions as error:
            refused = error
    assert refused is not None
    assert len(await react(world, people[0], chat_id, seq, *kinds[:3])) <= MAX_KINDS
