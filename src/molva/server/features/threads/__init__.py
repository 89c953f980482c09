"""Threads: comments under a message."""

from molva.server.features.threads.feature import threads_feature

__all__ = ["threads_feature"]
