"""Accounts that a story brings along, with ids and passwords of its own; no client can name this command."""

from typing import Final

from molva.protocol.commands import Command
from molva.protocol.ids import UserId
from molva.protocol.rows import Account, account_scope
from molva.server.features.accounts.emails import email_key
from molva.server.features.accounts.passwords import Passwords, typed_password
from molva.server.features.accounts.store.users import add_user
from molva.server.features.accounts.usernames import skeleton, username
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import Context
from molva.server.kernel.dispatch import Dispatcher
from molva.server.kernel.feature import Endpoint, Mode
from molva.server.settings import Settings


class PlantAccount(Command[Account], frozen=True, kw_only=True):
    """Make an account as it stands in a story."""

    user_id: UserId
    username: str
    name: str
    email: str | None
    password_hash: str


async def plant_account(
    dispatcher: Dispatcher,
    settings: Settings,
    *,
    user_id: str,
    username: str,
    name: str,
    password: str,
    email: str | None = None,
) -> None:
    """Make an account whose password may be weaker than anybody could choose: everybody is told it anyhow."""
    password_hash = await Passwords(settings).hash(typed_password(password))
    command = PlantAccount(user_id=user_id, username=username, name=name, email=email, password_hash=password_hash)
    outcome = await dispatcher.run(_PLANT, Caller(), command)
    if isinstance(outcome, Exception):
        raise outcome


def _plant(ctx: Context, command: PlantAccount) -> Account:
    called = username(command.username)
    account = Account(
        user_id=command.user_id,
        rev=1,
        username=called,
        name=command.name,
        email=command.email,
        created_at=ctx.now,
    )
    add_user(
        ctx.connection,
        account,
        username_key=skeleton(called),
        email_key=None if command.email is None else email_key(command.email),
        password_hash=command.password_hash,
    )
    scope = account_scope(account.user_id)
    ctx.next_rev(scope)
    ctx.changed(scope, account)
    return account


_PLANT: Final = Endpoint(PlantAccount, _plant, Mode.WRITE, "", "")
