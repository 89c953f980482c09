"""Accounts: the server itself, its users, their sessions and the invites to register."""

from molva.server.features.accounts.events import AccountDeleted, ProfileChanged
from molva.server.features.accounts.feature import accounts_feature
from molva.server.features.accounts.loading import Newcomer, admit_newcomer, hash_passwords
from molva.server.features.accounts.names import WORD_BREAKS, folded, name_words, storable
from molva.server.features.accounts.rescue import ask_removal, end_sessions, make_owner, reset_password
from molva.server.features.accounts.server import require_admin
from molva.server.features.accounts.store.addresses import chat_of_address, free_address, take_address
from molva.server.features.accounts.store.bans import ban_until, sending_banned
from molva.server.features.accounts.store.invites import add_invite as open_registration
from molva.server.features.accounts.store.invites import delete_invite as close_registration
from molva.server.features.accounts.store.server import prepare_server
from molva.server.features.accounts.store.sessions import FoundSession, extend_session, find_session, is_session_due
from molva.server.features.accounts.store.users import any_user, find_user, find_username, read_account, write_seen
from molva.server.features.accounts.tokens import digest, new_code
from molva.server.features.accounts.usernames import skeleton, username

__all__ = [
    "WORD_BREAKS",
    "AccountDeleted",
    "FoundSession",
    "Newcomer",
    "ProfileChanged",
    "accounts_feature",
    "admit_newcomer",
    "any_user",
    "ask_removal",
    "ban_until",
    "chat_of_address",
    "close_registration",
    "digest",
    "end_sessions",
    "extend_session",
    "find_session",
    "find_user",
    "find_username",
    "folded",
    "free_address",
    "hash_passwords",
    "is_session_due",
    "make_owner",
    "name_words",
    "new_code",
    "open_registration",
    "prepare_server",
    "read_account",
    "require_admin",
    "reset_password",
    "sending_banned",
    "skeleton",
    "storable",
    "take_address",
    "username",
    "write_seen",
]
