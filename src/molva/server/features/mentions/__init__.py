"""Mentions: whom a message means by `@`, found from its text where it is written."""

from molva.server.features.mentions.feature import mentions_feature
from molva.server.features.mentions.finding import Writing, find_mentions
from molva.server.features.mentions.store import list_mentions, unread_mentions, write_mentions

__all__ = [
    "Writing",
    "find_mentions",
    "list_mentions",
    "mentions_feature",
    "unread_mentions",
    "write_mentions",
]
