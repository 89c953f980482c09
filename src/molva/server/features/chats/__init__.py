"""Chats: direct, saved, groups and channels, and who is in them."""

from molva.server.features.chats.events import ChatDeleted, ChatEvent, HistoryCleared, HistoryErased
from molva.server.features.chats.feature import chats_feature
from molva.server.features.chats.membership import let_in
from molva.server.features.chats.store.access import (
    RANK,
    RANKED,
    Place,
    everybody_sees,
    first_seen,
    require_member,
    require_open,
    visible,
)
from molva.server.features.chats.store.changes import present_members, raise_from_seq, renew_standings
from molva.server.features.chats.store.companions import companions
from molva.server.features.chats.store.counters import Counters, lock_counters, write_counters, write_expiry
from molva.server.features.chats.store.marks import Told, move_marks, told_marks
from molva.server.features.chats.store.rows import chat_members, find_chat, followed_chats, has_marks

__all__ = [
    "RANK",
    "RANKED",
    "ChatDeleted",
    "ChatEvent",
    "Counters",
    "HistoryCleared",
    "HistoryErased",
    "Place",
    "Told",
    "chat_members",
    "chats_feature",
    "companions",
    "everybody_sees",
    "find_chat",
    "first_seen",
    "followed_chats",
    "has_marks",
    "let_in",
    "lock_counters",
    "move_marks",
    "present_members",
    "raise_from_seq",
    "renew_standings",
    "require_member",
    "require_open",
    "told_marks",
    "visible",
    "write_counters",
    "write_expiry",
]
