"""Helping whoever has lost a password or a device: done over the database, by the person who owns the machine."""

from molva.protocol.errors import UserNotFound
from molva.server.features.accounts.passwords import Passwords, new_password
from molva.server.features.accounts.store.sessions import end_least_used
from molva.server.features.accounts.store.users import StoredPassword, password_of, read_account, set_password
from molva.server.features.accounts.usernames import username as checked_username
from molva.server.settings import Settings
from molva.server.storage.engine import Database


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
        )
    )


async def end_sessions(database: Database, username: str) -> int:
    """End all sessions of a user and count them; a running server would not notice.

    Raises:
        UserNotFound: nobody is called so.
    """
    stored = await _require(database, username)
    return len(await database.write(lambda connection: end_least_used(connection, stored.user_id, kept=0)))


async def _require(database: Database, username: str) -> StoredPassword:
    name = checked_username(username)
    found = await database.read(lambda connection: password_of(connection, username=name))
    if found is None:
        raise UserNotFound
    return found
