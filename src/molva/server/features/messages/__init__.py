"""Messages: sending, changing, reading and marking them."""

from molva.server.features.messages.commands import find_visible, set_reactions
from molva.server.features.messages.feature import messages_feature
from molva.server.features.messages.store.rows import read_messages

__all__ = ["find_visible", "messages_feature", "read_messages", "set_reactions"]
