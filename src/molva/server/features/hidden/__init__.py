"""Hidden: messages that somebody has deleted for themselves alone."""

from molva.server.features.hidden.feature import hidden_feature

__all__ = ["hidden_feature"]
