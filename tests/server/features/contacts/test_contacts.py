"""Contacts: one's own alone, under names of one's own, the same on all of one's devices."""

from __future__ import annotations

import pytest

from molva.protocol.commands import (
    BlockPerson,
    ChangeAccount,
    Command,
    GetChanges,
    ListContacts,
    RemoveContact,
    SaveContact,
    UnblockPerson,
)
from molva.protocol.errors import InvalidName, Oneself, TooManyContacts, UserNotFound
from molva.protocol.ids import new_id
from molva.protocol.rows import Contact, account_scope
from molva.server.features.contacts import commands
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def kept(world: World, who: Caller, after: int = 0) -> list[Contact]:
    """The contacts of somebody as a device gets them that was away."""
    changes = await world.do(who, GetChanges(scope=account_scope(who.user_id), after=after))
    return [row for row in changes.rows.rows if isinstance(row, Contact)]


EVERY: list[type[Command[Contact]]] = [SaveContact, RemoveContact, BlockPerson, UnblockPerson]  # type: ignore[list-item]  # two answer `Done`


@pytest.mark.parametrize("command", EVERY)
async def test_nobody_is_there_or_it_is_oneself(world: World, command: type[Command[Contact]]) -> None:
    (ann,) = await world.people("ann")
    for user_id, refusal in ((new_id(1), UserNotFound), (ann.user_id, Oneself)):
        with pytest.raises(refusal):
            await world.do(ann, command(user_id=user_id))
    assert await kept(world, ann) == []


@pytest.mark.parametrize("name", ["\u2800", "x" * 65, "a\x00b", "a\u202eb"])
async def test_a_name_that_cannot_be_shown_is_refused(world: World, name: str) -> None:
    ann, bob = await world.people("ann", "bob")
    with pytest.raises(InvalidName):
        await world.do(ann, SaveContact(user_id=bob.user_id, own_name=name))
    assert await kept(world, ann) == []


async def test_nobody_else_learns_of_it(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    await world.direct(ann, bob)
    other = await world.connect(bob)
    other.take()
    await world.do(ann, SaveContact(user_id=bob.user_id, own_name="Bobby"))
    assert other.take() == []
    assert await kept(world, bob) == (await world.do(bob, ListContacts())).contacts == []


async def test_more_than_can_be_are_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "MAX_CONTACTS", 1)
    ann, bob, eve = await world.people("ann", "bob", "eve")
    await world.do(ann, SaveContact(user_id=bob.user_id))
    await world.do(ann, BlockPerson(user_id=bob.user_id))
    for command in (SaveContact(user_id=eve.user_id), BlockPerson(user_id=eve.user_id)):
        with pytest.raises(TooManyContacts):
            await world.do(ann, command)
    await world.do(ann, UnblockPerson(user_id=bob.user_id))
    await world.do(ann, RemoveContact(user_id=bob.user_id))
    await world.do(ann, SaveContact(user_id=eve.user_id))


async def test_the_other_device_gets_it_live_and_after_being_away(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    here = await world.connect(ann)
    here.take()
    saved = await world.do(ann, SaveContact(user_id=bob.user_id, own_name=" Bobby  B "))
    assert saved == Contact(
        user_id=bob.user_id, rev=saved.rev, username="bob", name="bob", saved=True, own_name="Bobby B"
    )
    blocked = await world.do(ann, BlockPerson(user_id=bob.user_id))
    assert (blocked.saved, blocked.own_name, blocked.blocked) == (True, "Bobby B", True)
    assert here.rows() == [saved, blocked]
    assert await kept(world, ann, saved.rev) == [blocked]


async def test_the_same_again_changes_nothing(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    saved = await world.do(ann, SaveContact(user_id=bob.user_id, own_name="bob"))
    assert saved.own_name == ""
    assert await world.do(ann, SaveContact(user_id=bob.user_id)) == saved
    await world.do(ann, UnblockPerson(user_id=bob.user_id))
    assert await kept(world, ann) == [saved]


async def test_what_is_removed_leaves_no_name_behind(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    await world.do(ann, SaveContact(user_id=bob.user_id, own_name="My secret name"))
    await world.do(ann, RemoveContact(user_id=bob.user_id))
    (gone,) = await kept(world, ann)
    assert gone == Contact(user_id=bob.user_id, rev=gone.rev, username="bob", name="bob")
    assert (await world.do(ann, ListContacts())).contacts == []


async def test_a_person_who_changes_their_name_is_shown_anew(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    await world.do(ann, SaveContact(user_id=bob.user_id, own_name="Bobby"))
    await world.do(eve, SaveContact(user_id=bob.user_id))
    await world.do(eve, RemoveContact(user_id=bob.user_id))
    here, there = await world.connect(ann), await world.connect(eve)
    here.take(), there.take()
    await world.do(bob, ChangeAccount(name="Robert"))
    (row,) = [row for row in here.rows() if isinstance(row, Contact)]
    assert (row.name, row.own_name) == ("Robert", "Bobby")
    assert not [row for row in there.rows() if isinstance(row, Contact)]


async def test_they_are_listed_by_page(world: World) -> None:
    ann, *others = await world.people("ann", "bob", "eve", "joe")
    for other in others:
        await world.do(ann, SaveContact(user_id=other.user_id))
    first = await world.do(ann, ListContacts(limit=2))
    last = await world.do(ann, ListContacts(limit=2, after=first.next))
    listed = [row.user_id for row in (*first.contacts, *last.contacts)]
    assert (listed, last.next) == (sorted(other.user_id for other in others), None)
