"""Hidden: messages that somebody has deleted for themselves alone."""

from molva.server.features.hidden.feature import hidden_feature
from molva.server.features.hidden.store import find_hidden

__all__ = ["find_hidden", "hidden_feature"]
