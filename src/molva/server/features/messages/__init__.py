"""Messages: sending, changing, reading and marking them."""

from molva.server.features.messages.commands import find_visible, set_poll, set_preview, set_reactions, visible_message
from molva.server.features.messages.events import MessageEdited
from molva.server.features.messages.feature import messages_feature
from molva.server.features.messages.history import chat_state
from molva.server.features.messages.sending import Origin, Sender
from molva.server.features.messages.store.changes import find_message, find_place, find_sent
from molva.server.features.messages.store.comments import count_later
from molva.server.features.messages.store.rows import read_messages

__all__ = [
    "MessageEdited",
    "Origin",
    "Sender",
    "chat_state",
    "count_later",
    "find_message",
    "find_place",
    "find_sent",
    "find_visible",
    "messages_feature",
    "read_messages",
    "set_poll",
    "set_preview",
    "set_reactions",
    "visible_message",
]
