"""Registering: who may not, what is refused, and who becomes the owner."""

from __future__ import annotations

import asyncio

import pytest

from molva.protocol.commands import GetServer, Register
from molva.protocol.errors import UsernameTaken
from molva.protocol.rows import ServerRole
from tests.server.features.accounts.conftest import PASSWORD, VISITOR, Desk


async def test_an_empty_server_is_not_set_up(desk: Desk) -> None:
    assert not (await desk.do(VISITOR, GetServer())).set_up
    await desk.register("anna")
    assert (await desk.do(VISITOR, GetServer())).set_up


async def test_a_taken_username_is_refused(desk: Desk) -> None:
    await desk.register("anna")
    with pytest.raises(UsernameTaken):
        await desk.register("Anna")


async def test_of_two_first_accounts_at_once_one_is_the_owner(desk: Desk) -> None:
    answers = await asyncio.gather(
        *(desk.do(VISITOR, Register(username=name, password=PASSWORD)) for name in ("anna", "boris", "clara"))
    )
    assert sorted(answer.account.role for answer in answers) == [ServerRole.MEMBER, ServerRole.MEMBER, ServerRole.OWNER]
