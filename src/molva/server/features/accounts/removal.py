"""Deleting an account: the profile and the sessions go at once, and every feature lets go of what it keeps."""

from typing import Final

from molva.protocol.commands import DeleteAccount, Done, WhatStays
from molva.protocol.errors import NotSignedIn, OnlyOwner, WrongPassword
from molva.server.features.accounts.events import AccountDeleted
from molva.server.features.accounts.passwords import typed_password
from molva.server.features.accounts.sign_in import Proven, SigningIn
from molva.server.features.accounts.store import removal as store
from molva.server.features.accounts.store.server import registration_policy
from molva.server.features.accounts.store.users import password_of
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import Context
from molva.server.kernel.effects import SessionsEnded
from molva.server.storage.engine import Database
from molva.server.storage.jobs import put_job

JOB: Final = "delete_account"
"""The kind of job; its subject is `USER:MESSAGES`."""

SECOND_LOOK_MS: Final = 60_000
"""When an account is gone through once more. By then every command has ended that was under way with its sessions."""


class Removal:
    """Deletes the account of whoever knows its password."""

    def __init__(self, database: Database, signing_in: SigningIn) -> None:
        self._database = database
        self._signing_in = signing_in

    async def prepare(self, caller: Caller, command: DeleteAccount) -> Proven:
        """Check the password, under the limits of signing in."""
        password, user_id = typed_password(command.password), caller.user_id
        stored = await self._database.read(lambda connection: password_of(connection, user_id=user_id))
        if stored is None:
            raise NotSignedIn
        proven = await self._signing_in.prove(caller, user_id, stored.password_hash, password)
        if proven is None:
            raise WrongPassword
        return proven

    def delete_account(self, ctx: Context, command: DeleteAccount) -> Done:
        """Handle `DeleteAccount`."""
        proven: Proven = ctx.prepared
        self._signing_in.accept(ctx, proven)
        remove(ctx, ctx.user_id, command.messages)
        return Done()


def remove(ctx: Context, user_id: str, messages: WhatStays) -> None:
    """Delete an account; of one that is deleted already, what has come since.

    Raises:
        OnlyOwner: the server would have no owner.
    """
    # Whoever registers or takes a name holds the same lock: the name is never anybody else's, not for a moment.
    registration_policy(ctx.connection, lock=True)
    if store.is_only_owner(ctx.connection, user_id):
        raise OnlyOwner
    ended = store.end_all_sessions(ctx.connection, user_id)
    if store.forget_profile(ctx.connection, user_id):
        put_job(ctx.connection, JOB, f"{user_id}:{messages.value}", ctx.now + SECOND_LOOK_MS)
    store.delete_invites_of(ctx.connection, user_id)
    ctx.note(AccountDeleted(user_id, messages))
    if ended:
        ctx.after_commit(SessionsEnded(ended))


def remove_due(ctx: Context, subject: str) -> None:
    """Delete an account by a job: for a second look, or as whoever runs the machine has asked."""
    user_id, _, messages = subject.partition(":")
    remove(ctx, user_id, WhatStays(messages))
