"""Loading: people whose accounts are written over the database, with ids that they bring and without signing in."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from molva.protocol.commands import Command, Done
from molva.protocol.errors import Language, Refusal
from molva.protocol.rows import Account, ServerRole
from molva.server.features.accounts.emails import email, email_key
from molva.server.features.accounts.passwords import THREADS, Passwords, typed_password
from molva.server.features.accounts.registration import admit, check_free
from molva.server.features.accounts.store.users import any_user
from molva.server.features.accounts.usernames import skeleton, username
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import Context
from molva.server.kernel.dispatch import Dispatcher
from molva.server.kernel.feature import Endpoint, Mode
from molva.server.kernel.text import clean_name
from molva.server.settings import Settings

AT_ONCE: Final = 8 * THREADS
"""Hashes that are asked for at once: the threads never wait, and the queue never fills."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be let in by whoever owns the machine, whatever the policy of registration."""

    user_id: str
    username: str
    name: str
    password_hash: str
    email: str | None = None
    language: Language | None = None


class AdmitNewcomer(Command[Done], frozen=True):
    """Make an account for a newcomer; no client can name this command."""

    newcomer: Newcomer


async def admit_newcomer(dispatcher: Dispatcher, newcomer: Newcomer) -> None:
    """Write an account as registration does; the first one owns the server.

    Raises:
        InvalidUsername, InvalidName, InvalidEmail: it cannot be kept.
        UsernameTaken, EmailTaken: somebody has it.
    """
    outcome = await dispatcher.run(_ADMIT_NEWCOMER, Caller(), AdmitNewcomer(newcomer=newcomer))
    if isinstance(outcome, Refusal):
        raise outcome


def _admit_newcomer(ctx: Context, command: AdmitNewcomer) -> Done:
    newcomer = command.newcomer
    name = username(newcomer.username)
    address = None if newcomer.email is None else email(newcomer.email)
    check_free(ctx, skeleton(name), None if address is None else email_key(address))
    account = Account(
        user_id=newcomer.user_id,
        rev=1,
        username=name,
        name=clean_name(newcomer.name),
        email=address,
        role=ServerRole.MEMBER if any_user(ctx.connection) else ServerRole.OWNER,
        language=newcomer.language,
        created_at=ctx.now,
    )
    admit(ctx, account, newcomer.password_hash)
    return Done()


_ADMIT_NEWCOMER: Final = Endpoint(AdmitNewcomer, _admit_newcomer, Mode.WRITE, "", "")


async def hash_passwords(settings: Settings, passwords: Collection[str], step: Callable[[], None]) -> dict[str, str]:
    """Hash passwords, weak ones too; by password.

    Args:
        step: called after each.
    """
    hasher = Passwords(settings)
    hashes: dict[str, str] = {}
    waiting = sorted(passwords)

    async def work() -> None:
        while waiting:
            password = waiting.pop()
            hashes[password] = await hasher.hash(typed_password(password))
            step()

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return hashes
