"""Registering: everything is checked before the slow hash, and again where nobody else can come between."""

from dataclasses import dataclass

from molva.protocol.commands import Register, SignedIn
from molva.protocol.errors import (
    EmailTaken,
    InviteNotFound,
    InviteRequired,
    RegistrationClosed,
    UsernameTaken,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import EVERYBODY_NAMES, Account, ServerRole, account_scope
from molva.server.features.accounts.attempts import Attempts, Limit, address_key
from molva.server.features.accounts.emails import email, email_key
from molva.server.features.accounts.guests import expect_end
from molva.server.features.accounts.passwords import Passwords, new_password
from molva.server.features.accounts.sessions import device_name, start_session
from molva.server.features.accounts.store.addresses import is_name_taken
from molva.server.features.accounts.store.invites import invite_works, use_invite
from molva.server.features.accounts.store.server import registration_policy
from molva.server.features.accounts.store.users import add_user, any_user, is_email_taken
from molva.server.features.accounts.usernames import skeleton, username
from molva.server.kernel.caller import Caller
from molva.server.kernel.clock import Clock
from molva.server.kernel.context import Context, View
from molva.server.kernel.text import clean_name
from molva.server.settings import Settings
from molva.server.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Applicant:
    """A new user whose fields are in their stored form."""

    username: str
    username_key: str
    name: str
    email: str | None
    email_key: str | None
    client: str
    invite: str | None


class Registration:
    """Takes new users in, as many as one address may bring in an hour."""

    def __init__(
        self, settings: Settings, database: Database, clock: Clock, passwords: Passwords, attempts: Attempts
    ) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._attempts = attempts
        self._limit = Limit("register", settings.registrations_per_address, 3_600_000)

    async def prepare(self, caller: Caller, command: Register) -> tuple[Applicant, str]:
        """Check the fields, then the limit, then who is there already; only then hash the password."""
        applicant = _applicant(caller, command)
        password = new_password(command.password, applicant.username, applicant.email or "")
        self._passwords.check_room()
        await self._attempts.admit((self._limit, address_key(caller.address)))
        now = self._clock()
        await self._database.read(lambda connection: _check(View(connection, caller, now), applicant))
        return applicant, await self._passwords.hash(password)

    def register(self, ctx: Context, command: Register) -> SignedIn:
        """Handle `Register`."""
        applicant, password_hash = ctx.prepared
        first = _check(ctx, applicant)
        account = Account(
            user_id=new_id(ctx.now),
            rev=1,
            username=applicant.username,
            name=applicant.name,
            email=applicant.email,
            role=ServerRole.OWNER if first else ServerRole.MEMBER,
            language=command.language,
            created_at=ctx.now,
        )
        admit(ctx, account, password_hash)
        signed_in = start_session(ctx, account, applicant.client, self._settings.session_days)
        if ctx.caller.guest:
            expect_end(ctx, account.user_id, signed_in.expires_at)
        return signed_in


def admit(ctx: Context, account: Account, password_hash: str) -> None:
    """Write a new account whose fields are in their stored form."""
    add_user(
        ctx.connection,
        account,
        username_key=skeleton(account.username),
        email_key=None if account.email is None else email_key(account.email),
        password_hash=password_hash,
    )
    scope = account_scope(account.user_id)
    ctx.next_rev(scope)
    ctx.changed(scope, account)


def check_free(context: Context | View, username_key: str, key: str | None) -> None:
    """Refuse whoever brings a name or an address that is taken.

    Args:
        key: of the e-mail address, if there is one.

    Raises:
        UsernameTaken, EmailTaken: it is.
    """
    if username_key in map(skeleton, EVERYBODY_NAMES) or is_name_taken(context.connection, username_key):
        raise UsernameTaken
    if key is not None and is_email_taken(context.connection, key):
        raise EmailTaken


def _applicant(caller: Caller, command: Register) -> Applicant:
    name = username(command.username)
    address = email(command.email) if command.email is not None else None
    return Applicant(
        username=name,
        username_key=skeleton(name),
        name=clean_name(command.name) if command.name else name,
        email=address,
        email_key=None if address is None else email_key(address),
        client=device_name(caller, command.client),
        invite=command.invite,
    )


def _check(context: Context | View, applicant: Applicant) -> bool:
    """Refuse whoever may not register, or bring a name that is taken; tell whether this is the first account.

    Inside the transaction it locks the server's row, so that of two first accounts one is, and counts the invite.
    """
    writing = isinstance(context, Context)
    connection = context.connection
    policy = registration_policy(connection, lock=writing)
    first = not any_user(connection)
    if policy != "open" and not first:
        if policy == "closed":
            raise RegistrationClosed
        if applicant.invite is None:
            raise InviteRequired
        admit = use_invite if writing else invite_works
        if not admit(connection, applicant.invite, context.now):
            raise InviteNotFound
    check_free(context, applicant.username_key, applicant.email_key)
    return first
