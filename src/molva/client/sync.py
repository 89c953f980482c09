"""Catching up and staying so: a state machine that takes the server's frames and gives the frames to send."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from molva.client.errors import may_retry, refusal
from molva.client.replica import Change, Replica
from molva.protocol.commands import Call, Changes, GetChanges
from molva.protocol.errors import Error
from molva.protocol.frames import MAX_HELLO_BYTES, Hello, Rows, Synced, Welcome
from molva.protocol.rows import Membership, chat_scope, marks_scope

MAX_BUFFERED: Final = 64
"""Frames kept of a scope while its gap is being closed; what comes beyond is asked for once more."""

MAX_ASKED: Final = 5
"""Questions about one gap; a server that does not close it is left, and the next connection resumes."""

RETRY_SECONDS: Final = 1.0
"""Wait before asking again where the server was too busy and named no time."""

HELLO_SCOPES: Final = MAX_HELLO_BYTES // 80
"""Scopes that fit into a hello, at 80 bytes each with quotes and digits; the rest is sent from the start."""


class Phase(StrEnum):
    """How far a connection has come."""

    WAITING = "waiting"
    CATCHING_UP = "catching_up"
    SYNCED = "synced"


@dataclass
class Outcome:
    """What a frame led to: frames to send, rows that changed, and whether this connection is of no more use."""

    send: list[Call] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    broken: bool = False


@dataclass
class _Gap:
    """A scope whose changes after the replica's revision have been asked for."""

    ref: int
    highest: int
    asked: int = 1
    retry_at: float | None = None
    waiting: list[Rows] = field(default_factory=list)


class Sync:
    """Keeps a replica true over connections that lose, repeat and reorder; no I/O.

    Args:
        replica: what is kept.
        refs: numbers for calls, shared with everybody who calls over the same connection.
    """

    def __init__(self, replica: Replica, refs: Iterator[int]) -> None:
        self.phase = Phase.WAITING
        self._replica = replica
        self._refs = refs
        self._gaps: dict[str, _Gap] = {}
        self._by_ref: dict[int, str] = {}
        self._joined: set[str] = set()
        self._overdue: set[str] = set()

    def start(self) -> Hello:
        """Begin a connection; what was under way on the last one is forgotten."""
        self.phase = Phase.WAITING
        self._gaps.clear()
        self._by_ref.clear()
        self._joined.clear()
        self._overdue.clear()
        revs = self._replica.revs
        if len(revs) > HELLO_SCOPES:
            revs = dict(sorted(revs.items())[:HELLO_SCOPES])
        return Hello(epoch=self._replica.epoch, revs=dict(revs))

    def owns(self, ref: int) -> bool:
        """Tell whether the answer to this call belongs here."""
        return ref in self._by_ref

    def welcome(self, frame: Welcome) -> None:
        """The server knows us; rows follow. Another database or another user begins from nothing."""
        replica = self._replica
        if frame.reset or frame.epoch != replica.epoch or frame.user_id != replica.user_id:
            replica.reset(epoch=frame.epoch, user_id=frame.user_id)
        self.phase = Phase.CATCHING_UP

    def rows(self, frame: Rows) -> Outcome:
        """Rows were pushed: take them, or ask for what is missing before them."""
        outcome = Outcome()
        if frame.after <= self._replica.rev(frame.scope):
            self._take(frame, outcome)
        elif not self._gone(frame.scope):
            self._wait(frame, outcome)
        return outcome

    def synced(self, frame: Synced) -> Outcome:
        """Everything missed is here, except chats whose rows were lost on the way."""
        self.phase = Phase.SYNCED
        outcome = Outcome()
        for chat_id in self._replica.memberships:
            self._require(chat_id, outcome)
        return outcome

    def answered(self, ref: int, changes: Changes) -> Outcome:
        """The changes asked for came."""
        outcome = Outcome()
        scope = self._by_ref.pop(ref)
        if changes.epoch != self._replica.epoch:
            outcome.broken = True
        elif changes.rows.after <= self._replica.rev(scope):
            self._take(changes.rows, outcome)
            self._close(scope, outcome)
        else:
            # The replica was emptied while the answer was on its way (left and joined again): ask from the start.
            self._ask(scope, outcome)
        return outcome

    def refused(self, ref: int, error: Error, now: float) -> None:
        """The changes were refused: wait if the server is busy, forget the scope if it is not ours any more."""
        scope = self._by_ref.pop(ref)
        gap = self._gaps[scope]
        if may_retry(refusal(error)):
            gap.retry_at = now + (error.retry_after_ms / 1000 if error.retry_after_ms else RETRY_SECONDS)
        else:
            del self._gaps[scope]

    def tick(self, now: float) -> list[Call]:
        """Ask again what the server was too busy for, and for chats that were joined and did not come by themselves.

        Args:
            now: monotonic seconds; call it about once a second.
        """
        outcome = Outcome()
        for chat_id in self._overdue:
            self._require(chat_id, outcome)
        self._overdue, self._joined = self._joined, set()
        for scope, gap in self._gaps.items():
            if gap.retry_at is not None and gap.retry_at <= now:
                gap.asked = 0
                self._ask(scope, outcome)
        return outcome.send

    def _take(self, frame: Rows, outcome: Outcome) -> None:
        """Put a frame that joins on into the replica, then the waiting ones that now join on."""
        changes = self._replica.apply(frame)
        gap = self._gaps.get(frame.scope)
        while gap is not None and (ready := self._ready(gap, frame.scope)) is not None:
            changes += self._replica.apply(ready)
        outcome.changes += changes
        self._joined |= {change.row.chat_id for change in changes if isinstance(change.row, Membership)}

    def _ready(self, gap: _Gap, scope: str) -> Rows | None:
        """Take a waiting frame that joins on now, if there is one."""
        known = self._replica.rev(scope)
        for index, frame in enumerate(gap.waiting):
            if frame.after <= known:
                return gap.waiting.pop(index)
        return None

    def _wait(self, frame: Rows, outcome: Outcome) -> None:
        """Keep a frame beyond a gap, and ask for what lies between unless that was done."""
        gap = self._gaps.get(frame.scope)
        if gap is None:
            self._open(frame.scope, frame.rev, outcome)
            gap = self._gaps[frame.scope]
        gap.highest = max(gap.highest, frame.rev)
        if len(gap.waiting) < MAX_BUFFERED:
            gap.waiting.append(frame)

    def _open(self, scope: str, highest: int, outcome: Outcome) -> None:
        self._gaps[scope] = _Gap(ref=0, highest=highest, asked=0)
        self._ask(scope, outcome)

    def _ask(self, scope: str, outcome: Outcome) -> None:
        """Ask for the changes after what is here, but not for ever."""
        gap = self._gaps[scope]
        if gap.asked >= MAX_ASKED:
            outcome.broken = True
            return
        gap.ref, gap.asked, gap.retry_at = next(self._refs), gap.asked + 1, None
        self._by_ref[gap.ref] = scope
        outcome.send.append(Call(gap.ref, GetChanges(scope=scope, after=self._replica.rev(scope))))

    def _close(self, scope: str, outcome: Outcome) -> None:
        """End the gap, or ask again if frames beyond it were not kept."""
        gap = self._gaps[scope]
        if self._replica.rev(scope) >= gap.highest or self._gone(scope):
            del self._gaps[scope]
        else:
            self._ask(scope, outcome)

    def _require(self, chat_id: str, outcome: Outcome) -> None:
        """Ask for the rows of a chat that the user is in and of which nothing has come."""
        scope = chat_scope(chat_id)
        if self.phase is not Phase.SYNCED or scope in self._gaps or self._gone(scope):
            return
        if self._replica.rev(scope) == 0:
            self._open(scope, 1, outcome)
            if marks_scope(chat_id) not in self._gaps:
                self._open(marks_scope(chat_id), 0, outcome)

    def _gone(self, scope: str) -> bool:
        """Tell whether rows of the scope are of no use because the user left the chat."""
        kind, _, key = scope.partition(":")
        return kind in ("chat", "marks") and self._replica.left(key)
