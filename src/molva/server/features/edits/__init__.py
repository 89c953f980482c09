"""Edits: what messages said before they were changed, kept for those who moderate where the server is to keep it."""

from molva.server.features.edits.feature import edits_feature
from molva.server.features.edits.store import forget_unkept

__all__ = ["edits_feature", "forget_unkept"]
