"""Blocks and rules: who may write to whom, and who may add whom, live and remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from molva.protocol.commands import (
    AddMember,
    BlockPerson,
    ChangeAccount,
    Command,
    EditMessage,
    FindPeople,
    GetHistory,
    OpenDirect,
    PinMessage,
    React,
    SaveContact,
    UnblockPerson,
)
from molva.protocol.errors import AddingNotAccepted, PersonBlocked, WritingNotAccepted
from molva.protocol.rows import Circle
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def test_who_is_blocked_writes_nothing_whatever_was_before(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    mine = (await world.say(bob, chat_id, "hello")).seq
    await world.do(ann, BlockPerson(user_id=bob.user_id))
    for _ in range(2):
        with pytest.raises(WritingNotAccepted):
            await world.say(bob, chat_id, "are you there?")
        with pytest.raises(PersonBlocked):
            await world.say(ann, chat_id, "go away")
    attempts: list[Command[Any]] = [
        EditMessage(chat_id=chat_id, seq=mine, text="nasty"),
        React(chat_id=chat_id, seq=mine, emoji=("👍",)),
        PinMessage(chat_id=chat_id, seq=mine),
    ]
    for attempt in attempts:
        with pytest.raises(WritingNotAccepted):
            await world.do(bob, attempt)
    history = await world.do(ann, GetHistory(chat_id=chat_id))
    assert [message.text for message in history.messages] == ["hello"]
    await world.do(ann, UnblockPerson(user_id=bob.user_id))
    await world.say(bob, chat_id, "thank you")
    await world.say(ann, chat_id, "well")


async def test_who_is_blocked_begins_no_chat_and_reads_the_one_that_is_there(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.direct(ann, bob)
    for other in (bob, eve):
        await world.do(ann, BlockPerson(user_id=other.user_id))
    assert await world.direct(bob, ann) == chat_id
    with pytest.raises(WritingNotAccepted):
        await world.direct(eve, ann)
    with pytest.raises(PersonBlocked):
        await world.direct(ann, eve)


async def test_a_block_reads_like_a_rule_and_shows_nowhere(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    await world.do(bob, ChangeAccount(who_may_write=Circle.NOBODY, who_may_add=Circle.NOBODY))
    before = await world.do(eve, FindPeople())
    other = await world.connect(eve)
    other.take()
    await world.do(ann, BlockPerson(user_id=eve.user_id))
    assert not other.rows()
    assert await world.do(eve, FindPeople()) == before
    group = await world.group(eve)
    for make in (lambda who: OpenDirect(user_id=who), lambda who: AddMember(chat_id=group, user_id=who)):
        said = [await refused(world, eve, make(who.user_id)) for who in (ann, bob)]
        assert said[0] == said[1]


async def refused(world: World, who: Caller, command: Command[Any]) -> str:
    with pytest.raises((WritingNotAccepted, AddingNotAccepted)) as caught:
        await world.do(who, command)
    return str(caught.value)


async def test_groups_go_on_with_both_in_them(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    group = await world.group(ann, bob)
    await world.do(ann, BlockPerson(user_id=bob.user_id))
    await world.say(bob, group, "hello all")


@pytest.mark.parametrize("rule", [Circle.CONTACTS, Circle.NOBODY])
async def test_who_may_not_write_first_may_answer(world: World, rule: Circle) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    empty = await world.direct(bob, ann)
    await world.do(ann, ChangeAccount(who_may_write=rule))
    with pytest.raises(WritingNotAccepted):
        await world.direct(eve, ann)
    for _ in range(2):
        with pytest.raises(WritingNotAccepted):
            await world.say(bob, empty, "may I?")
    await world.say(ann, empty, "you may")
    await world.say(bob, empty, "thank you")
    await world.do(ann, SaveContact(user_id=eve.user_id))
    if rule is Circle.NOBODY:
        with pytest.raises(WritingNotAccepted):
            await world.direct(eve, ann)
    else:
        await world.say(eve, await world.direct(eve, ann), "hello")


async def test_who_has_written_goes_on_when_the_rule_changes(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(bob, ann)
    await world.say(bob, chat_id, "hello")
    await world.do(ann, ChangeAccount(who_may_write=Circle.NOBODY))
    await world.say(bob, chat_id, "still here")


Rule = Callable[[World, Caller, Caller], Any]


async def nobody_may(world: World, ann: Caller, bob: Caller) -> None:
    await world.do(ann, ChangeAccount(who_may_add=Circle.NOBODY))
    await world.do(ann, SaveContact(user_id=bob.user_id))


async def contacts_may(world: World, ann: Caller, bob: Caller) -> None:
    await world.do(ann, ChangeAccount(who_may_add=Circle.CONTACTS))
    await world.do(bob, SaveContact(user_id=ann.user_id))


async def blocked(world: World, ann: Caller, bob: Caller) -> None:
    await world.do(ann, BlockPerson(user_id=bob.user_id))


@pytest.mark.parametrize("rule", [nobody_may, contacts_may, blocked])
async def test_who_may_not_add_adds_nobody(world: World, rule: Rule) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    group = await world.group(bob)
    await rule(world, ann, bob)
    with pytest.raises(AddingNotAccepted) as caught:
        await world.do(bob, AddMember(chat_id=group, user_id=ann.user_id))
    assert caught.value.params == {"name": "ann"}
    with pytest.raises(AddingNotAccepted):
        await world.group(bob, eve, ann)
    await world.do(bob, AddMember(chat_id=group, user_id=eve.user_id))


async def test_a_contact_may_add_where_contacts_may(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    await world.do(ann, ChangeAccount(who_may_add=Circle.CONTACTS))
    await world.do(ann, SaveContact(user_id=bob.user_id))
    await world.group(bob, ann)
