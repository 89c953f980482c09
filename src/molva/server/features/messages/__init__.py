"""Messages: sending, changing, reading and marking them."""

from molva.server.features.messages.feature import messages_feature

__all__ = ["messages_feature"]
