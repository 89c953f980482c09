"""Folders: chats that a person keeps together under a name of their own."""

from molva.server.features.folders.feature import folders_feature

__all__ = ["folders_feature"]
