"""The slice as one value: its commands with their addresses, and the rows of an account's scope."""

from molva.protocol.commands import (
    ChangeAccount,
    ChangePassword,
    ChangeServer,
    CreateInvite,
    DeleteAccount,
    FindPeople,
    GetAccount,
    GetServer,
    ListInvites,
    ListSessions,
    LookUpInvite,
    Register,
    RevokeInvite,
    RevokeOtherSessions,
    RevokeSession,
    SignIn,
    SignOut,
)
from molva.protocol.errors import (
    EmailTaken,
    InvalidEmail,
    InvalidField,
    InvalidName,
    InvalidUsername,
    InviteNotFound,
    InviteRequired,
    OnlyOwner,
    RegistrationClosed,
    RightsMissing,
    SessionNotFound,
    SignInFailed,
    TooManyRequests,
    UsernameTaken,
    WeakPassword,
    WrongPassword,
)
from molva.protocol.rows import Account
from molva.server.features.accounts import guests, invites, people, profile, removal, sessions
from molva.server.features.accounts.attempts import Attempts
from molva.server.features.accounts.passwords import Passwords
from molva.server.features.accounts.registration import Registration
from molva.server.features.accounts.server import AboutServer
from molva.server.features.accounts.sign_in import SigningIn
from molva.server.features.accounts.store import users
from molva.server.features.accounts.tables import ACCOUNT_SCOPE
from molva.server.kernel.clock import Clock
from molva.server.kernel.feature import Access, Endpoint, Feature, JobKind, RowKind, Scope, read, write
from molva.server.settings import Settings
from molva.server.storage.engine import Database


def accounts_feature(settings: Settings, database: Database, clock: Clock) -> Feature:
    """Describe the slice; it reads the database itself where it must know a password's hash before a transaction.

    `Register` and `SignIn` always answer with the token. The HTTP edge sets it as the cookie and takes it out of
    the answer unless the command asked for it (`token`).
    """
    passwords = Passwords(settings)
    attempts = Attempts(database, clock)
    signing_in = SigningIn(settings, database, passwords, attempts)
    registration = Registration(settings, database, clock, passwords, attempts)
    password_change = profile.PasswordChange(database, passwords, signing_in)
    own_removal = removal.Removal(database, signing_in)
    about = AboutServer(settings)
    return Feature(
        name="accounts",
        endpoints=(
            read(GetServer, about.get_server, "GET /server", access=Access.ANYONE),
            write(ChangeServer, about.change_server, "PATCH /server", RightsMissing, InvalidName),
            _register(registration),
            write(
                SignIn,
                signing_in.sign_in,
                "POST /sessions",
                SignInFailed,
                InvalidField,
                TooManyRequests,
                status=201,
                access=Access.ANYONE,
                prepare=signing_in.prepare,
            ),
            write(SignOut, sessions.sign_out, "DELETE /sessions/current"),
            read(ListSessions, sessions.list_sessions, "GET /sessions"),
            write(RevokeSession, sessions.revoke_session, "DELETE /sessions/{session_id}", SessionNotFound),
            write(RevokeOtherSessions, sessions.revoke_other_sessions, "DELETE /sessions"),
            read(GetAccount, profile.get_account, "GET /account"),
            write(ChangeAccount, profile.change_account, "PATCH /account", InvalidName),
            write(
                ChangePassword,
                password_change.change_password,
                "PUT /account/password",
                WrongPassword,
                WeakPassword,
                InvalidField,
                TooManyRequests,
                prepare=password_change.prepare,
            ),
            # The password comes in the body, which not every proxy lets through with DELETE.
            write(
                DeleteAccount,
                own_removal.delete_account,
                "POST /account/deletion",
                WrongPassword,
                OnlyOwner,
                InvalidField,
                TooManyRequests,
                prepare=own_removal.prepare,
            ),
            read(FindPeople, people.find_people, "GET /users", InvalidField),
            write(CreateInvite, invites.create_invite, "POST /invites", RightsMissing, status=201),
            read(ListInvites, invites.list_invites, "GET /invites", RightsMissing),
            # The code is a secret: it comes in the body, because addresses are logged and remembered.
            read(LookUpInvite, invites.look_up_invite, "POST /invites/lookup", InviteNotFound, access=Access.ANYONE),
            write(RevokeInvite, invites.revoke_invite, "DELETE /invites/{invite_id}", RightsMissing, InviteNotFound),
        ),
        scopes=(Scope(ACCOUNT_SCOPE, users.account_readers, users.followed_accounts),),
        rows=(RowKind(Account, ACCOUNT_SCOPE.name, users.accounts_after),),
        jobs=(JobKind(removal.JOB, removal.remove_due), JobKind(guests.JOB, guests.end_due)),
    )


def _register(registration: Registration) -> Endpoint:
    return write(
        Register,
        registration.register,
        "POST /users",
        InvalidUsername,
        InvalidName,
        InvalidEmail,
        InvalidField,
        WeakPassword,
        RegistrationClosed,
        InviteRequired,
        InviteNotFound,
        UsernameTaken,
        EmailTaken,
        TooManyRequests,
        status=201,
        access=Access.ANYONE,
        prepare=registration.prepare,
    )
