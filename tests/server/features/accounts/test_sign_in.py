"""Signing in: what does not tell who exists, what is limited, and what a right password gives."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from molva.protocol.commands import ChangePassword, Register, SignIn, SignOut
from molva.protocol.errors import InvalidField, Overloaded, Refusal, SignInFailed, TooManyRequests
from molva.server.features.accounts import accounts_feature, extend_session, find_session
from molva.server.features.accounts.passwords import Passwords
from molva.server.features.accounts.tables import attempts, sessions, users
from molva.server.kernel.caller import Caller
from molva.server.settings import Settings
from tests.fixtures.kernel import running_kernel
from tests.server.features.accounts.conftest import CHEAP, PASSWORD, VISITOR, Desk

WRONG = "another-flower-9-boat"
FEW = replace(CHEAP, sign_ins_per_address=6)


async def refusal(desk: Desk, login: str, password: str = WRONG, caller: Caller = VISITOR) -> Refusal:
    """What signing in is refused with."""
    with pytest.raises(Refusal) as refused:
        await desk.sign_in(login, password, caller)
    return refused.value


def address(number: int) -> Caller:
    """A visitor from an address of their own."""
    return replace(VISITOR, address=f"198.51.{number // 250}.{number % 250}")


async def test_s3_a_wrong_password_and_an_unknown_login_are_refused_alike(desk: Desk) -> None:
    await desk.register("anna", email="anna@example.org")
    existing = ["anna", "ANNA", "anna@example.org"]
    unknown = [
        "nobody",
        "nobody@example.org",
        "",
        "@",
        "an\0na",
        "an\ud800na",
        "' OR 1=1 --",
        "\u0430nna",
        "a" * 256,
        "%",
    ]
    for login in existing + unknown:
        assert (await refusal(desk, login)).to_wire() == SignInFailed().to_wire()


async def test_s3_an_unknown_login_costs_the_same_hash(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.register("anna")
    checked: list[str] = []
    verify = Passwords._verify

    def noting(self: Passwords, stored: str, password: str) -> bool:
        checked.append(stored)
        return verify(self, stored, password)

    monkeypatch.setattr(Passwords, "_verify", noting)
    for login in ("anna", "nobody", "nobody@example.org", "\0"):
        await refusal(desk, login)
    assert len(checked) == 4
    assert len({stored.rsplit("$", 2)[0] for stored in checked}) == 1


async def test_s4_a_password_that_nobody_has_is_refused(desk: Desk) -> None:
    await desk.register("anna")
    for password in ("", "x", "x" * 1024):
        assert isinstance(await refusal(desk, "anna", password), SignInFailed)
    for password in ("x" * 1025, "x" * 4096, "corn-\0flower", "corn-\ud800"):
        assert isinstance(await refusal(desk, "anna", password), InvalidField)


async def test_a_device_name_that_cannot_be_stored_is_refused(desk: Desk) -> None:
    await desk.register("anna")
    for client in ("a\0b", "a\ud800b", "a\x1b[31mb", "a\r\nb"):
        with pytest.raises(InvalidField):
            await desk.do(VISITOR, SignIn(login="anna", password=PASSWORD, client=client))


async def test_s1_an_account_waits_after_ten_failures_from_anywhere(desk: Desk) -> None:
    await desk.register("anna", email="anna@example.org")
    logins = ["anna", "ANNA", "anna@example.org", "Anna@Example.org", "ａnna"] * 2
    for number, login in enumerate(logins):
        assert isinstance(await refusal(desk, login, caller=address(number)), SignInFailed)
    refused = await refusal(desk, "anna", PASSWORD, address(99))
    assert isinstance(refused, TooManyRequests)
    assert refused.retry_after_ms == 15 * 60_000
    desk.clock.advance(15 * 60_000)
    await desk.sign_in("anna")


async def test_s1_an_unknown_login_waits_like_an_account(desk: Desk) -> None:
    await desk.register("anna")
    for login in ("anna", "nobody"):
        answers = [(await refusal(desk, login, caller=address(number))).code for number in range(12)]
        assert answers == ["sign_in_failed"] * 10 + ["too_many_requests"] * 2


async def test_s1_an_address_waits_after_a_hundred_failures(desk: Desk) -> None:
    await desk.register("anna")
    for number in range(100):
        assert isinstance(await refusal(desk, f"nobody-{number}"), SignInFailed)
    assert isinstance(await refusal(desk, "anna", PASSWORD), TooManyRequests)
    await desk.sign_in("anna", caller=address(1))


@pytest.mark.parametrize("settings", [FEW])
async def test_s1_the_addresses_of_one_ipv6_network_wait_together(desk: Desk) -> None:
    await desk.register("anna")
    for number in range(FEW.sign_ins_per_address):
        caller = replace(VISITOR, address=f"2001:db8::{number:x}")
        assert isinstance(await refusal(desk, f"nobody-{number}", caller=caller), SignInFailed)
    refused = await refusal(desk, "anna", PASSWORD, replace(VISITOR, address="2001:db8::ffff:ffff"))
    assert isinstance(refused, TooManyRequests)


async def test_s1_of_many_guesses_at_once_ten_are_checked(desk: Desk) -> None:
    await desk.register("anna")
    outcomes = await asyncio.gather(
        *(desk.sign_in("anna", WRONG, address(number)) for number in range(20)), return_exceptions=True
    )
    kinds = [type(outcome) for outcome in outcomes]
    assert kinds.count(SignInFailed) == 10
    assert kinds.count(TooManyRequests) == 10


async def test_success_forgets_the_failures_of_the_account(desk: Desk) -> None:
    await desk.register("anna")
    for _ in range(3):
        for _ in range(9):
            assert isinstance(await refusal(desk, "anna"), SignInFailed)
        await desk.sign_in("anna")


@pytest.mark.parametrize("settings", [FEW])
async def test_an_office_may_sign_in_as_often_as_it_likes(desk: Desk) -> None:
    await desk.register("anna")
    for _ in range(FEW.sign_ins_per_address + 2):
        await desk.sign_in("anna")
    for number in range(FEW.sign_ins_per_address):
        assert isinstance(await refusal(desk, f"nobody-{number}"), SignInFailed)
    assert isinstance(await refusal(desk, "anna", PASSWORD), TooManyRequests)


async def test_username_and_address_both_sign_in(desk: Desk) -> None:
    registered = await desk.register("Anna", email="anna@example.org")
    for login in ("anna", "ANNA", "ａnna", "anna@example.org", " Anna@EXAMPLE.org "):
        signed_in = await desk.sign_in(login)
        assert signed_in.account.user_id == registered.user_id
        assert (await desk.proven(signed_in)).session_id == signed_in.session_id


async def test_a_name_that_only_looks_alike_does_not_sign_in(desk: Desk) -> None:
    await desk.register("bill")
    assert isinstance(await refusal(desk, "bi1l", PASSWORD), SignInFailed)


async def test_s10_each_sign_in_has_a_new_token_and_session(desk: Desk) -> None:
    first = await desk.register("anna")
    answers = [await desk.sign_in("anna", caller=caller) for caller in (VISITOR, first, first)]
    assert len({answer.token for answer in answers}) == 3
    assert len({first.session_id, *(answer.session_id for answer in answers)}) == 4
    assert all(len(answer.token or "") == 43 for answer in answers)


async def test_s70_neither_tokens_nor_passwords_are_stored(desk: Desk) -> None:
    answer = await desk.do(VISITOR, Register(username="anna", password=PASSWORD, token=True))
    assert answer.token is not None
    for table in (users, sessions, attempts):
        rows = await desk.rows(table)
        assert rows
        assert PASSWORD not in repr(rows)
        assert answer.token not in repr(rows)


async def test_a_hash_of_another_cost_is_renewed_when_its_owner_signs_in(desk: Desk) -> None:
    await desk.register("anna")
    dearer = Settings(password_passes=2, password_memory_kib=16)

    async def stored() -> str:
        found = await desk.database.read(lambda db: db.execute(select(users.c.password_hash)).scalar())
        return str(found)

    assert "m=8,t=1" in await stored()
    feature = accounts_feature(dearer, desk.database, desk.clock)
    async with running_kernel([feature], desk.database, desk.clock) as kernel:
        with pytest.raises(SignInFailed):
            await kernel.execute(VISITOR, SignIn(login="anna", password=WRONG))
        assert "m=8,t=1" in await stored()
        await kernel.execute(VISITOR, SignIn(login="anna", password=PASSWORD))
        assert "m=16,t=2" in await stored()
        await kernel.execute(VISITOR, SignIn(login="anna", password=PASSWORD))


async def test_a_password_that_changes_while_it_is_checked_signs_nobody_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await desk.register("anna")
    started, go_on = asyncio.Event(), asyncio.Event()
    matches = Passwords.matches

    async def slowly(self: Passwords, stored: str | None, password: str) -> bool:
        outcome = await matches(self, stored, password)
        if not started.is_set():
            started.set()
            await go_on.wait()
        return outcome

    monkeypatch.setattr(Passwords, "matches", slowly)
    thief = asyncio.ensure_future(desk.sign_in("anna"))
    await started.wait()
    await desk.do(anna, ChangePassword(old_password=PASSWORD, new_password=WRONG))
    go_on.set()
    with pytest.raises(Overloaded):
        await thief
    assert isinstance(await refusal(desk, "anna", PASSWORD), SignInFailed)


async def test_a_session_lives_five_days_and_longer_while_it_is_used(desk: Desk) -> None:
    signed_in = await desk.do(VISITOR, Register(username="anna", password=PASSWORD))
    token, day = signed_in.token or "", 86_400_000
    assert signed_in.expires_at == desk.clock() + CHEAP.session_days * day

    async def found() -> tuple[bool, int] | None:
        session = await desk.database.read(lambda connection: find_session(connection, token, desk.clock()))
        return None if session is None else (session.due, session.expires_at)

    async def extend() -> None:
        now = desk.clock()
        await desk.database.write(lambda connection: extend_session(connection, signed_in.session_id, now, 5))

    desk.clock.advance(3_599_999)
    await extend()
    assert await found() == (False, signed_in.expires_at), "written at most once an hour"
    desk.clock.advance(1)
    assert await found() == (True, signed_in.expires_at)
    await extend()
    assert await found() == (False, signed_in.expires_at + 3_600_000)
    desk.clock.advance(5 * day - 1)
    assert await found() == (True, desk.clock() + 1)
    desk.clock.advance(1)
    assert await found() is None
    await extend()
    assert await found() is None, "what has expired stays expired"


async def test_an_ended_session_is_not_extended_back_to_life(desk: Desk) -> None:
    signed_in = await desk.do(VISITOR, Register(username="anna", password=PASSWORD))
    await desk.do(await desk.proven(signed_in), SignOut())
    desk.clock.advance(7_200_000)
    now = desk.clock()
    await desk.database.write(lambda connection: extend_session(connection, signed_in.session_id, now, 5))
    assert await desk.proves(signed_in.token or "") is None


async def test_a_token_that_was_never_given_proves_nothing(desk: Desk) -> None:
    await desk.register("anna")
    for token in ("", "x", "\0", "\ud800", "ы" * 1000, "' OR 1=1 --"):
        assert await desk.proves(token) is None


async def test_expired_sessions_are_deleted_when_somebody_signs_in(desk: Desk) -> None:
    await desk.register("anna")
    await desk.register("boris")
    desk.clock.advance(6 * 86_400_000)
    await desk.sign_in("anna")
    left = await desk.database.read(lambda db: db.execute(select(func.count()).select_from(sessions)).scalar())
    assert left == 1
