"""Commands about public chats: made public, found in the directory, looked at and joined."""

from typing import Annotated

from msgspec import Meta, Struct

from molva.protocol.commands.base import Command, ShortText
from molva.protocol.commands.chat_invites import Joining
from molva.protocol.ids import ChatId
from molva.protocol.rows import Chat


class PublicChat(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A public chat as anybody may see it before they join."""

    address: str
    name: str
    member_count: int
    channel: bool = False
    approval: bool = False
    """Whoever joins asks to be let in; those who were removed once do so in any case."""
    description: str = ""
    """Told to those who are signed in, as are the others below."""
    chat_id: ChatId | None = None
    inside: bool = False
    """The caller is in it."""
    asked: bool = False
    """The caller waits for the answer."""


class PublicChats(Struct, frozen=True, kw_only=True):
    """Public chats, the largest first; `next` asks for the page after.

    One whose number of members changes meanwhile may come twice or be left out.
    """

    chats: list[PublicChat]
    next: str | None = None


class FindPublicChats(Command[PublicChats], tag="find_public_chats", frozen=True, kw_only=True):
    """Find public chats by the beginnings of words of their name, address or description; an empty query lists all.

    All words must be found; those that are found in the name or the address come first.
    """

    query: ShortText = ""
    after: ShortText | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 30


class LookUpPublicChat(Command[PublicChat], tag="look_up_public_chat", frozen=True, kw_only=True):
    """Ask which chat has an address; needs no session."""

    address: ShortText


class JoinPublicChat(Command[Joining], tag="join_public_chat", frozen=True, kw_only=True):
    """Join a public chat, or ask to be let in where it wants that; again changes nothing."""

    chat_id: ChatId


class PublishChat(Command[Chat], tag="publish_chat", frozen=True, kw_only=True):
    """Make a group or a channel public, or change its address; for admins and above of the role `who_changes`.

    Addresses and usernames are one name space, in which no two names look alike. The chat tells its members.
    """

    chat_id: ChatId
    address: ShortText
    """What stands after the @: a name by the rules of usernames."""
    approval: bool = False
    """Whoever comes by it asks to be let in."""


class UnpublishChat(Command[Chat], tag="unpublish_chat", frozen=True, kw_only=True):
    """Let a chat be public no more: its address is free, and whoever has asked by it waits no more."""

    chat_id: ChatId
