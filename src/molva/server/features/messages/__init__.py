"""Messages: sending, changing, reading and marking them."""

from molva.server.features.messages.commands import find_visible, set_reactions
from molva.server.features.messages.feature import messages_feature

__all__ = ["find_visible", "messages_feature", "set_reactions"]
