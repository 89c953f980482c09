"""Reading which messages mention oneself."""

from msgspec import Struct

from molva.protocol.commands.base import Command, PageSize
from molva.protocol.ids import ChatId, Rev, Seq
from molva.protocol.rows import Member, Message


class MentionPage(Struct, frozen=True, kw_only=True):
    """Messages that mention the caller, oldest first, with those who wrote them."""

    messages: list[Message]
    members: list[Member]
    more: bool
    """There are others beyond this page, in the direction that was asked about."""
    rev: Rev
    """Revision of the chat's scope that this page reflects."""


class ListMentions(Command[MentionPage], tag="list_mentions", frozen=True, kw_only=True):
    """List the messages of a chat that mention the caller, by name or with everybody.

    With `after` the first ones after that place, otherwise the last ones, before `before` where it is given.
    """

    chat_id: ChatId
    before: Seq | None = None
    after: Seq | None = None
    limit: PageSize = 50
