"""Commands about pinned messages."""

from msgspec import Struct

from molva.protocol.commands.base import Command, Done
from molva.protocol.ids import ChatId, Rev, Seq
from molva.protocol.rows import Member, Message, Pin


class PinMessage(Command[Pin], tag="pin_message", frozen=True, kw_only=True):
    """Keep a message at the head of its chat; in a group for its owner and admins. The same again changes nothing."""

    chat_id: ChatId
    seq: Seq


class UnpinMessage(Command[Done], tag="unpin_message", frozen=True, kw_only=True):
    """Take a message from the head of its chat; for those who may pin. The same again changes nothing."""

    chat_id: ChatId
    seq: Seq


class UnpinAllMessages(Command[Done], tag="unpin_all_messages", frozen=True, kw_only=True):
    """Take every message that the caller sees from the head of a chat; for those who may pin."""

    chat_id: ChatId


class PinnedMessages(Struct, frozen=True, kw_only=True):
    """The pinned messages of a chat, oldest first, with those who wrote them."""

    messages: list[Message]
    members: list[Member]
    rev: Rev
    """Revision of the chat's scope that this page reflects."""


class ListPins(Command[PinnedMessages], tag="list_pins", frozen=True, kw_only=True):
    """List the pinned messages of a chat."""

    chat_id: ChatId
