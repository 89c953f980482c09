"""What other features may act on in the same transaction."""

from dataclasses import dataclass

from molva.protocol.rows import Message
from molva.server.features.chats import Place


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """Somebody has changed the text of a message of theirs."""

    place: Place
    """The writer's place in the chat."""
    before: Message
    after: Message
