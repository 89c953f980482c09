"""One's own account: reading it, changing name, language and rules, changing the password."""

import msgspec

from molva.protocol.commands import ChangeAccount, ChangePassword, Done, GetAccount
from molva.protocol.errors import NotSignedIn, WrongPassword
from molva.protocol.rows import Account, account_scope
from molva.server.features.accounts import sessions
from molva.server.features.accounts.events import ProfileChanged
from molva.server.features.accounts.passwords import Passwords, new_password, typed_password
from molva.server.features.accounts.sign_in import Proven, SigningIn
from molva.server.features.accounts.store import users as store
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import Context, View
from molva.server.kernel.effects import SightChanged
from molva.server.kernel.text import clean_name
from molva.server.storage.engine import Database


def get_account(view: View, command: GetAccount) -> Account:
    """Handle `GetAccount`."""
    return store.read_account(view.connection, view.user_id)


def change_account(ctx: Context, command: ChangeAccount) -> Account:
    """Handle `ChangeAccount`; what changes nothing takes no revision."""
    scope = account_scope(ctx.user_id)
    before = store.read_account(ctx.connection, ctx.user_id)
    if _changed(before, command) == before:
        return before
    rev = ctx.next_rev(scope)
    # Whoever changes or bans the account takes the same revision: from here on nobody is between.
    before = store.read_account(ctx.connection, ctx.user_id)
    account = msgspec.structs.replace(_changed(before, command), rev=rev)
    store.change_account(ctx.connection, account)
    ctx.changed(scope, account)
    if account.name != before.name:
        ctx.note(ProfileChanged(ctx.user_id))
    if account.who_sees_last_seen is not before.who_sees_last_seen:
        ctx.after_commit(SightChanged(ctx.user_id))
    return account


def _changed(before: Account, command: ChangeAccount) -> Account:
    fields = {name: getattr(command, name) for name in command.__struct_fields__}
    chosen = {name: value for name, value in fields.items() if value is not None}
    if "name" in chosen:
        chosen["name"] = clean_name(chosen["name"])
    return msgspec.structs.replace(before, **chosen)


class PasswordChange:
    """Changes a password for whoever knows the old one."""

    def __init__(self, database: Database, passwords: Passwords, signing_in: SigningIn) -> None:
        self._database = database
        self._passwords = passwords
        self._signing_in = signing_in

    async def prepare(self, caller: Caller, command: ChangePassword) -> tuple[Proven, str]:
        """Check the old password, under the limits of signing in, and hash the new one."""
        old = typed_password(command.old_password, "old_password")
        user_id = caller.user_id
        account, stored = await self._database.read(
            lambda connection: (
                store.read_account(connection, user_id),
                store.password_of(connection, user_id=user_id),
            )
        )
        new = new_password(command.new_password, account.username, account.email or "", field="new_password")
        if stored is None:
            raise NotSignedIn
        proven = await self._signing_in.prove(caller, user_id, stored.password_hash, old)
        if proven is None:
            raise WrongPassword
        return proven, await self._passwords.hash(new)

    def change_password(self, ctx: Context, command: ChangePassword) -> Done:
        """Handle `ChangePassword`; whoever knew the old password is signed out everywhere else."""
        proven, new_hash = ctx.prepared
        self._signing_in.accept(ctx, proven, new_hash)
        sessions.end_others(ctx)
        return Done()
