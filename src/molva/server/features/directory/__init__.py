"""The directory: chats that are public under an address, found and joined by everybody."""

from molva.server.features.directory.feature import directory_feature

__all__ = ["directory_feature"]
