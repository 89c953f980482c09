"""Messages: sending, changing, reading and marking them."""

from molva.server.features.messages.commands import find_visible, set_reactions
from molva.server.features.messages.feature import messages_feature
from molva.server.features.messages.sending import Origin, Sender
from molva.server.features.messages.store.changes import find_sent
from molva.server.features.messages.store.rows import read_messages

__all__ = ["Origin", "Sender", "find_sent", "find_visible", "messages_feature", "read_messages", "set_reactions"]
