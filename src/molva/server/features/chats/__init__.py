"""Chats: direct, saved, groups and channels, and who is in them."""

from molva.server.features.chats.commands import begin_direct, end_chat
from molva.server.features.chats.events import ChatDeleted, ChatEvent, HistoryCleared, HistoryErased, PersonAsked
from molva.server.features.chats.feature import chats_feature
from molva.server.features.chats.membership import let_in
from molva.server.features.chats.store.access import (
    RANK,
    RANKED,
    SECRET,
    Place,
    everybody_sees,
    find_places,
    first_seen,
    require_member,
    require_open,
    visible,
)
from molva.server.features.chats.store.changes import present_members, raise_from_seq, renew_standings, update_chat
from molva.server.features.chats.store.companions import companions
from molva.server.features.chats.store.counters import Counters, lock_counters, write_counters, write_expiry
from molva.server.features.chats.store.first import find_chats, find_listed
from molva.server.features.chats.store.followers import (
    CALLED,
    LastWritten,
    call_into,
    close_to,
    find_roots,
    find_standing,
    find_thread,
    follow,
    insert_thread,
    list_open,
    list_threads,
    list_unfollowed,
    note_first_comment,
    open_to,
    page_followed,
    touch,
)
from molva.server.features.chats.store.marks import Told, move_marks, told_marks
from molva.server.features.chats.store.rows import chat_members, find_chat, has_marks, listed_chats

__all__ = [
    "CALLED",
    "RANK",
    "RANKED",
    "SECRET",
    "ChatDeleted",
    "ChatEvent",
    "Counters",
    "HistoryCleared",
    "HistoryErased",
    "LastWritten",
    "PersonAsked",
    "Place",
    "Told",
    "begin_direct",
    "call_into",
    "chat_members",
    "chats_feature",
    "close_to",
    "companions",
    "end_chat",
    "everybody_sees",
    "find_chat",
    "find_chats",
    "find_listed",
    "find_places",
    "find_roots",
    "find_standing",
    "find_thread",
    "first_seen",
    "follow",
    "has_marks",
    "insert_thread",
    "let_in",
    "list_open",
    "list_threads",
    "list_unfollowed",
    "listed_chats",
    "lock_counters",
    "move_marks",
    "note_first_comment",
    "open_to",
    "page_followed",
    "present_members",
    "raise_from_seq",
    "renew_standings",
    "require_member",
    "require_open",
    "told_marks",
    "touch",
    "update_chat",
    "visible",
    "write_counters",
    "write_expiry",
]
