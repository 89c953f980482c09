"""Rows about people: the user's own profile and rules, and what they have made of others."""

from enum import StrEnum

from molva.protocol.ids import Millis, Rev, UserId
from molva.protocol.rows.base import Row


class ServerRole(StrEnum):
    """What a user may do on the server; the first account becomes the owner."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"


class Circle(StrEnum):
    """Whom one of a person's rules lets in; whoever the person has blocked is outside of each."""

    EVERYBODY = "everybody"
    CONTACTS = "contacts"
    NOBODY = "nobody"


class Account(Row, tag="account", frozen=True, kw_only=True):
    """The user's own profile and settings."""

    KEY = ("user_id",)

    user_id: UserId
    rev: Rev
    username: str
    name: str
    email: str | None = None
    role: ServerRole = ServerRole.MEMBER
    language: str | None = None
    created_at: Millis = 0
    who_may_write: Circle = Circle.EVERYBODY
    """Who may begin a direct chat with the user; whoever has written in one goes on."""
    who_may_add: Circle = Circle.EVERYBODY
    """Who may add the user to groups."""
    ask_before_adding: bool = False
    """Whoever may add the user to a group asks first: nobody is in it before they have accepted (`AddRequest`)."""
    who_sees_last_seen: Circle = Circle.EVERYBODY
    """Who sees whether the user is here and was; whoever does not is not seen by the user either."""
    read_receipts: bool = True
    """In direct chats the other one sees what has been read, unless either of the two does without."""
    banned_until: Millis = 0
    """The user may not send before this moment, because of reports."""


class Contact(Row, tag="contact", frozen=True, kw_only=True):
    """What the user has made of another person; nobody else learns of it. Neither saved nor blocked: the tombstone."""

    KEY = ("user_id",)

    user_id: UserId
    rev: Rev
    username: str
    name: str
    saved: bool = False
    """In the user's contacts."""
    own_name: str = ""
    """What the user calls a contact, shown wherever the person's name would be."""
    blocked: bool = False
