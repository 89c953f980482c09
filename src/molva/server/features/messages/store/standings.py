"""Standings: who may write where, remembered so that a message costs no query of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from molva.protocol.errors import Refusal, RightsMissing
from molva.protocol.rows import ChatRole, Root, chat_scope
from molva.server.features.accounts import sending_banned
from molva.server.features.chats import RANK, Counters
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
    may_write: bool
    slow_s: int
    """Seconds from one message to the next, 0 for none; also for whoever does not have to wait."""
    hourly: int
    """Messages in any hour, 0 for any number; also for whoever is not counted."""
    root: Root | None
    """In a thread: what it is about. Rights, pace and lifetime are those of the chat that this is in."""
    lifetime_s: int
    """In a thread: seconds after which a comment is deleted; 0 for never, or in a chat, which tells by itself."""
    first_comment: bool
    """In a thread: the member has not written there yet."""

    def refusal(self, tx: Transaction, chat: Counters, user_id: str, appeal: str) -> Refusal | None:
        """Say why the member may not write now, if so.

        Args:
            appeal: whom a banned person may turn to; empty: the server's owner.
        """
        if self.banned_until > tx.now:
            return sending_banned(tx.connection, self.banned_until, appeal)
        if not self.may_write:
            return RightsMissing()
        if self.blocked is not None:
            return self.blocked()
        if self.direct_with is not None and chat.last_seq == 0:
            # The first message of all: from the second on, neither writes first.
            return _refusal(tx.connection, user_id, self.direct_with)
        return None


class Standings:
    """Remembers standings; whatever changes members, rights, bans or blocks moves `members_rev`, on every node.

    That number is read anyway with the chat's counters. Who has cleared the history since may still name what stood
    there as answered: nobody sees more by that. In threads nothing is remembered: their rights are another chat's.
    """

    def __init__(self, general_hourly: int) -> None:
        """Begin with nothing remembered.

        Args:
            general_hourly: messages of a member in any hour in the general chat, where that has no number of its own.
        """
        self._general_hourly = general_hourly
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
        if not unknown:
            return standings
        for key, (found, above) in _find_standings(tx.connection, unknown).items():
            chat = counters[key[0]]
            standings[key] = self._standing(tx.connection, chat, key[1], found, above)
            if above is not None:
                continue
            change = tx.changes.get(chat_scope(chat.chat_id))
            if change is None or chat.members_rev <= change.after:
                # Members that changed in this very transaction may be taken back with it, and the number given
                # to another change: only what is committed is remembered.
                self._remember(key, standings[key])
        return standings

    def _standing(
        self,
        connection: Connection,
        chat: Counters,
        user_id: str,
        found: store.FoundStanding,
        above: store.FoundStanding | None,
    ) -> Standing:
        ruling = above or found
        free = ruling.role is not ChatRole.MEMBER
        hourly = ruling.hourly or (self._general_hourly if ruling.general else 0)
        least = found.who_writes if above is None else above.who_comments
        return Standing(
            chat.members_rev,
            found.from_seq,
            found.banned_until,
            found.direct_with,
            _blocked(connection, user_id, found.direct_with),
            may_write=RANK[ruling.role] >= RANK[least],
            slow_s=0 if free else ruling.slow_s,
            hourly=0 if free else hourly,
            root=found.root,
            lifetime_s=0 if above is None else above.lifetime_s,
            first_comment=above is not None and not found.commented,
        )

    def _remember(self, key: Key, standing: Standing) -> None:
        if len(self._remembered) >= MAX_REMEMBERED:
            self._remembered.clear()
        self._remembered[key] = standing


def _find_standings(
    connection: Connection, keys: set[Key]
) -> dict[Key, tuple[store.FoundStanding, store.FoundStanding | None]]:
    """Find members, and for those of threads how they stand in the root's chat, as long as they see the root."""
    found = store.find_standings(connection, keys)
    roots = {key: each.root for key, each in found.items() if each.root is not None}
    if not roots:
        return {key: (each, None) for key, each in found.items()}
    above = store.find_standings(connection, {(root.chat_id, user_id) for (_, user_id), root in roots.items()})
    standings: dict[Key, tuple[store.FoundStanding, store.FoundStanding | None]] = {}
    for key, each in found.items():
        root = roots.get(key)
        ruling = None if root is None else above.get((root.chat_id, key[1]))
        if root is None or (ruling is not None and ruling.from_seq <= root.seq):
            standings[key] = each, ruling
    return standings


def _blocked(connection: Connection, user_id: str, other_id: str | None) -> type[Refusal] | None:
    if other_id is None:
        return None
    try:
        require_unblocked(connection, user_id, other_id)
    except Refusal as refusal:
        return type(refusal)
    return None


def _refusal(connection: Connection, user_id: str, other_id: str) -> Refusal | None:
    try:
        require_direct(connection, user_id, other_id)
    except Refusal as refusal:
        return refusal
    return None
