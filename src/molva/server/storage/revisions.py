"""Revisions: every scope counts its changes; whoever changes a row takes the next number under the counter's lock."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, bindparam, select, update
from sqlalchemy.sql.dml import ReturningUpdate

AT_ONCE: Final = 500
"""Scopes in one statement; SQLite takes 32,766 values."""


@dataclass(frozen=True, eq=False)
class ScopeKind:
    """Where the scopes of one kind keep their counter: one row of `table` a scope, found by `key`."""

    name: str
    """What stands before the colon in a scope's name."""
    table: Table
    key: Column[Any]
    rev: Column[Any]

    def advance(self, connection: Connection, scope_id: str) -> int:
        """Take the scope's next revision; the row stays locked until the transaction ends.

        Raises:
            LookupError: no such scope.
        """
        rev = connection.execute(self._step, {"scope_id": scope_id}).scalar()
        if rev is None:
            raise LookupError(f"{self.name}:{scope_id}")
        return int(rev)

    @cached_property
    def _step(self) -> ReturningUpdate[Any]:
        step = update(self.table).where(self.key == bindparam("scope_id")).values({self.rev: self.rev + 1})
        return step.returning(self.rev)

    def advance_all(self, connection: Connection, scope_ids: Collection[str]) -> dict[str, int]:
        """Take the next revisions of many scopes, by their ids; what does not exist is left out."""
        revs: dict[str, int] = {}
        ordered = sorted(scope_ids)
        named = self.key.in_(bindparam("ids", expanding=True))
        # One order for all nodes, so that two transactions never wait for each other in a circle.
        lock = select(self.key).where(named).order_by(self.key).with_for_update()
        step = update(self.table).where(named).values({self.rev: self.rev + 1}).returning(self.key, self.rev)
        for start in range(0, len(ordered), AT_ONCE):
            part = {"ids": ordered[start : start + AT_ONCE]}
            connection.execute(lock, part)
            for scope_id, rev in connection.execute(step, part):
                revs[scope_id] = rev
        return revs
