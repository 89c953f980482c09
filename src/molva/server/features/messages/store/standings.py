"""Standings: who may write where, remembered so that a message costs no query of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from molva.protocol.errors import Refusal
from molva.protocol.rows import chat_scope
from molva.server.features.accounts import sending_banned
from molva.server.features.chats import Counters
from molva.server.features.contacts import require_direct, require_unblocked
from molva.server.features.messages import store
from molva.server.storage.transaction import Transaction

MAX_REMEMBERED: Final = 200_000
"""Places in chats that are remembered; each is about 200 bytes."""

Key = tuple[str, str]
"""Chat and user."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's right to write, true as long as the chat's `members_rev` is this one."""

    members_rev: int
    from_seq: int
    banned_until: int
    direct_with: str | None
    blocked: type[Refusal] | None
    """In a direct chat where one has blocked the other: what the writer is told."""

    def refusal(self, tx: Transaction, chat: Counters, user_id: str, appeal: str) -> Refusal | None:
        """Say why the member may not write now, if so.

        Args:
            appeal: whom a banned person may turn to; empty: the server's owner.
        """
        if self.banned_until > tx.now:
            return sending_banned(tx.connection, self.banned_until, appeal)
        if self.blocked is not None:
            return self.blocked()
        if self.direct_with is not None and chat.last_seq == 0:
            # The first message of all: from the second on, neither writes first.
            return _refusal(tx.connection, user_id, self.direct_with)
        return None


class Standings:
    """Remembers standings; whatever changes members, bans or blocks moves `members_rev`, on every node.

    That number is read anyway with the chat's counters. Who has cleared the history since may still name what stood
    there as answered: nobody sees more by that.
    """

    def __init__(self) -> None:
        self._remembered: dict[Key, Standing] = {}

    def find(self, tx: Transaction, keys: Iterable[Key], counters: dict[str, Counters]) -> dict[Key, Standing]:
        """Find the standings of those who are members, by what is remembered and one query for the others."""
        standings: dict[Key, Standing] = {}
        unknown: set[Key] = set()
        for key in keys:
            chat = counters.get(key[0])
            known = self._remembered.get(key)
            if chat is not None and known is not None and known.members_rev == chat.members_rev:
                standings[key] = known
            elif chat is not None:
                unknown.add(key)
        for key, found in store.find_standings(tx.connection, unknown).items():
            chat = counters[key[0]]
            standings[key] = _standing(tx.connection, chat, key[1], found)
            change = tx.changes.get(chat_scope(chat.chat_id))
            if change is None or chat.members_rev <= change.after:
                # Members that changed in this very transaction may be taken back with it, and the number given
                # to another change: only what is committed is remembered.
                self._remember(key, standings[key])
        return standings

    def _remember(self, key: Key, standing: Standing) -> None:
        if len(self._remembered) >= MAX_REMEMBERED:
            self._remembered.clear()
        self._remembered[key] = standing


def _standing(connection: Connection, chat: Counters, user_id: str, found: store.FoundStanding) -> Standing:
    blocked: type[Refusal] | None = None
    if found.direct_with is not None:
        try:
            require_unblocked(connection, user_id, found.direct_with)
        except Refusal as refusal:
            blocked = type(refusal)
    return Standing(chat.members_rev, found.from_seq, found.banned_until, found.direct_with, blocked)


def _refusal(connection: Connection, user_id: str, other_id: str) -> Refusal | None:
    try:
        require_direct(connection, user_id, other_id)
    except Refusal as refusal:
        return refusal
    return None
