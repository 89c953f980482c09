"""Name and password in every request: checked once, and again as soon as they or their session are not the same."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from molva.protocol.commands import ChangePassword, ListSessions, RevokeOtherSessions
from molva.protocol.errors import InvalidField, SignInFailed, UsernameTaken
from molva.server.core import Core
from molva.server.dialects import Backend, keyring
from molva.server.dialects.keyring import Keyring
from molva.server.kernel.caller import Caller
from tests.fixtures.world import PASSWORD, World

pytestmark = pytest.mark.anyio

VISITOR = Caller(address="192.0.2.7")
OTHER = "poppy-field-4-kite"


@dataclass
class Doors:
    """A keyring, and how often it has asked for a sign-in."""

    world: World
    keyring: Keyring = field(init=False)

    def __post_init__(self) -> None:
        core: Core = self.world.core
        backend = Backend(dispatcher=core.dispatcher, database=core.database, clock=core.clock, session_days=5)
        self.keyring = Keyring(backend, "X-messenger")

    async def sessions(self, caller: Caller) -> int:
        found = (await self.world.do(caller, ListSessions())).sessions
        return len([each for each in found if each.client == "X-messenger"])


@pytest.fixture
def doors(world: World) -> Doors:
    return Doors(world)


async def test_a_wrong_password_opens_nothing_after_the_right_one_has(doors: Doors) -> None:
    await doors.world.person("ann")
    await doors.keyring.caller(VISITOR, "ann", PASSWORD)
    for login, password in (("ann", OTHER), ("bob", PASSWORD), ("annc", PASSWORD[1:]), ("ann\0", PASSWORD), ("", "")):
        with pytest.raises((SignInFailed, InvalidField)):
            await doors.keyring.caller(VISITOR, login, password)


async def test_a_client_that_asks_again_and_again_has_one_session(doors: Doors) -> None:
    ann = await doors.world.person("ann")
    callers = [await doors.keyring.caller(VISITOR, "ann", PASSWORD) for _ in range(3)]
    assert {caller.user for caller in callers} == {ann.user}
    assert {caller.address for caller in callers} == {VISITOR.address}
    assert await doors.sessions(ann) == 1
    elsewhere = await doors.keyring.caller(replace(VISITOR, address="192.0.2.8"), "ann", PASSWORD)
    assert (elsewhere.session, elsewhere.address) == (callers[0].session, "192.0.2.8")


async def test_a_session_that_was_ended_is_begun_anew_with_the_password(doors: Doors) -> None:
    ann = await doors.world.person("ann")
    first = await doors.keyring.caller(VISITOR, "ann", PASSWORD)
    await doors.world.do(ann, RevokeOtherSessions())
    assert (await doors.keyring.caller(VISITOR, "ann", PASSWORD)).session != first.session


async def test_the_old_password_opens_nothing_once_it_was_changed(doors: Doors) -> None:
    ann = await doors.world.person("ann")
    await doors.keyring.caller(VISITOR, "ann", PASSWORD)
    await doors.world.do(ann, ChangePassword(old_password=PASSWORD, new_password=OTHER))
    with pytest.raises(SignInFailed):
        await doors.keyring.caller(VISITOR, "ann", PASSWORD)
    assert (await doors.keyring.caller(VISITOR, "ann", OTHER)).user == ann.user


async def test_an_account_is_made_once_and_its_maker_is_signed_in(doors: Doors) -> None:
    made = await doors.keyring.register(VISITOR, "dora", PASSWORD)
    assert (await doors.keyring.caller(VISITOR, "dora", PASSWORD)).session == made.session
    with pytest.raises(UsernameTaken):
        await doors.keyring.register(VISITOR, "dora", PASSWORD)


async def test_what_is_remembered_has_a_bound_and_holds_no_password(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "MAX_HELD", 2)
    people = await doors.world.people("ann", "bob", "carl")
    for name in ("ann", "bob", "carl"):
        await doors.keyring.caller(VISITOR, name, PASSWORD)
    assert len(doors.keyring._held) == 2
    assert PASSWORD.encode() not in b"".join(doors.keyring._held)
    assert (await doors.keyring.caller(VISITOR, "ann", PASSWORD)).user == people[0].user
    assert await doors.sessions(people[0]) == 2


async def test_name_and_password_are_not_run_together() -> None:
    ring = Keyring(None, "")  # type: ignore[arg-type]  # nothing is asked of it
    assert ring._key("ab", "c") != ring._key("a", "bc")
    assert ring._key("a", "b") != Keyring(None, "")._key("a", "b")  # type: ignore[arg-type]  # as above
