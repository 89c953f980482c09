"""Polls: messages that people answer by choosing."""

from molva.server.features.polls.feature import polls_feature

__all__ = ["polls_feature"]
