"""Chat invites: links into groups, and requests to be let in."""

from molva.server.features.chat_invites import requests
from molva.server.features.chat_invites.feature import chat_invites_feature
from molva.server.features.chat_invites.store_requests import chats_asked, waiting_users

__all__ = ["chat_invites_feature", "chats_asked", "requests", "waiting_users"]
