"""Registering: who may not, what is refused, and who becomes the owner."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from molva.protocol.commands import ChangeServer, CreateInvite, GetServer, Register, RevokeInvite
from molva.protocol.errors import (
    EmailTaken,
    InvalidEmail,
    InvalidField,
    InvalidName,
    InvalidUsername,
    InviteNotFound,
    InviteRequired,
    Refusal,
    RegistrationClosed,
    TooManyRequests,
    UsernameTaken,
    WeakPassword,
)
from molva.protocol.rows import ServerRole, account_scope
from molva.server.features.accounts import accounts_feature, prepare_server
from molva.server.features.accounts.tables import attempts, invites, users
from molva.server.storage.engine import Database
from molva.server.storage.postgres import PostgresDatabase
from tests.fixtures.clock import FakeClock
from tests.fixtures.kernel import running_kernel
from tests.server.features.accounts.conftest import CHEAP, PASSWORD, VISITOR, Desk


async def refusal(desk: Desk, **fields: Any) -> type[Refusal]:
    """What registering is refused with."""
    command = Register(**{"username": "boris", "password": PASSWORD, **fields})
    with pytest.raises(Refusal) as refused:
        await desk.do(VISITOR, command)
    return type(refused.value)


async def test_fields_that_cannot_be_are_refused_and_change_nothing(desk: Desk) -> None:
    cases: list[tuple[type[Refusal], dict[str, Any]]] = [
        (InvalidUsername, {"username": ""}),
        (InvalidUsername, {"username": "bo ris"}),
        (InvalidUsername, {"username": "bo\0ris"}),
        (InvalidUsername, {"username": "' OR 1=1 --"}),
        (InvalidName, {"name": " "}),
        (InvalidName, {"name": "\u200b\u200d"}),
        (InvalidName, {"name": "x" * 65}),
        (InvalidName, {"name": "a\0b"}),
        (InvalidName, {"name": "a\ud800b"}),
        (InvalidName, {"name": "a\u202eb"}),
        (InvalidEmail, {"email": "boris"}),
        (InvalidEmail, {"email": ""}),
        (InvalidEmail, {"email": "a\0@example.org"}),
        (InvalidField, {"client": "a\0b"}),
        (InvalidField, {"client": "a\ud800b"}),
        (InvalidField, {"password": "corn-\0flower-9"}),
        (InvalidField, {"password": "corn-\ud800flower-9"}),
        (WeakPassword, {"password": "short"}),
        (WeakPassword, {"password": "x" * 4096}),
        (WeakPassword, {"password": "йцукенгш"}),
        (WeakPassword, {"username": "boris.hill.of.sand", "password": "Boris.Hill.Of.Sand"}),
    ]
    for refused, fields in cases:
        assert await refusal(desk, **fields) is refused, fields
    assert await desk.rows(users) == []
    assert await desk.rows(attempts) == [], "a misprint is not an attempt"


async def test_s58_confusable_usernames(desk: Desk) -> None:
    await desk.register("admin")
    await desk.register("coco")
    for name in ("\u0430dmin", "adm\u200bin", "adm\u0131n\u202e", "admin\u00ad"):
        assert await refusal(desk, username=name) is InvalidUsername, name
    for name in ("ADMIN", "ａｄｍｉｎ", "adrnin", "\u0251dmin", "\u0441\u043e\u0441\u043e", "c0c0", "co\u0301co"):
        assert await refusal(desk, username=name) is UsernameTaken, name
    assert [row.username for row in await desk.rows(users)] == ["admin", "coco"]


async def test_a_taken_name_or_address_is_refused(desk: Desk) -> None:
    await desk.register("anna", email="Anna@example.org")
    assert await refusal(desk, username="Anna") is UsernameTaken
    assert await refusal(desk, email="anna@EXAMPLE.org") is EmailTaken
    assert len(await desk.rows(users)) == 1
    await desk.register("boris")
    await desk.register("clara")


async def test_of_two_who_want_one_name_at_once_one_gets_it(desk: Desk) -> None:
    outcomes = await asyncio.gather(
        *(desk.do(VISITOR, Register(username=name, password=PASSWORD)) for name in ("anna", "ANNA", "anna")),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, UsernameTaken) for outcome in outcomes) == 2
    assert len(await desk.rows(users)) == 1


async def test_s20_of_several_first_accounts_at_once_one_is_the_owner(desk: Desk) -> None:
    answers = await asyncio.gather(
        *(desk.do(VISITOR, Register(username=name, password=PASSWORD)) for name in ("anna", "boris", "clara"))
    )
    roles = sorted(answer.account.role for answer in answers)
    assert roles == [ServerRole.MEMBER, ServerRole.MEMBER, ServerRole.OWNER]


async def test_s20_two_nodes_agree_on_one_owner_and_one_epoch(postgres_url: str, clock: FakeClock) -> None:
    nodes: list[Database] = [PostgresDatabase(postgres_url), PostgresDatabase(postgres_url)]
    epochs = await asyncio.gather(*(node.write(lambda db: prepare_server(db, clock())) for node in nodes))
    assert len(set(epochs)) == 1
    first, second = (running_kernel([accounts_feature(CHEAP, node, clock)], node, clock) for node in nodes)
    async with first as one, second as other:
        answers = await asyncio.gather(
            *(
                kernel.execute(VISITOR, Register(username=name, password=PASSWORD))
                for kernel, names in ((one, ("anna", "boris", "dora")), (other, ("clara", "anna", "egor")))
                for name in names
            ),
            return_exceptions=True,
        )
    accounts = [answer.account for answer in answers if not isinstance(answer, BaseException)]
    assert sorted(account.username for account in accounts) == ["anna", "boris", "clara", "dora", "egor"]
    assert [account.role for account in accounts].count(ServerRole.OWNER) == 1
    assert [type(answer) for answer in answers if isinstance(answer, BaseException)] == [UsernameTaken]
    for node in nodes:
        await node.close()


async def test_the_server_keeps_its_epoch(desk: Desk) -> None:
    epochs = [await desk.database.write(lambda db: prepare_server(db, desk.clock())) for _ in range(3)]
    assert len(set(epochs)) == 1


async def test_an_address_registers_only_so_many(desk: Desk) -> None:
    for number in range(CHEAP.registrations_per_address):
        await desk.register(f"robot-{number}")
        desk.clock.advance(1000)
    assert await refusal(desk) is TooManyRequests
    await desk.do(replace(VISITOR, address="198.51.100.7"), Register(username="anna", password=PASSWORD))
    desk.clock.advance(3_600_000)
    await desk.register("boris")


async def test_s3_an_address_asks_only_so_often_which_names_are_taken(desk: Desk) -> None:
    await desk.register("anna", email="anna@example.org")
    for _ in range(CHEAP.registrations_per_address - 1):
        assert await refusal(desk, email="anna@example.org") is EmailTaken
    assert await refusal(desk, email="anna@example.org") is TooManyRequests


async def test_a_closed_server_takes_only_the_first_account(desk: Desk) -> None:
    owner = await desk.register("anna")
    await desk.do(owner, ChangeServer(registration="closed"))
    invite = await desk.do(owner, CreateInvite())
    assert await refusal(desk) is RegistrationClosed
    assert await refusal(desk, invite=invite.code) is RegistrationClosed
    assert await refusal(desk, username="anna") is RegistrationClosed, "nor does it tell which names are taken"


async def test_s19_an_invite_works_as_often_as_it_says(desk: Desk) -> None:
    owner = await desk.register("anna")
    await desk.do(owner, ChangeServer(registration="invite"))
    invite = await desk.do(owner, CreateInvite(max_uses=2))
    assert await refusal(desk) is InviteRequired
    for guess in ("", "x", "\0", "\ud800", (invite.code or "")[:-1], (invite.code or "") + " ", invite.id):
        assert await refusal(desk, invite=guess) is InviteNotFound
    outcomes = await asyncio.gather(
        *(
            desk.do(VISITOR, Register(username=name, password=PASSWORD, invite=invite.code))
            for name in ("boris", "clara", "dora", "egor")
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, InviteNotFound) for outcome in outcomes) == 2
    assert len(await desk.rows(users)) == 3
    assert [row.uses for row in await desk.rows(invites)] == [2]


async def test_s19_a_failed_registration_uses_no_invite_up(desk: Desk) -> None:
    owner = await desk.register("anna")
    await desk.do(owner, ChangeServer(registration="invite"))
    invite = await desk.do(owner, CreateInvite(max_uses=1))
    assert await refusal(desk, username="anna", invite=invite.code) is UsernameTaken
    await asyncio.gather(
        *(desk.do(VISITOR, Register(username="boris", password=PASSWORD, invite=invite.code)) for _ in range(2)),
        return_exceptions=True,
    )
    assert [row.uses for row in await desk.rows(invites)] == [1]
    assert len(await desk.rows(users)) == 2


async def test_s19_an_expired_or_revoked_invite_does_not_work(desk: Desk) -> None:
    owner = await desk.register("anna")
    await desk.do(owner, ChangeServer(registration="invite"))
    short = await desk.do(owner, CreateInvite(lifetime_s=60))
    revoked = await desk.do(owner, CreateInvite())
    await desk.do(owner, RevokeInvite(invite_id=revoked.id))
    desk.clock.advance(60_000)
    for invite in (short, revoked):
        assert await refusal(desk, invite=invite.code) is InviteNotFound


async def test_an_account_is_what_was_asked_for(desk: Desk) -> None:
    answer = await desk.do(
        VISITOR,
        Register(username="Anna", password=PASSWORD, name="  Анна  Берг ", email="Anna@Example.org", language="ru"),
    )
    account = answer.account
    assert (account.username, account.name, account.email) == ("anna", "Анна Берг", "Anna@example.org")
    assert (account.language, account.role, account.created_at) == ("ru", ServerRole.OWNER, desk.clock())
    change = desk.kernel.changes[-1]
    assert (change.scope, change.after, change.rev) == (account_scope(account.user_id), 0, 1)
    assert change.rows == [account]
    assert account.rev == 1


async def test_without_a_name_one_is_called_by_the_username(desk: Desk) -> None:
    answer = await desk.do(VISITOR, Register(username="Anna", password=PASSWORD))
    assert answer.account.name == "anna"
    assert answer.account.role is ServerRole.OWNER
    second = await desk.do(VISITOR, Register(username="boris", password=PASSWORD))
    assert second.account.role is ServerRole.MEMBER


async def test_the_first_account_sets_the_server_up(desk: Desk) -> None:
    assert not (await desk.do(VISITOR, GetServer())).set_up
    await desk.register("anna")
    assert (await desk.do(VISITOR, GetServer())).set_up
