"""Moderation: reports about people, the bans that follow from them, and what was done."""

from molva.server.features.moderation.feature import moderation_feature
from molva.server.features.moderation.store import count_open, find_report, last_banned_at

__all__ = ["count_open", "find_report", "last_banned_at", "moderation_feature"]
