"""Chat invites: links into groups, and requests to be let in."""

from molva.server.features.chat_invites.feature import chat_invites_feature

__all__ = ["chat_invites_feature"]
