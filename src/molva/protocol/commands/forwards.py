"""Commands about messages that are said again in other chats."""

from typing import Annotated, Final

from msgspec import Meta, Struct

from molva.protocol.commands.base import Command
from molva.protocol.commands.messages import Sent
from molva.protocol.ids import ChatId, MessageId, Seq

MAX_FORWARDED: Final = 100
"""Messages of one command."""


class Copy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A message that is forwarded, and the id of what comes of it; the id is the sender's, as with `SendMessage`."""

    seq: Seq
    id: MessageId


class Forwarded(Struct, frozen=True, kw_only=True):
    """Where the copies stand, in the order in which they were named; a repeat gets the same answer for ever."""

    sent: list[Sent]


class ForwardMessages(Command[Forwarded], tag="forward_messages", frozen=True, kw_only=True):
    """Say messages of one chat again in another one, all of them or none; sending it again takes effect once.

    Copies stay whatever becomes of the messages and of their authors. They mention nobody, and have no reactions.
    Messages that disappear, polls, and messages that tell what happened in their chat, stay there.
    """

    chat_id: ChatId
    """Where to."""
    from_chat_id: ChatId
    messages: Annotated[tuple[Copy, ...], Meta(min_length=1, max_length=MAX_FORWARDED)]
    show_author: bool = True
    """Whether the copies tell whose words they are; a forward that is forwarded tells its first author."""
