"""What other features may act on in the same transaction."""

from dataclasses import dataclass

from molva.protocol.rows import AnyService


@dataclass(frozen=True, slots=True)
class ChatEvent:
    """Something that the chat's members are told by a service message of the acting user."""

    chat_id: str
    service: AnyService


@dataclass(frozen=True, slots=True)
class ChatDeleted:
    """The chat and everything in it is gone."""

    chat_id: str
