"""Invites: who makes them, and where their code can be seen."""

from __future__ import annotations

from typing import Any

import pytest

from molva.protocol.commands import (
    ChangeServer,
    Command,
    CreateInvite,
    ListInvites,
    LookUpInvite,
    Register,
    RevokeInvite,
)
from molva.protocol.errors import InviteNotFound, NotSignedIn, RightsMissing
from molva.server.features.accounts.tables import invites
from tests.server.features.accounts.conftest import PASSWORD, VISITOR, Desk

NO_ID = "00000000-0000-7000-8000-000000000000"


async def test_visitors_and_members_have_nothing_to_do_with_invites(desk: Desk) -> None:
    owner, boris = await desk.register("anna"), await desk.register("boris")
    invite = await desk.do(owner, CreateInvite())
    commands: list[Command[Any]] = [CreateInvite(), ListInvites(), RevokeInvite(invite_id=invite.id)]
    commands.append(RevokeInvite(invite_id=NO_ID))
    for command in commands:
        with pytest.raises(NotSignedIn):
            await desk.do(VISITOR, command)
        with pytest.raises(RightsMissing):
            await desk.do(boris, command)
    assert len(await desk.rows(invites)) == 1


async def test_an_unknown_invite_is_not_revoked(desk: Desk) -> None:
    owner = await desk.register("anna")
    invite = await desk.do(owner, CreateInvite())
    await desk.do(owner, RevokeInvite(invite_id=invite.id))
    for invite_id in (invite.id, NO_ID):
        with pytest.raises(InviteNotFound):
            await desk.do(owner, RevokeInvite(invite_id=invite_id))


async def test_s19_the_code_is_long_and_shown_once(desk: Desk) -> None:
    owner = await desk.register("anna")
    made = [await desk.do(owner, CreateInvite()) for _ in range(20)]
    codes = {invite.code or "" for invite in made}
    assert len(codes) == 20
    assert all(len(code) == 22 for code in codes), "128 bits in base64"
    listed = (await desk.do(owner, ListInvites())).invites
    assert [invite.code for invite in listed] == [None] * 20
    stored = repr(await desk.rows(invites))
    assert not [code for code in codes if code in stored]


async def test_only_invites_that_work_are_listed_newest_first(desk: Desk) -> None:
    owner = await desk.register("anna")
    await desk.do(owner, ChangeServer(registration="invite"))
    forever = await desk.do(owner, CreateInvite())
    desk.clock.advance(1)
    short = await desk.do(owner, CreateInvite(lifetime_s=60, max_uses=5))
    desk.clock.advance(1)
    once = await desk.do(owner, CreateInvite(max_uses=1))
    listed = (await desk.do(owner, ListInvites())).invites
    assert [invite.id for invite in listed] == [once.id, short.id, forever.id]
    assert (listed[1].expires_at, listed[1].max_uses, listed[1].uses) == (short.created_at + 60_000, 5, 0)
    await desk.do(VISITOR, Register(username="boris", password=PASSWORD, invite=once.code))
    await desk.do(VISITOR, Register(username="clara", password=PASSWORD, invite=forever.code))
    listed = (await desk.do(owner, ListInvites())).invites
    assert [(invite.id, invite.uses) for invite in listed] == [(short.id, 0), (forever.id, 1)]
    desk.clock.advance(60_000)
    assert [invite.id for invite in (await desk.do(owner, ListInvites())).invites] == [forever.id]


async def test_an_open_server_uses_no_invite_up(desk: Desk) -> None:
    owner = await desk.register("anna")
    invite = await desk.do(owner, CreateInvite(max_uses=1))
    await desk.register("boris", invite=invite.code)
    await desk.register("clara", invite="no such code")
    assert [row.uses for row in await desk.rows(invites)] == [0]


@pytest.mark.parametrize("code", ["", "no such code", "1\u0301", "' OR 1=1 --"])
async def test_an_unknown_code_says_nothing(desk: Desk, code: str) -> None:
    owner = await desk.register("anna")
    await desk.do(owner, CreateInvite())
    with pytest.raises(InviteNotFound):
        await desk.do(VISITOR, LookUpInvite(code=code))


async def test_who_holds_the_code_is_told_whose_it_is_and_whether_it_works(desk: Desk) -> None:
    owner = await desk.register("anna", name="Anna")
    await desk.do(owner, ChangeServer(registration="invite"))
    once = (await desk.do(owner, CreateInvite(max_uses=1))).code or ""
    short = (await desk.do(owner, CreateInvite(lifetime_s=60, max_uses=1))).code or ""
    revoked = await desk.do(owner, CreateInvite())

    async def states() -> list[str]:
        return [(await desk.do(VISITOR, LookUpInvite(code=code))).state for code in (once, short)]

    assert (await desk.do(VISITOR, LookUpInvite(code=once))).inviter == "Anna"
    assert await states() == ["works", "works"]
    assert [row.uses for row in await desk.rows(invites)] == [0, 0, 0], "looking uses nothing up"
    boris = await desk.register("boris", invite=once)
    assert await states() == ["used_up", "works"]
    desk.clock.advance(60_000)
    assert await states() == ["used_up", "expired"]
    await desk.do(owner, RevokeInvite(invite_id=revoked.id))
    for caller in (VISITOR, boris, owner):
        with pytest.raises(InviteNotFound):
            await desk.do(caller, LookUpInvite(code=revoked.code or ""))
