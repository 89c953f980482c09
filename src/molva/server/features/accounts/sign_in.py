"""Signing in: one answer for a wrong name and a wrong password, in the same time, and only so often."""

from dataclasses import dataclass

from molva.protocol.commands import SignedIn, SignIn
from molva.protocol.errors import InvalidEmail, InvalidUsername, Overloaded, SignInFailed
from molva.server.features.accounts.attempts import Attempts, Limit, address_key
from molva.server.features.accounts.emails import email, email_key
from molva.server.features.accounts.names import folded
from molva.server.features.accounts.passwords import Passwords, typed_password
from molva.server.features.accounts.sessions import device_name, start_session
from molva.server.features.accounts.store.attempts import forget, give_back
from molva.server.features.accounts.store.users import password_of, read_account, set_password
from molva.server.features.accounts.usernames import username
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import Context
from molva.server.settings import Settings
from molva.server.storage.engine import Database

WINDOW_MS = 15 * 60_000
"""An attempt is forgotten a quarter of an hour after the first of its series."""


@dataclass(frozen=True, slots=True)
class Proven:
    """A user who has shown the password that belongs to `hash`; `renewed` is the same password hashed anew."""

    user_id: str
    hash: str
    renewed: str | None = None


class SigningIn:
    """Checks names and passwords, with its limits by account and by address."""

    def __init__(self, settings: Settings, database: Database, passwords: Passwords, attempts: Attempts) -> None:
        self._settings = settings
        self._database = database
        self._passwords = passwords
        self._attempts = attempts
        self._account_limit = Limit("sign_in", settings.sign_ins_per_account, WINDOW_MS)
        self._address_limit = Limit("sign_in_from", settings.sign_ins_per_address, WINDOW_MS)

    async def prepare(self, caller: Caller, command: SignIn) -> Proven:
        """Find the user and check the password; the transaction gets only who has proven themselves."""
        device_name(caller, command.client)
        password = typed_password(command.password)
        wanted = _login(command.login)
        found = await self._database.read(lambda connection: password_of(connection, **wanted) if wanted else None)
        # An unknown login is counted too, by what was written: the limit tells no more than the answer.
        who = found.user_id if found is not None else folded(command.login)
        proven = await self.prove(caller, who, None if found is None else found.password_hash, password)
        if proven is None:
            raise SignInFailed
        return proven

    async def prove(self, caller: Caller, who: str, stored: str | None, password: str) -> Proven | None:
        """Count an attempt and compare a password with a stored hash; None if it is another one.

        Args:
            who: whose attempts to count, the user's id where there is one.

        Raises:
            TooManyRequests: the account's or the address's attempts are used up.
            Overloaded: too many wait for their check.
        """
        self._passwords.check_room()
        claims = (self._account_limit, who), (self._address_limit, address_key(caller.address))
        await self._attempts.admit(*claims)
        if not await self._passwords.matches(stored, password) or stored is None:
            return None
        renewed = await self._passwords.hash(password) if self._passwords.is_outdated(stored) else None
        return Proven(who, stored, renewed)

    def accept(self, ctx: Context, proven: Proven, new_hash: str | None = None) -> None:
        """Take a proof inside the transaction: forget the account's attempts and store a new hash if there is one.

        Raises:
            Overloaded: the password has changed since it was checked; the same command tells then what holds.
        """
        forget(ctx.connection, self._account_limit.key(proven.user_id))
        give_back(ctx.connection, self._address_limit.key(address_key(ctx.caller.address)))
        if not set_password(ctx.connection, proven.user_id, new_hash or proven.hash, instead_of=proven.hash):
            raise Overloaded(retry_after_ms=100)

    def sign_in(self, ctx: Context, command: SignIn) -> SignedIn:
        """Handle `SignIn`."""
        proven: Proven = ctx.prepared
        self.accept(ctx, proven, proven.renewed)
        account = read_account(ctx.connection, proven.user_id)
        return start_session(ctx, account, device_name(ctx.caller, command.client), self._settings.session_days)


def _login(text: str) -> dict[str, str] | None:
    """Tell by which column a user is found; None for a text that is no login at all."""
    try:
        if "@" in text:
            return {"email_key": email_key(email(text))}
        return {"username": username(text)}
    except (InvalidEmail, InvalidUsername):
        return None
