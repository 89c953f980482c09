"""Moderation: reports about people, the bans that follow from them, and what was done."""

from molva.server.features.moderation.feature import moderation_feature

__all__ = ["moderation_feature"]
