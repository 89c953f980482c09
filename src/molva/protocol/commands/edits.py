"""Commands about edits: what messages said before."""

from typing import Annotated

from msgspec import Meta, Struct

from molva.protocol.commands.base import Command
from molva.protocol.ids import ChatId, Millis, Seq


class Edit(Struct, frozen=True, kw_only=True):
    """One change of a message, by what it said before."""

    text: str
    written_at: Millis
    """Since when it had said so."""
    edited_at: Millis
    """When it was changed."""


class Edits(Struct, frozen=True, kw_only=True):
    """A page of changes, the newest first; `next` continues with older ones, as `before`."""

    edits: list[Edit]
    next: Millis | None = None


class ListEdits(Command[Edits], tag="list_edits", frozen=True, kw_only=True):
    """List what a message said before each of its last 50 changes; for the chat's owner and admins alone.

    Kept in groups, in channels and in the threads there, while whoever runs the server wants it (`edit_history`), and
    as long as the message is there.
    """

    chat_id: ChatId
    seq: Seq
    before: Millis | None = None
    """Only changes before this moment."""
    limit: Annotated[int, Meta(ge=1, le=50)] = 20
