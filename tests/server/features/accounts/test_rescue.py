"""A lost password is replaced and lost devices are signed out, and only those of the person who is named."""

from __future__ import annotations

import pytest

from molva.protocol.errors import InvalidUsername, SignInFailed, UserNotFound, WeakPassword
from molva.server.features.accounts import end_sessions, reset_password
from tests.server.features.accounts.conftest import CHEAP, Desk

pytestmark = pytest.mark.anyio

OTHER = "poppy-field-4-kite"


async def test_a_new_password_holds_and_the_old_one_and_its_sessions_do_not(desk: Desk) -> None:
    await desk.register("ann")
    ann = await desk.sign_in("ann")
    await desk.register("bob")
    bob = await desk.sign_in("bob")
    await reset_password(CHEAP, desk.database, "Ann", OTHER)
    assert ann.token is not None
    assert await desk.proves(ann.token) is None
    assert bob.token is not None
    assert await desk.proves(bob.token) is not None
    with pytest.raises(SignInFailed):
        await desk.sign_in("ann")
    assert (await desk.sign_in("ann", OTHER)).account.username == "ann"


async def test_a_weak_password_changes_nothing(desk: Desk) -> None:
    await desk.register("ann")
    signed_in = await desk.sign_in("ann")
    with pytest.raises(WeakPassword):
        await reset_password(CHEAP, desk.database, "ann", "password")
    assert signed_in.token is not None
    assert await desk.proves(signed_in.token) is not None


@pytest.mark.parametrize(("name", "error"), [("nobody", UserNotFound), ("a b", InvalidUsername)])
async def test_an_unknown_person_is_told(desk: Desk, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        await reset_password(CHEAP, desk.database, name, OTHER)
    with pytest.raises(error):
        await end_sessions(desk.database, name)


async def test_all_sessions_of_one_person_end(desk: Desk) -> None:
    await desk.register("ann")
    ann = await desk.sign_in("ann")
    await desk.register("bob")
    assert await end_sessions(desk.database, "ann") == 2
    assert await end_sessions(desk.database, "ann") == 0
    assert ann.token is not None
    assert await desk.proves(ann.token) is None
    assert await end_sessions(desk.database, "bob") == 1
