"""The server itself: what visitors may know, and who may change it."""

from __future__ import annotations

import pytest

import molva
from molva.protocol.commands import ChangeServer, GetServer, ServerInfo
from molva.protocol.errors import InvalidName, NotSignedIn, RightsMissing
from tests.server.features.accounts.conftest import CHEAP, VISITOR, Desk


async def test_visitors_and_members_do_not_change_the_server(desk: Desk) -> None:
    await desk.register("anna")
    boris = await desk.register("boris")
    before = await desk.do(VISITOR, GetServer())
    with pytest.raises(NotSignedIn):
        await desk.do(VISITOR, ChangeServer(name="Mine"))
    for command in (ChangeServer(name="Mine"), ChangeServer(registration="open"), ChangeServer()):
        with pytest.raises(RightsMissing):
            await desk.do(boris, command)
    assert await desk.do(VISITOR, GetServer()) == before


async def test_a_name_that_cannot_be_shown_is_refused(desk: Desk) -> None:
    owner = await desk.register("anna")
    for name in ("", " ", "a\0b", "x" * 65, "a\u202eb"):
        with pytest.raises(InvalidName):
            await desk.do(owner, ChangeServer(name=name, registration="closed"))
    assert (await desk.do(VISITOR, GetServer())).registration == "open"


async def test_a_new_server_tells_visitors_what_it_is(desk: Desk) -> None:
    assert await desk.do(VISITOR, GetServer()) == ServerInfo(
        name="Molva",
        version=molva.__version__,
        registration="open",
        set_up=False,
        max_text=CHEAP.max_text,
        link_previews=True,
    )


async def test_the_owner_changes_what_is_given_and_nothing_else(desk: Desk) -> None:
    owner = await desk.register("anna")
    assert (await desk.do(owner, ChangeServer(name=" Двор "))).name == "Двор"
    changed = await desk.do(owner, ChangeServer(registration="invite"))
    assert (changed.name, changed.registration, changed.set_up) == ("Двор", "invite", True)
    assert await desk.do(owner, ChangeServer()) == changed
    assert await desk.do(VISITOR, GetServer()) == changed
