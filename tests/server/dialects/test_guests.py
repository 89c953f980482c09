"""A guest of yachat goes when nothing is asked of it any more; what it has written stays."""

from __future__ import annotations

import pytest

from molva.protocol.commands import FindPeople, GetAccount, GetHistory, OpenDirect
from molva.protocol.errors import NotSignedIn
from molva.server.dialects import Backend
from molva.server.dialects.talk import send
from molva.server.dialects.yachat.guests import caller_of, connect
from molva.server.features.accounts import make_owner, reset_password
from molva.server.kernel.caller import Caller
from tests.fixtures.world import CHEAP, PASSWORD, World

pytestmark = pytest.mark.anyio

VISITOR = Caller(address="192.0.2.7")
DAY_MS = 86_400_000


@pytest.fixture
def backend(world: World) -> Backend:
    core = world.core
    return Backend(
        dispatcher=core.dispatcher, database=core.database, clock=core.clock, session_days=core.settings.session_days
    )


async def names(world: World, seeker: Caller) -> set[str]:
    """Everybody who can be found, by the beginnings of their names."""
    found = (await world.do(seeker, FindPeople(query=""))).people
    return {person.username.partition("-")[0] for person in found}


async def test_a_guest_who_asks_for_nothing_is_gone_and_the_words_stay(world: World, backend: Backend) -> None:
    owner = await world.person("owner")
    guest = await caller_of(backend, VISITOR, token := await connect(backend, VISITOR))
    chat_id = (await world.do(guest, OpenDirect(user_id=owner.user_id))).chat.id
    await send(backend, guest, chat_id, "hello")
    await world.pass_time(5 * DAY_MS - 1)
    assert "guest" in await names(world, owner)
    await world.pass_time(1)
    assert "guest" not in await names(world, owner)
    with pytest.raises(NotSignedIn):
        await caller_of(backend, VISITOR, token)
    page = await world.do(owner, GetHistory(chat_id=chat_id))
    assert [message.text for message in page.messages if message.service is None] == ["hello"]


async def test_a_guest_who_comes_back_stays_until_the_next_silence(world: World, backend: Backend) -> None:
    owner = await world.person("owner")
    token = await connect(backend, VISITOR)
    for _ in range(3):
        await world.pass_time(4 * DAY_MS)
        await caller_of(backend, VISITOR, token)
    await world.pass_time(4 * DAY_MS)
    assert "guest" in await names(world, owner)
    await world.pass_time(DAY_MS)
    assert "guest" not in await names(world, owner)


async def test_whoever_has_registered_stays_without_a_session(world: World, backend: Backend) -> None:
    owner, _ = await world.people("owner", "ann")
    await world.pass_time(400 * DAY_MS)
    assert await names(world, owner) == {"owner", "ann"}


async def test_a_guest_to_whom_somebody_can_sign_in_stays(world: World, backend: Backend) -> None:
    owner = await world.person("owner")
    guests = [await caller_of(backend, VISITOR, await connect(backend, VISITOR)) for _ in range(2)]
    known, chief = [(await world.do(each, GetAccount())).username for each in guests]
    await reset_password(CHEAP, world.core.database, known, PASSWORD)
    await make_owner(world.core.database, chief)
    await world.pass_time(6 * DAY_MS)
    found = (await world.do(owner, FindPeople(query=""))).people
    assert {person.username for person in found} == {"owner", known, chief}
