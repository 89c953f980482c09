"""Chats: direct, saved, groups, and who is in them."""

from molva.server.features.chats.events import ChatDeleted, ChatEvent, HistoryCleared, HistoryErased
from molva.server.features.chats.feature import chats_feature
from molva.server.features.chats.store.access import Place, everybody_sees, first_seen, require_member, visible
from molva.server.features.chats.store.changes import present_members, raise_from_seq
from molva.server.features.chats.store.counters import Counters, lock_counters, write_counters
from molva.server.features.chats.store.marks import move_marks
from molva.server.features.chats.store.rows import chat_members, companions, find_chat, followed_chats

__all__ = [
    "ChatDeleted",
    "ChatEvent",
    "Counters",
    "HistoryCleared",
    "HistoryErased",
    "Place",
    "chat_members",
    "chats_feature",
    "companions",
    "everybody_sees",
    "find_chat",
    "first_seen",
    "followed_chats",
    "lock_counters",
    "move_marks",
    "present_members",
    "raise_from_seq",
    "require_member",
    "visible",
    "write_counters",
]
