"""Looking for members: who may not, what finds whom, and pages that hold everybody who is found once."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, update

from bench.crowd import write_group, write_people
from molva.protocol.commands import (
    AddMember,
    ChangeAccount,
    ChangeRole,
    CreateGroup,
    LeaveChat,
    ListMembers,
    RemoveMember,
    SaveContact,
)
from molva.protocol.errors import ChatNotFound, InvalidField, RightsMissing
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole
from molva.server.features.accounts.names import WORD_BREAKS, name_key
from molva.server.features.accounts.tables import users
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def found(world: World, caller: Caller, chat_id: str, query: str) -> set[str]:
    """Usernames that a search gives."""
    page = await world.do(caller, ListMembers(chat_id=chat_id, query=query))
    assert page.next is None
    return {member.username for member in page.members}


async def test_an_outsider_and_a_former_member_find_nobody(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await world.group(ann, bob)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    for who in (bob, cid):
        with pytest.raises(ChatNotFound):
            await world.do(who, ListMembers(chat_id=chat_id, query="ann"))


async def test_a_channels_reader_does_not_learn_of_others_by_searching(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    ids = (bob.user_id, cid.user_id)
    command = CreateGroup(chat_id=new_id(world.clock()), name="News", user_ids=ids, channel=True)
    chat_id = (await world.do(ann, command)).chat.id
    for query in ("cid", "bob", "ann", "nobody", "-"):
        with pytest.raises(RightsMissing):
            await world.do(bob, ListMembers(chat_id=chat_id, query=query))
    assert await found(world, ann, chat_id, "ci") == {"cid"}
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=bob.user_id, role=ChatRole.ADMIN))
    assert await found(world, bob, chat_id, "ci") == {"cid"}


async def test_who_has_left_or_was_never_there_is_not_found(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await world.group(ann, bob)
    assert await found(world, ann, chat_id, "bob") == {"bob"}
    assert await found(world, ann, chat_id, "cid") == set()
    await world.do(bob, LeaveChat(chat_id=chat_id))
    assert await found(world, ann, chat_id, "bob") == set()
    await world.do(ann, AddMember(chat_id=chat_id, user_id=cid.user_id))
    assert await found(world, ann, chat_id, "cid") == {"cid"}


async def test_what_one_calls_somebody_is_not_searched_for_others_nor_for_oneself(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    await world.do(ann, SaveContact(user_id=bob.user_id, own_name="Robert"))
    for who in (ann, bob):
        assert await found(world, who, chat_id, "Robert") == set()


async def test_what_cannot_be_searched_is_refused(world: World) -> None:
    ann = await world.person("ann")
    chat_id = await world.group(ann)
    for query in ("a\0", "a\ud800", "\n"):
        with pytest.raises(InvalidField):
            await world.do(ann, ListMembers(chat_id=chat_id, query=query))


async def test_each_word_begins_a_word_of_the_name_or_the_username(world: World) -> None:
    ann, bob = await world.people("ann", "пётр.иванов")
    chat_id = await world.group(ann, bob)
    await world.do(bob, ChangeAccount(name="Анна-Мария (Ёлка) 100%_Öl"))
    name = {"пётр.иванов"}
    for query in ("АННА", "мар", "анна-мар", "мар анна", "елк", "ЁЛКА", "(ёл", "100%", "öl", "o\u0308L"):
        assert await found(world, ann, chat_id, query) == name, query
    for query in ("Петр", "пётр.ив", "ИВАН", " иванов  пётр ", "анна иванов"):
        assert await found(world, ann, chat_id, query) == name, query
    for query in ("ария", "нна", "анна б", "%", "а%а", "0%", "а_на", "' OR 1=1 --", "/", "\\", "-", "(", "*"):
        assert await found(world, ann, chat_id, query) == set(), query
    for query in ("", "  "):
        assert await found(world, ann, chat_id, query) == {*name, "ann"}, query


async def test_a_query_does_not_narrow_those_who_are_named(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    page = await world.do(ann, ListMembers(chat_id=chat_id, user_ids=[bob.user_id], query="ann"))
    assert [member.username for member in page.members] == ["bob"]


PARTS = ["Дом", "дома", "Лёс-лес", "ai", "A.I", "д", "_"]
NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).map(" ".join)
QUERIES = st.lists(st.sampled_from(["дом", "ЛЕС", "a", "i", "лес-л", "д", "crowd", "."]), max_size=2).map(" ".join)


def finds(name: str, username: str, query: str) -> bool:
    """Say it once more, letter by letter."""
    breaks = f"[{re.escape(WORD_BREAKS)}\\s]+"
    known = re.split(breaks, name_key(f"{name} {username}"))
    words = [word for word in re.split(breaks, name_key(query)) if word]
    return (bool(words) or not query.strip()) and all(any(each.startswith(word) for each in known) for word in words)


async def test_pages_hold_everybody_who_is_found_once_and_in_order(world: World) -> None:
    loop = asyncio.get_running_loop()
    ann = await world.person("ann")

    def fill(connection: Connection) -> tuple[list[str], str]:
        crowd = write_people(connection, 12)
        return sorted(crowd), write_group(connection, "Group", ann.user_id, crowd, ["hello"])

    crowd, chat_id = await world.core.database.write(fill)

    async def check(names: list[str], query: str, limit: int) -> None:
        def rename(connection: Connection) -> None:
            for user_id, name in zip(crowd, names, strict=True):
                changed = update(users).where(users.c.id == user_id)
                connection.execute(changed.values(name=name, name_key=name_key(name)))

        await world.core.database.write(rename)
        everybody = (await world.do(ann, ListMembers(chat_id=chat_id, limit=200))).members
        got: list[Any] = []
        after = None
        while True:
            page = await world.do(ann, ListMembers(chat_id=chat_id, query=query, after=after, limit=limit))
            assert len(page.members) == limit or page.next is None
            got += page.members
            after = page.next
            if after is None:
                break
        assert got == [member for member in everybody if finds(member.name, member.username, query)]

    @settings(max_examples=40, deadline=None)
    @given(names=st.lists(NAMES, min_size=12, max_size=12), query=QUERIES, limit=st.integers(1, 5))
    def every(names: list[str], query: str, limit: int) -> None:
        asyncio.run_coroutine_threadsafe(check(names, query, limit), loop).result()

    await asyncio.to_thread(every)
