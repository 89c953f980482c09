"""Commands about one's contacts and those whom one has blocked."""

from typing import Final

from msgspec import Struct

from molva.protocol.commands.base import Command, Done, PageSize, ShortText
from molva.protocol.ids import UserId
from molva.protocol.rows import Contact

MAX_CONTACTS: Final = 5_000
"""People whom one person may have saved or blocked."""


class SaveContact(Command[Contact], tag="save_contact", frozen=True, kw_only=True):
    """Put a person into one's contacts, or change what one calls them; the same again changes nothing."""

    user_id: UserId
    own_name: ShortText = ""
    """Shown to oneself in place of the person's name; empty: the person's own."""


class RemoveContact(Command[Done], tag="remove_contact", frozen=True, kw_only=True):
    """Take a person out of one's contacts; doing it again changes nothing."""

    user_id: UserId


class BlockPerson(Command[Contact], tag="block_person", frozen=True, kw_only=True):
    """Block a person: no direct messages from them, and nothing tells them when one is here, writes or reads.

    They cannot add the user to groups. They are not told; what they try is refused as by a rule of the user's.
    """

    user_id: UserId


class UnblockPerson(Command[Done], tag="unblock_person", frozen=True, kw_only=True):
    """Let a person write again."""

    user_id: UserId


class ContactPage(Struct, frozen=True, kw_only=True):
    """A page of people; `next` continues after the last of them."""

    contacts: list[Contact]
    next: UserId | None = None


class ListContacts(Command[ContactPage], tag="list_contacts", frozen=True, kw_only=True):
    """List whom one has saved or blocked, in the order of their ids."""

    after: UserId | None = None
    limit: PageSize = 100
