"""What messages read from and write to their table."""

from molva.server.features.messages.store.changes import (
    FoundStanding,
    SentBefore,
    delete_all,
    erase,
    erase_before,
    find_expired,
    find_message,
    find_sent,
    find_standings,
    insert_messages,
    insert_service_message,
    next_expiry,
    update_poll,
    update_preview,
    update_reactions,
    update_text,
)

__all__ = [
    "FoundStanding",
    "SentBefore",
    "delete_all",
    "erase",
    "erase_before",
    "find_expired",
    "find_message",
    "find_sent",
    "find_standings",
    "insert_messages",
    "insert_service_message",
    "next_expiry",
    "update_poll",
    "update_preview",
    "update_reactions",
    "update_text",
]
