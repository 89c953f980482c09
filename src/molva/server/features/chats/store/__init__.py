"""What chats read from and write to their tables; `changes.py` writes, the others read."""

from molva.server.features.chats.store.changes import (
    chat_exists,
    count_owners,
    direct_key,
    end_everybody,
    end_member,
    find_direct,
    find_general,
    insert_chat,
    known_users,
    present_members,
    put_member,
    renew_standings,
    restamp_profile,
    set_general,
    update_chat,
    update_rights,
    update_role,
)
from molva.server.features.chats.store.departure import find_heir, present_chats

__all__ = [
    "chat_exists",
    "count_owners",
    "direct_key",
    "end_everybody",
    "end_member",
    "find_direct",
    "find_general",
    "find_heir",
    "insert_chat",
    "known_users",
    "present_chats",
    "present_members",
    "put_member",
    "renew_standings",
    "restamp_profile",
    "set_general",
    "update_chat",
    "update_rights",
    "update_role",
]
