"""Commands about accounts, sessions and finding people."""

from enum import StrEnum
from typing import Literal

from msgspec import Struct

from molva.protocol.commands.base import Command, Done, PageSize, Secret, ShortText
from molva.protocol.ids import Millis, SessionId, UserId
from molva.protocol.rows import Account, Circle


class SignedIn(Struct, frozen=True, kw_only=True):
    """A new session; `token` is shown once and only to clients that asked for a bearer token."""

    account: Account
    session_id: SessionId
    expires_at: Millis
    token: str | None = None


class Register(Command[SignedIn], tag="register", frozen=True, kw_only=True):
    """Create an account and sign in; the first account of a server becomes its owner."""

    username: ShortText
    password: Secret
    name: ShortText = ""
    """Shown to others; the username if empty."""
    email: ShortText | None = None
    invite: ShortText | None = None
    language: Literal["en", "ru"] | None = None
    client: ShortText = ""
    """What the list of sessions calls this device."""
    token: bool = False
    """Answer with a bearer token instead of setting a cookie."""


class SignIn(Command[SignedIn], tag="sign_in", frozen=True, kw_only=True):
    """Sign in with username or e-mail address and password."""

    login: ShortText
    password: Secret
    client: ShortText = ""
    token: bool = False


class SignOut(Command[Done], tag="sign_out", frozen=True, kw_only=True):
    """End this session."""


class Session(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A device or program that is signed in."""

    id: SessionId
    client: str
    address: str
    created_at: Millis
    used_at: Millis
    expires_at: Millis
    current: bool = False


class SessionList(Struct, frozen=True, kw_only=True):
    """The user's sessions, the latest used first."""

    sessions: list[Session]


class ListSessions(Command[SessionList], tag="list_sessions", frozen=True, kw_only=True):
    """List where one is signed in."""


class RevokeSession(Command[Done], tag="revoke_session", frozen=True, kw_only=True):
    """End a session of one's own; its connections close within a second."""

    session_id: SessionId


class RevokeOtherSessions(Command[Done], tag="revoke_other_sessions", frozen=True, kw_only=True):
    """End every session but this one."""


class GetAccount(Command[Account], tag="get_account", frozen=True, kw_only=True):
    """Read one's own account."""


class ChangeAccount(Command[Account], tag="change_account", frozen=True, kw_only=True):
    """Change one's name, language or rules; what is left out stays."""

    name: ShortText | None = None
    language: Literal["en", "ru"] | None = None
    who_may_write: Circle | None = None
    who_may_add: Circle | None = None
    ask_before_adding: bool | None = None
    who_sees_last_seen: Circle | None = None
    read_receipts: bool | None = None


class ChangePassword(Command[Done], tag="change_password", frozen=True, kw_only=True):
    """Change the password; every other session ends."""

    old_password: Secret
    new_password: Secret


class WhatStays(StrEnum):
    """What becomes of somebody's messages when their account is deleted; copies that others have forwarded stay."""

    KEEP = "keep"
    DELETE = "delete"


class DeleteAccount(Command[Done], tag="delete_account", frozen=True, kw_only=True):
    """Delete one's account for good: every session ends, and nothing that it told of its owner is kept.

    Its groups go over to whoever leads them longest, or is in them longest; those with nobody else in them are deleted.
    The username stays taken, so that nobody is mistaken for who had it. Messages that are to be deleted go bit by bit
    in the minutes after.
    """

    password: Secret
    messages: WhatStays


class Person(Struct, frozen=True, kw_only=True):
    """A user as anybody on the server may see them; without username and name once the account was deleted."""

    user_id: UserId
    username: str
    name: str


class People(Struct, frozen=True, kw_only=True):
    """People in the order of their names; `next` asks for the page after."""

    people: list[Person]
    next: str | None = None


class FindPeople(Command[People], tag="find_people", frozen=True, kw_only=True):
    """Find people by the beginning of their name or username; an empty query lists everybody."""

    query: ShortText = ""
    after: ShortText | None = None
    limit: PageSize = 50
