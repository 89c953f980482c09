"""Chat settings: how each person keeps chats in the own list: muted, pinned, archived, marked as unread."""

from molva.server.features.chat_settings.feature import chat_settings_feature

__all__ = ["chat_settings_feature"]
