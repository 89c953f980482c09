"""Commands about reactions."""

from typing import Annotated, Final

from msgspec import Meta, Struct

from molva.protocol.commands.base import Command, PageSize
from molva.protocol.ids import ChatId, Millis, Seq, UserId
from molva.protocol.rows import Message

OWN_REACTIONS: Final = 3
"""Emoji that one person may put on one message."""

Emoji = Annotated[str, Meta(max_length=32)]


class React(Command[Message], tag="react", frozen=True, kw_only=True):
    """Say with emoji what one thinks of a message: all of one's own at once, or none.

    The same again changes nothing.
    """

    chat_id: ChatId
    seq: Seq
    emoji: Annotated[tuple[Emoji, ...], Meta(max_length=OWN_REACTIONS)]


class Reactor(Struct, frozen=True, kw_only=True):
    """Who thinks what of a message, and since when."""

    user_id: UserId
    username: str
    name: str
    emoji: tuple[str, ...]
    reacted_at: Millis


class Reactors(Struct, frozen=True, kw_only=True):
    """A page of people; `next` continues after the last of them."""

    reactors: list[Reactor]
    next: UserId | None = None


class ListReactions(Command[Reactors], tag="list_reactions", frozen=True, kw_only=True):
    """List who has reacted to a message, in the order of their ids; a channel's readers see themselves alone."""

    chat_id: ChatId
    seq: Seq
    after: UserId | None = None
    limit: PageSize = 50
