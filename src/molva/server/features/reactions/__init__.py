"""Reactions: what people think of a message, in emoji."""

from molva.server.features.reactions.feature import reactions_feature

__all__ = ["reactions_feature"]
