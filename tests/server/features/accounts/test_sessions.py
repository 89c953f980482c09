"""Sessions: whose they are, how they end, and who is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection

from molva.protocol.commands import Command, ListSessions, Register, RevokeOtherSessions, RevokeSession, SignIn, SignOut
from molva.protocol.errors import NotSignedIn, SessionNotFound
from molva.protocol.ids import new_id
from molva.server.features.accounts.sessions import MAX_SESSIONS
from molva.server.features.accounts.store.sessions import add_session
from molva.server.features.accounts.tokens import new_token
from molva.server.kernel.effects import SessionsEnded
from tests.server.features.accounts.conftest import PASSWORD, VISITOR, Desk


def ended(desk: Desk) -> list[str]:
    """Every session whose connections were told to close."""
    effects = [effect for effect in desk.kernel.effects if isinstance(effect, SessionsEnded)]
    return [session_id for effect in effects for session_id in effect.session_ids]


async def test_a_visitor_has_no_sessions_to_see_or_end(desk: Desk) -> None:
    commands: list[Command[Any]] = [ListSessions(), SignOut(), RevokeOtherSessions()]
    for command in commands:
        with pytest.raises(NotSignedIn):
            await desk.do(VISITOR, command)


async def test_a_foreign_session_is_answered_like_one_that_does_not_exist(desk: Desk) -> None:
    anna, boris = await desk.register("anna"), await desk.register("boris")
    refusals = []
    for session_id in (boris.session_id, "00000000-0000-7000-8000-000000000000"):
        with pytest.raises(SessionNotFound) as refused:
            await desk.do(anna, RevokeSession(session_id=session_id))
        refusals.append(refused.value.to_wire())
    assert refusals[0] == refusals[1]
    assert len((await desk.do(boris, ListSessions())).sessions) == 1
    assert ended(desk) == []


async def test_s24_signing_out_ends_this_session_and_tells_its_connections(desk: Desk) -> None:
    await desk.register("anna")
    here, there = await desk.sign_in("anna"), await desk.sign_in("anna")
    caller = await desk.proven(here)
    await desk.do(caller, SignOut())
    assert await desk.proves(here.token or "") is None
    assert await desk.proves(there.token or "") is not None
    assert ended(desk) == [here.session_id]
    await desk.do(caller, SignOut())


async def test_s24_a_revoked_session_proves_nothing(desk: Desk) -> None:
    anna = await desk.register("anna")
    other = await desk.sign_in("anna")
    await desk.do(anna, RevokeSession(session_id=other.session_id))
    assert await desk.proves(other.token or "") is None
    assert ended(desk) == [other.session_id]
    with pytest.raises(SessionNotFound):
        await desk.do(anna, RevokeSession(session_id=other.session_id))


async def test_s24_revoking_the_others_keeps_this_one_and_other_people(desk: Desk) -> None:
    anna, boris = await desk.register("anna"), await desk.register("boris")
    others = [await desk.sign_in("anna") for _ in range(3)]
    await desk.do(anna, RevokeOtherSessions())
    assert sorted(ended(desk)) == sorted(other.session_id for other in others)
    assert [await desk.proves(other.token or "") for other in others] == [None] * 3
    assert [each.id for each in (await desk.do(anna, ListSessions())).sessions] == [anna.session_id]
    assert [each.id for each in (await desk.do(boris, ListSessions())).sessions] == [boris.session_id]
    await desk.do(anna, RevokeOtherSessions())
    assert len(ended(desk)) == 3, "nobody is told when nothing ended"


async def test_the_list_says_which_is_which(desk: Desk) -> None:
    phone = replace(VISITOR, address="2001:db8::7", client="Mozilla/5.0 \x1b[31m(Phone)\n")
    anna = await desk.proven(await desk.do(phone, Register(username="anna", password=PASSWORD)))
    desk.clock.advance(5000)
    laptop = await desk.do(VISITOR, SignIn(login="anna", password=PASSWORD, client="Ноутбук"))
    listed = (await desk.do(anna, ListSessions())).sessions
    assert [each.id for each in listed] == [laptop.session_id, anna.session_id]
    assert [each.client for each in listed] == ["Ноутбук", "Mozilla/5.0 [31m(Phone)"]
    assert [each.address for each in listed] == [VISITOR.address, "2001:db8::7"]
    assert [each.current for each in listed] == [False, True]
    assert listed[0].created_at == listed[0].used_at == desk.clock()
    assert listed[0].expires_at == laptop.expires_at


async def test_an_expired_session_is_not_listed(desk: Desk) -> None:
    await desk.register("anna")
    desk.clock.advance(5 * 86_400_000 - 1)
    later = await desk.proven(await desk.sign_in("anna"))
    assert len((await desk.do(later, ListSessions())).sessions) == 2
    desk.clock.advance(1)
    assert [each.id for each in (await desk.do(later, ListSessions())).sessions] == [later.session_id]


async def test_beyond_the_most_sessions_the_longest_unused_ends(desk: Desk) -> None:
    first, boris = await desk.register("anna"), await desk.register("boris")
    (held,) = (await desk.do(first, ListSessions())).sessions

    def add_sessions(connection: Connection) -> None:
        for number in range(1, MAX_SESSIONS):
            newer = msgspec.structs.replace(held, id=new_id(number), used_at=held.used_at + number)
            add_session(connection, first.user_id, newer, new_token())

    await desk.database.write(add_sessions)
    desk.clock.advance(MAX_SESSIONS)
    last = await desk.proven(await desk.sign_in("anna"))
    assert ended(desk) == [first.session_id]
    listed = [each.id for each in (await desk.do(last, ListSessions())).sessions]
    assert len(listed) == MAX_SESSIONS
    assert first.session_id not in listed
    assert len((await desk.do(boris, ListSessions())).sessions) == 1
