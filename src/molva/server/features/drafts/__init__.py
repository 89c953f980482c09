"""Drafts: what a person is writing in each chat, for that person's other devices."""

from molva.server.features.drafts.feature import drafts_feature

__all__ = ["drafts_feature"]
