"""What a handler gets beside its command: who asks, the transaction, and where to note what changed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from molva.protocol.rows import AnyRow
from molva.protocol.signals import AnySignal
from molva.server.kernel.caller import Caller
from molva.server.storage.transaction import Transaction


class Context:
    """The context of one command inside a transaction.

    A handler checks, refuses by raising from the catalogue, writes through its own store, and notes each
    changed row. It cannot commit, publish or see a socket.
    """

    __slots__ = ("_hooks", "_revs", "caller", "prepared", "tx")

    def __init__(self, tx: Transaction, caller: Caller, prepared: Any = None, hooks: "Hooks | None" = None) -> None:
        self.tx = tx
        self.caller = caller
        self._hooks = hooks or {}
        self.prepared = prepared
        """What the command's `prepare` step returned, or None."""
        self._revs: dict[str, int] = {}

    @property
    def connection(self) -> Connection:
        """The connection to hand to a store."""
        return self.tx.connection

    @property
    def now(self) -> int:
        """The transaction's moment, milliseconds since the epoch."""
        return self.tx.now

    @property
    def user_id(self) -> str:
        """The signed-in user."""
        return self.caller.user_id

    def next_rev(self, scope: str) -> int:
        """Take the scope's next revision; all rows that one command changes in a scope carry the same one."""
        rev = self._revs.get(scope)
        if rev is None:
            rev = self._revs[scope] = self.tx.advance(scope)
        return rev

    def take_revs(self, kind: str, scope_ids: Collection[str]) -> None:
        """Take the next revisions of many scopes of one kind at once; `next_rev` then tells each."""
        unknown = [scope_id for scope_id in scope_ids if f"{kind}:{scope_id}" not in self._revs]
        for scope_id, rev in self.tx.advance_all(kind, unknown).items():
            self._revs[f"{kind}:{scope_id}"] = rev

    def changed(self, scope: str, *rows: AnyRow) -> None:
        """Note rows that this command changed; they carry the revision taken from `next_rev`."""
        self.tx.changes[scope].rows.extend(rows)
        for row in rows:
            self.note(row)

    def note(self, event: object) -> None:
        """Let other features act on an event in the same transaction (`Feature.on_change`)."""
        for hook in self._hooks.get(type(event), ()):
            hook(self, event)

    def after_commit(self, effect: object) -> None:
        """Note something for delivery to do after the commit (see `effects.py`)."""
        self.tx.effects.append(effect)


Hooks = Mapping[type, Sequence[Callable[[Context, Any], None]]]
"""What features do in the same transaction when a row of another changes or an event is noted."""


class View:
    """The context of a command that only reads, on one snapshot."""

    __slots__ = ("caller", "connection", "now", "signals")

    def __init__(self, connection: Connection, caller: Caller, now: int) -> None:
        self.connection = connection
        self.caller = caller
        self.now = now
        self.signals: list[tuple[str, AnySignal, Collection[str]]] = []
        """Signals to show to the followers of a scope, (scope, signal, users who are not to see it)."""

    @property
    def user_id(self) -> str:
        """The signed-in user."""
        return self.caller.user_id
