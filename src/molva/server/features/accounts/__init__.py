"""Accounts: the server itself, its users, their sessions and the invites to register."""

from molva.server.features.accounts.feature import accounts_feature
from molva.server.features.accounts.rescue import end_sessions, reset_password
from molva.server.features.accounts.store.server import prepare_server
from molva.server.features.accounts.store.sessions import FoundSession, extend_session, find_session, is_session_due
from molva.server.features.accounts.store.users import write_seen

__all__ = [
    "FoundSession",
    "accounts_feature",
    "end_sessions",
    "extend_session",
    "find_session",
    "is_session_due",
    "prepare_server",
    "reset_password",
    "write_seen",
]
