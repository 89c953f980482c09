"""One transaction of the server: its connection, its moment, and what it changed in which scope."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection

from molva.protocol.rows import AnyRow
from molva.server.storage.engine import StorageFailed, StorageRefused
from molva.server.storage.prepared import execute
from molva.server.storage.revisions import ScopeKind
from molva.server.storage.verdict import verdict


@dataclass(slots=True)
class ScopeChange:
    """Rows of a scope that a transaction changed, after revision `after` up to `rev`."""

    scope: str
    after: int
    rev: int
    rows: list[AnyRow] = field(default_factory=list)


class Transaction:
    """What handlers write through; `changes` is told to the replicas after the commit."""

    def __init__(self, connection: Connection, now: int, scopes: Mapping[str, ScopeKind]) -> None:
        """Begin to collect changes.

        Args:
            now: the transaction's moment, milliseconds since the epoch; the same for all it writes.
            scopes: the kinds of scope by name.
        """
        self.connection = connection
        self.now = now
        self.changes: dict[str, ScopeChange] = {}
        self.effects: list[object] = []
        self._scopes = scopes

    def advance(self, scope: str) -> int:
        """Take the next revision of a scope, written `kind:id`."""
        kind, _, scope_id = scope.partition(":")
        rev = self._scopes[kind].advance(self.connection, scope_id)
        self.claim(scope, rev - 1, rev)
        return rev

    def advance_all(self, kind: str, scope_ids: Collection[str]) -> dict[str, int]:
        """Take the next revisions of many scopes of one kind, by their ids."""
        revs = self._scopes[kind].advance_all(self.connection, scope_ids)
        for scope_id, rev in revs.items():
            self.claim(f"{kind}:{scope_id}", rev - 1, rev)
        return revs

    def claim(self, scope: str, after: int, rev: int) -> ScopeChange:
        """Note that the revisions after `after` up to `rev` of a scope are this transaction's."""
        change = self.changes.get(scope)
        if change is None:
            change = self.changes[scope] = ScopeChange(scope, after, rev)
        else:
            change.rev = rev
        return change

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Take back everything written inside when it raises, the noted changes too.

        Raises:
            StorageRefused, StorageFailed: the whole transaction is lost, not only what was inside.
        """
        before = {scope: (change.rev, len(change.rows)) for scope, change in self.changes.items()}
        effects = len(self.effects)
        execute(self.connection, "SAVEPOINT command")
        try:
            yield
            execute(self.connection, "RELEASE SAVEPOINT command")
        except BaseException as error:
            # An interrupt, too, must not leave half a command in the transaction.
            self._forget_since(before, effects)
            told = _roll_back(self.connection, error)
            if told is None or told is error:
                raise
            raise told from error

    def _forget_since(self, before: Mapping[str, tuple[int, int]], effects: int) -> None:
        for scope, change in list(self.changes.items()):
            if scope in before:
                change.rev, count = before[scope]
                del change.rows[count:]
            else:
                del self.changes[scope]
        del self.effects[effects:]


def _roll_back(connection: Connection, error: BaseException) -> StorageRefused | StorageFailed | None:
    told = verdict(error)
    try:
        execute(connection, "ROLLBACK TO SAVEPOINT command")
        execute(connection, "RELEASE SAVEPOINT command")
    except Exception as second:
        # SQLite ends the transaction by itself when the disk is full, and the savepoint with it.
        return told or verdict(second) or StorageRefused("the transaction is lost")
    return told
