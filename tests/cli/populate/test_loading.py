"""What is loaded stands in the database exactly as if people had registered, met, written and read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from molva.cli.populate import loading
from molva.cli.populate.loading import LoadedClock, Loader
from molva.cli.populate.making import DAY_MS, Size, make_world
from molva.cli.populate.world import Room, World
from molva.protocol.commands import CreateGroup, ListChats, MarkChat, OpenDirect, Register, SendMessage, SignIn, SignOut
from molva.server.app import open_core
from molva.server.core import Core
from molva.server.features.accounts import hash_passwords
from molva.server.kernel.caller import Caller
from molva.server.settings import Settings
from molva.server.storage.columns import metadata
from tests.fixtures.postgres import PostgresServer

pytestmark = pytest.mark.anyio

UNTIL = 1_767_225_600_000
SIZE = Size(users=7, chats=9, messages=400, days=3)
HOUR_MS = 3_600_000
QUICK = Settings(password_passes=5, password_memory_kib=7_168, registrations_per_address=1_000)

SIGNED_IN = {"sessions", "attempts"}
"""Tables of those who have signed in: nobody has who was loaded."""

OWN = {("users", "password_hash"), ("server", "epoch"), ("server", "created_at")}
"""What is made anew for each database."""


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[Settings]]:
    """Two empty databases of one kind."""
    if request.param == "sqlite":
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
        yield [replace(QUICK, data=tmp_path / name) for name in ("one", "other")]
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    template: str = request.getfixturevalue("postgres_template")
    names = [f"{request.node.name.partition('[')[0][:40]}_{number}" for number in (1, 2)]
    for name in names:
        server.create(name, template)
    yield [replace(QUICK, data=tmp_path, database=server.url(name)) for name in names]
    for name in names:
        server.drop(name)


@asynccontextmanager
async def opened(settings: Settings, at: int) -> AsyncIterator[tuple[Core, LoadedClock]]:
    clock = LoadedClock(at)
    core = await open_core(settings, clock)
    try:
        yield core, clock
    finally:
        await core.database.close()


async def load(settings: Settings, world: World) -> None:
    hashes = await hash_passwords(settings, {person.password for person in world.people}, lambda: None)
    async with opened(settings, world.begins_at) as (core, clock):
        await Loader(core, clock, lambda _: None).load(world, hashes)


async def act(settings: Settings, world: World, choose_id: Callable[[str], None]) -> None:
    """Do the same by the commands that people's devices send, all messages of all chats in the order of time."""
    async with opened(settings, world.begins_at) as (core, clock):
        execute = core.dispatcher.execute
        core.dispatcher.start()
        callers: dict[str, Caller] = {}
        for place, person in enumerate(world.people):
            clock.at = world.begins_at - 2 * HOUR_MS + place * HOUR_MS // len(world.people)
            choose_id(person.id)
            signed_in = await execute(
                Caller(address="127.0.0.1"),
                Register(
                    username=person.username,
                    password=person.password,
                    name=person.name,
                    email=person.email,
                    language=person.language,
                ),
            )
            callers[person.id] = Caller(user=person.id, session=signed_in.session_id)
            await execute(callers[person.id], SignOut())
        for place, room in enumerate(world.rooms):
            clock.at = world.begins_at - HOUR_MS + place * HOUR_MS // len(world.rooms)
            first, *others = room.members
            if room.direct:
                choose_id(room.id)
                await execute(callers[first], OpenDirect(user_id=others[0]))
            else:
                await execute(callers[first], CreateGroup(chat_id=room.id, name=room.name, user_ids=tuple(others)))
        seqs: dict[str, int] = {}
        everything = [(said, room.id) for room in world.rooms for said in room.messages()]
        for said, chat_id in sorted(everything, key=lambda each: each[0].sent_at):
            clock.at = said.sent_at
            command = SendMessage(chat_id=chat_id, id=said.id, text=said.text)
            seqs[chat_id] = (await execute(callers[said.sender_id], command)).seq
        for room in world.rooms:
            marks = [
                MarkChat(chat_id=room.id, read_seq=seqs[room.id] - room.unread.get(each, 0)) for each in room.members
            ]
            await asyncio.gather(
                *(execute(callers[each], mark) for each, mark in zip(room.members, marks, strict=True))
            )
        await core.dispatcher.stop()


def content(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that stands in the database, without what is made anew for each."""
    tables = {}
    for table in metadata.sorted_tables:
        if table.name not in SIGNED_IN:
            columns = [column for column in table.columns if (table.name, column.name) not in OWN]
            tables[table.name] = sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
    return tables


async def content_of(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    async with opened(settings, UNTIL) as (core, _):
        return await core.database.read(content)


@pytest.mark.parametrize("at_once", [3, 4_096])
async def test_a_loaded_database_is_the_one_that_commands_leave(
    places: list[Settings], monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(loading, "AT_ONCE", at_once)
    world = make_world(SIZE, seed=at_once, until=UNTIL)
    assert any(room.direct for room in world.rooms)
    assert any(room.unread for room in world.rooms)
    assert any(not room.direct and room.count > 3 for room in world.rooms)
    chosen: list[str] = []
    made = {"general": count(), "commands": count()}

    def numbered(kind: str) -> Callable[[int], str]:
        return lambda at: f"{at:012x}"[:8] + f"-0000-7000-8000-{kind.encode().hex()[:4]}{next(made[kind]):08x}"

    def begin() -> None:
        # The server's own ids, which are random, are the same in both; people's and direct chats' are the world's.
        made.update({kind: count() for kind in made})
        features = "molva.server.features"
        monkeypatch.setattr(f"{features}.chats.general.new_id", numbered("general"))
        monkeypatch.setattr(f"{features}.messages.commands.new_id", numbered("commands"))
        monkeypatch.setattr(f"{features}.accounts.registration.new_id", lambda _: chosen.pop())
        monkeypatch.setattr(f"{features}.chats.commands.new_id", lambda _: chosen.pop())

    loaded, acted = places
    begin()
    await load(loaded, world)
    begin()
    await act(acted, world, chosen.append)
    one, other = await content_of(loaded), await content_of(acted)
    assert sum(map(len, one.values())) > SIZE.messages
    for table in one:
        assert one[table] == other[table], table


async def test_people_sign_in_and_see_what_they_have_not_read(places: list[Settings]) -> None:
    world = make_world(SIZE, seed=5, until=UNTIL)
    await load(places[0], world)
    async with opened(places[0], UNTIL + DAY_MS) as (core, _):
        core.dispatcher.start()
        for person in world.people:
            signed_in = await core.dispatcher.execute(
                Caller(address="127.0.0.1"), SignIn(login=person.email, password=person.password)
            )
            assert signed_in.account.user_id == person.id
            states = (await core.dispatcher.execute(Caller(user=person.id), ListChats())).chats
            seen = {state.chat.id: state for state in states if not state.chat.general}
            mine = [room for room in world.rooms if person.id in room.members]
            assert seen.keys() == {room.id for room in mine}
            for room in mine:
                assert seen[room.id].unread == expected_unread(room, person.id)
                assert seen[room.id].last_message is not None
        await core.dispatcher.stop()


def expected_unread(room: Room, user_id: str) -> int:
    assert all(said.sender_id != user_id for said in list(room.messages())[room.count - room.unread.get(user_id, 0) :])
    return room.unread.get(user_id, 0)
