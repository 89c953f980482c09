"""Folders: one's own alone, in one order on all devices, and gone when they are deleted."""

from __future__ import annotations

import pytest

from molva.protocol.commands import DeleteFolder, GetChanges, OrderFolders, SaveFolder
from molva.protocol.commands.folders import MAX_FOLDERS
from molva.protocol.errors import ChatNotFound, InvalidName, TooManyFolders
from molva.protocol.ids import new_id
from molva.protocol.rows import Folder, account_scope
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def kept(world: World, who: Caller, after: int = 0) -> list[Folder]:
    """The folders of somebody as a device gets them that was away, in their order."""
    changes = await world.do(who, GetChanges(scope=account_scope(who.user_id), after=after))
    return sorted((row for row in changes.rows.rows if isinstance(row, Folder)), key=lambda row: row.position)


async def save(world: World, who: Caller, name: str, *chats: str, folder_id: str | None = None) -> Folder:
    return await world.do(who, SaveFolder(folder_id=folder_id or new_id(world.clock()), name=name, chat_ids=chats))


async def names(world: World, who: Caller) -> list[str]:
    return [row.name for row in await kept(world, who) if not row.deleted]


async def test_nobody_else_sees_or_touches_it(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    other = await world.connect(bob)
    other.take()
    mine = await save(world, ann, "Secret plans")
    await world.do(bob, DeleteFolder(folder_id=mine.id))
    await world.do(bob, OrderFolders(folder_ids=(mine.id,)))
    theirs = await save(world, bob, "Mine", folder_id=mine.id)
    assert await kept(world, ann) == [mine]
    assert await kept(world, bob) == [theirs] == other.rows()
    with pytest.raises(ChatNotFound):
        await world.do(bob, GetChanges(scope=account_scope(ann.user_id), after=0))


@pytest.mark.parametrize("name", ["", "  ", "\u2800", "x" * 65, "a\x00b", "a\u202eb"])
async def test_a_name_that_cannot_be_shown_is_refused(world: World, name: str) -> None:
    (ann,) = await world.people("ann")
    before = await save(world, ann, "Work")
    for folder_id in (None, before.id):
        with pytest.raises(InvalidName):
            await save(world, ann, name, folder_id=folder_id)
    assert await kept(world, ann) == [before]


async def test_more_than_can_be_are_refused_and_a_deleted_one_makes_room(world: World) -> None:
    (ann,) = await world.people("ann")
    all_ = [await save(world, ann, f"Folder {n}") for n in range(MAX_FOLDERS)]
    with pytest.raises(TooManyFolders):
        await save(world, ann, "One more")
    changed = await save(world, ann, "Changed", folder_id=all_[0].id)
    assert (changed.position, len(await names(world, ann))) == (0, MAX_FOLDERS)
    await world.do(ann, DeleteFolder(folder_id=all_[1].id))
    await save(world, ann, "One more")
    with pytest.raises(TooManyFolders):
        await save(world, ann, "Back again", folder_id=all_[1].id)


async def test_the_other_device_gets_it_live_and_after_being_away(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id, foreign = await world.direct(ann, bob), new_id(1)
    here = await world.connect(ann)
    here.take()
    first = await save(world, ann, " Work  and  play ", chat_id, foreign, chat_id)
    assert (first.name, first.chat_ids) == ("Work and play", (chat_id, foreign))
    last = await save(world, ann, "Work", foreign, folder_id=first.id)
    assert here.rows() == [first, last]
    assert await kept(world, ann, first.rev) == [last]
    assert await kept(world, ann, last.rev) == []


async def test_the_same_again_changes_nothing(world: World) -> None:
    (ann,) = await world.people("ann")
    first = await save(world, ann, "Work", new_id(1))
    assert await save(world, ann, "Work ", *first.chat_ids, folder_id=first.id) == first
    await world.do(ann, OrderFolders(folder_ids=(first.id,)))
    await world.do(ann, DeleteFolder(folder_id=new_id(2)))
    assert await kept(world, ann) == [first]


async def test_what_is_deleted_leaves_no_content_and_stays_so(world: World) -> None:
    (ann,) = await world.people("ann")
    folder = await save(world, ann, "Secret plans", new_id(1))
    await world.do(ann, DeleteFolder(folder_id=folder.id))
    (gone,) = await kept(world, ann)
    assert gone == Folder(id=folder.id, rev=gone.rev, deleted=True)
    await world.do(ann, DeleteFolder(folder_id=folder.id))
    assert await kept(world, ann) == [gone]


async def test_folders_are_put_in_order_and_new_ones_come_last(world: World) -> None:
    (ann,) = await world.people("ann")
    one, two, three = [await save(world, ann, name) for name in ("one", "two", "three")]
    await world.do(ann, OrderFolders(folder_ids=(three.id, new_id(1), one.id)))
    assert await names(world, ann) == ["three", "one", "two"], "whoever is left out comes last"
    await world.do(ann, DeleteFolder(folder_id=one.id))
    await save(world, ann, "four")
    assert await names(world, ann) == ["three", "two", "four"]
    await world.do(ann, OrderFolders(folder_ids=(two.id, three.id)))
    assert await names(world, ann) == ["two", "three", "four"]
