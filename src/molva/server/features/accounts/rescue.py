"""Helping whoever has lost a password or a device: done over the database, by the person who owns the machine."""

from molva.protocol.commands import WhatStays
from molva.protocol.errors import OnlyOwner, UserNotFound
from molva.protocol.rows import ServerRole
from molva.server.features.accounts import guests
from molva.server.features.accounts.passwords import Passwords, new_password
from molva.server.features.accounts.removal import JOB
from molva.server.features.accounts.store.removal import is_only_owner
from molva.server.features.accounts.store.sessions import end_least_used
from molva.server.features.accounts.store.users import (
    StoredPassword,
    password_of,
    read_account,
    set_password,
    write_role,
)
from molva.server.features.accounts.usernames import username as checked_username
from molva.server.settings import Settings
from molva.server.storage.engine import Database
from molva.server.storage.jobs import drop_job, put_job


async def reset_password(settings: Settings, database: Database, username: str, password: str) -> None:
    """Give a user another password and end all their sessions; a running server would not notice.

    Raises:
        UserNotFound: nobody is called so.
        WeakPassword: not a good one.
    """
    stored = await _require(database, username)
    account = await database.read(lambda connection: read_account(connection, stored.user_id))
    fresh = await Passwords(settings).hash(new_password(password, account.username, account.email or ""))
    await database.write(
        lambda connection: (
            set_password(connection, stored.user_id, fresh, instead_of=stored.password_hash),
            end_least_used(connection, stored.user_id, kept=0),
            # Whoever can sign in is no guest any more.
            drop_job(connection, guests.JOB, stored.user_id),
        )
    )


async def end_sessions(database: Database, username: str) -> int:
    """End all sessions of a user and count them; a running server would not notice.

    Raises:
        UserNotFound: nobody is called so.
    """
    stored = await _require(database, username)
    return len(await database.write(lambda connection: end_least_used(connection, stored.user_id, kept=0)))


async def ask_removal(database: Database, username: str, messages: WhatStays, now: int) -> None:
    """Let an account be deleted by the next look at the jobs, and everything with it.

    Raises:
        UserNotFound: nobody is called so.
        OnlyOwner: the server would have no owner.
    """
    stored = await _require(database, username)
    if await database.read(lambda connection: is_only_owner(connection, stored.user_id)):
        raise OnlyOwner
    subject = f"{stored.user_id}:{messages.value}"
    await database.write(lambda connection: put_job(connection, JOB, subject, now))


async def make_owner(database: Database, username: str) -> None:
    """Make somebody an owner of the server beside those who are; a running server would not notice.

    Raises:
        UserNotFound: nobody is called so.
    """
    stored = await _require(database, username)
    await database.write(lambda connection: drop_job(connection, guests.JOB, stored.user_id))
    await database.write(lambda connection: write_role(connection, stored.user_id, ServerRole.OWNER))


async def _require(database: Database, username: str) -> StoredPassword:
    name = checked_username(username)
    found = await database.read(lambda connection: password_of(connection, username=name))
    if found is None:
        raise UserNotFound
    return found
