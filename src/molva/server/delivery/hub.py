"""The hub: which connection follows which scope; the followers of a chat are the check on what is pushed."""

from collections.abc import Callable, Iterable
from typing import Final, Protocol

import msgspec

from molva.protocol.close_codes import CloseCode
from molva.protocol.frames import Rows, Signalled
from molva.protocol.rows import MESSAGE_ROWS, chat_scope, marks_scope
from molva.server.delivery.bus import Publication, Ring, Signalling
from molva.server.delivery.channel import Channel
from molva.server.delivery.send_queue import SendQueue
from molva.server.wire.codec import encode, payload

MAX_SOCKETS: Final = 10
"""Connections of one account on one node: every device of a person, twice over."""


class Follower(Protocol):
    """A connection as the hub sees it."""

    user_id: str
    session_id: str
    queue: SendQueue
    scopes: set[str]

    def push_alone(self, frame: msgspec.Struct) -> None:
        """Send a frame that is meant for this connection only."""

    def close(self, code: CloseCode) -> None:
        """End the connection."""


class TooManySockets(Exception):
    """The account has MAX_SOCKETS connections here."""


class Hub:
    """Knows the connections of this node and hands each publication to those that follow its scope."""

    def __init__(self, *, joined: Callable[[Follower, str], None], gap: Callable[[str, int], None]) -> None:
        """Begin empty.

        Args:
            joined: begins to follow a chat that a connected user has come into.
            gap: asks for the rows of a scope after a revision: the bus has lost something.
        """
        self._joined = joined
        self._gap = gap
        self.channels: dict[str, Channel[Follower]] = {}
        self.users: dict[str, set[Follower]] = {}
        self._sessions: dict[str, set[Follower]] = {}

    def attach(self, connection: Follower) -> None:
        """Take a connection in.

        Raises:
            TooManySockets: the account has enough of them.
        """
        mine = self.users.setdefault(connection.user_id, set())
        if len(mine) >= MAX_SOCKETS:
            raise TooManySockets
        mine.add(connection)
        self._sessions.setdefault(connection.session_id, set()).add(connection)

    def detach(self, connection: Follower) -> bool:
        """Let a connection go; tell whether it was the user's last."""
        self.let_go(connection, list(connection.scopes))
        _discard(self._sessions, connection.session_id, connection)
        return _discard(self.users, connection.user_id, connection)

    def hold(self, connection: Follower, scopes: Iterable[str]) -> None:
        """Begin to follow, but keep what comes until the connection has caught up."""
        for scope in scopes:
            channel = self.channels.get(scope)
            if channel is None:
                channel = self.channels[scope] = Channel()
            connection.scopes.add(scope)
            channel.hold(connection)

    def release(self, connection: Follower, scope: str, rev: int, from_seq: int) -> None:
        """Let what is pushed flow: the connection has every row up to `rev`."""
        channel = self.channels.get(scope)
        if channel is None or scope not in connection.scopes:
            return
        for each in channel.release(connection, rev, from_seq):
            self._push_one(connection, each, channel.limited.get(connection, 1))

    def let_go(self, connection: Follower, scopes: Iterable[str]) -> None:
        """Stop following."""
        for scope in scopes:
            self._unfollow(connection, scope)

    def close_followers(self, scope: str, code: CloseCode) -> None:
        """End the connections that follow a scope."""
        channel = self.channels.get(scope)
        if channel is not None:
            for connection in (*channel.followers, *channel.limited, *channel.held):
                connection.close(code)

    def hear(self, ring: Ring) -> None:
        """Act on what the bus brings."""
        for each in ring.publications:
            for membership in each.memberships:
                user_id = each.scope.partition(":")[2]
                for connection in list(self.users.get(user_id, ())):
                    if membership.left:
                        self._unfollow(connection, chat_scope(membership.chat_id))
                        self._unfollow(connection, marks_scope(membership.chat_id))
                    elif chat_scope(membership.chat_id) not in connection.scopes:
                        self._joined(connection, membership.chat_id)
                    elif membership.from_seq > 1:
                        self.channels[chat_scope(membership.chat_id)].limit(connection, membership.from_seq)
            self.push(each)
        for signalling in ring.signals:
            self._signal(signalling)
        for session_id in ring.ended_sessions:
            for connection in list(self._sessions.get(session_id, ())):
                connection.close(CloseCode.SESSION_ENDED)

    def push(self, each: Publication) -> None:
        """Hand rows to everybody who follows their scope; a repeat is dropped, a gap is asked about."""
        channel = self.channels.get(each.scope)
        if channel is None:
            return
        if channel.rev is not None:
            if each.rev <= channel.rev:
                return
            if each.after > channel.rev:
                self._gap(each.scope, channel.rev)
                return
        channel.rev = each.rev
        frame = each.frame
        for connection in channel.followers:
            connection.queue.push(frame)
        for connection, from_seq in channel.limited.items():
            self._push_one(connection, each, from_seq)
        for held in channel.held.values():
            held.append(each)

    def _push_one(self, connection: Follower, each: Publication, from_seq: int) -> None:
        hidden = each.oldest_seq is not None and each.oldest_seq < from_seq
        connection.queue.push(_without_older(each, from_seq) if hidden else each.frame)

    def _signal(self, signalling: Signalling) -> None:
        signal = signalling.signal
        reached = {
            connection
            for channel in map(self.channels.get, signalling.scopes)
            if channel is not None
            for connection in (*channel.followers, *channel.limited)
            if connection.user_id != signal.user_id and connection.user_id not in signalling.hidden_from
        }
        if reached:
            frame = encode(Signalled(signal))
            for connection in reached:
                connection.queue.push(frame)

    def _unfollow(self, connection: Follower, scope: str) -> None:
        connection.scopes.discard(scope)
        channel = self.channels.get(scope)
        if channel is not None and channel.drop(connection):
            del self.channels[scope]


def _without_older(each: Publication, from_seq: int) -> bytes:
    rows = msgspec.json.decode(payload(each.frame), type=Rows)
    seen = [row for row in rows.rows if not (isinstance(row, MESSAGE_ROWS) and row.seq < from_seq)]
    return encode(msgspec.structs.replace(rows, rows=seen))


def _discard(index: dict[str, set[Follower]], key: str, connection: Follower) -> bool:
    found = index.get(key)
    if found is None:
        return False
    found.discard(connection)
    if found:
        return False
    del index[key]
    return True
