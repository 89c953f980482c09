"""One's own account: what may change, who learns of it, and what a new password ends."""

from __future__ import annotations

from typing import Any

import pytest

from molva.protocol.commands import ChangeAccount, ChangePassword, Command, GetAccount, ListSessions, SignIn
from molva.protocol.errors import (
    InvalidField,
    InvalidName,
    NotSignedIn,
    Refusal,
    SignInFailed,
    TooManyRequests,
    WeakPassword,
    WrongPassword,
)
from molva.protocol.rows import account_scope
from molva.server.features.accounts.store.users import account_readers, accounts_after, followed_accounts
from molva.server.kernel.effects import SessionsEnded
from molva.server.kernel.feature import Reader
from tests.server.features.accounts.conftest import PASSWORD, VISITOR, Desk

NEW = "another-flower-9-boat"


async def test_a_visitor_has_no_account(desk: Desk) -> None:
    commands: list[Command[Any]] = [
        GetAccount(),
        ChangeAccount(name="Anna"),
        ChangePassword(old_password=PASSWORD, new_password=NEW),
    ]
    for command in commands:
        with pytest.raises(NotSignedIn):
            await desk.do(VISITOR, command)


async def test_a_name_that_cannot_be_shown_is_refused_and_changes_nothing(desk: Desk) -> None:
    anna = await desk.register("anna", name="Anna")
    before = await desk.do(anna, GetAccount())
    told = len(desk.kernel.changes)
    for name in ("", " ", "a\0b", "a\ud800b", "x" * 65, "\u200b", "a\u202eb", "\u2066a"):
        with pytest.raises(InvalidName):
            await desk.do(anna, ChangeAccount(name=name, language="ru"))
    assert await desk.do(anna, GetAccount()) == before
    assert len(desk.kernel.changes) == told


async def test_what_changes_nothing_takes_no_revision(desk: Desk) -> None:
    anna = await desk.register("anna", name="Anna")
    before = await desk.do(anna, GetAccount())
    for command in (ChangeAccount(), ChangeAccount(name=" Anna "), ChangeAccount(name="Anna")):
        assert await desk.do(anna, command) == before


async def test_a_change_is_told_to_ones_own_scope(desk: Desk) -> None:
    anna = await desk.register("anna", name="Anna")
    changed = await desk.do(anna, ChangeAccount(name="Анна", language="ru"))
    assert (changed.name, changed.language, changed.rev) == ("Анна", "ru", 2)
    assert await desk.do(anna, GetAccount()) == changed
    change = desk.kernel.changes[-1]
    assert (change.scope, change.after, change.rev, change.rows) == (account_scope(anna.user_id), 1, 2, [changed])
    again = await desk.do(anna, ChangeAccount(name="Аня"))
    assert (again.name, again.language, again.rev) == ("Аня", "ru", 3)


async def test_an_account_is_read_after_a_revision_and_by_its_owner_alone(desk: Desk) -> None:
    anna, boris = await desk.register("anna"), await desk.register("boris")
    changed = await desk.do(anna, ChangeAccount(name="Анна"))
    reader = Reader(anna.user_id)
    pages = await desk.database.read(
        lambda db: [accounts_after(db, reader, anna.user_id, after).rows for after in (0, 1, 2, 99)]
    )
    assert pages == [[changed], [changed], [], []]
    (own,) = await desk.database.read(lambda db: account_readers(db, anna.user_id, [boris.user_id, anna.user_id]))
    assert (own.scope, own.rev) == (account_scope(anna.user_id), 2)
    assert await desk.database.read(lambda db: account_readers(db, boris.user_id, [anna.user_id])) == []
    assert await desk.database.read(lambda db: followed_accounts(db, anna.user_id)) == [own]


async def refusal(desk: Desk, caller: Any, old: str, new: str) -> type[Refusal]:
    """What changing the password is refused with."""
    with pytest.raises(Refusal) as refused:
        await desk.do(caller, ChangePassword(old_password=old, new_password=new))
    return type(refused.value)


async def test_a_refused_password_change_changes_nothing(desk: Desk) -> None:
    anna = await desk.register("anna.of.the.hill", email="anna@example.org")
    await desk.sign_in("anna.of.the.hill")
    assert await refusal(desk, anna, "not-the-one-9", NEW) is WrongPassword
    assert await refusal(desk, anna, PASSWORD, "short") is WeakPassword
    assert await refusal(desk, anna, PASSWORD, "password123") is WeakPassword
    assert await refusal(desk, anna, PASSWORD, "anna.of.the.hill") is WeakPassword
    assert await refusal(desk, anna, PASSWORD, "anna@example.org") is WeakPassword
    assert await refusal(desk, anna, PASSWORD, "corn\0flower-99") is InvalidField
    assert await refusal(desk, anna, "x" * 4096, NEW) is InvalidField
    assert len((await desk.do(anna, ListSessions())).sessions) == 2
    await desk.sign_in("anna.of.the.hill", PASSWORD)


async def test_s1_a_stolen_session_does_not_help_to_guess_the_password(desk: Desk) -> None:
    anna = await desk.register("anna")
    for _ in range(10):
        assert await refusal(desk, anna, "not-the-one-9", NEW) is WrongPassword
    assert await refusal(desk, anna, PASSWORD, NEW) is TooManyRequests
    with pytest.raises(TooManyRequests):
        await desk.sign_in("anna")


async def test_s24_a_new_password_ends_every_other_session(desk: Desk) -> None:
    anna, boris = await desk.register("anna"), await desk.register("boris")
    other = await desk.sign_in("anna")
    await desk.do(anna, ChangePassword(old_password=PASSWORD, new_password=NEW))
    assert await desk.proves(other.token or "") is None
    assert SessionsEnded((other.session_id,)) in desk.kernel.effects
    assert [each.id for each in (await desk.do(anna, ListSessions())).sessions] == [anna.session_id]
    assert len((await desk.do(boris, ListSessions())).sessions) == 1
    with pytest.raises(SignInFailed):
        await desk.do(VISITOR, SignIn(login="anna", password=PASSWORD))
    await desk.sign_in("anna", NEW)
    await desk.sign_in("boris", PASSWORD)
