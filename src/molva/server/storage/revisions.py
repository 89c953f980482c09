"""Revisions: every scope counts its changes; whoever changes a row takes the next number under the counter's lock."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, update


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
        # The statement is equal for all scopes of the kind, so SQLAlchemy compiles it once.
        step = update(self.table).where(self.key == bindparam("scope_id")).values({self.rev: self.rev + 1})
        rev = connection.execute(step.returning(self.rev), {"scope_id": scope_id}).scalar()
        if rev is None:
            raise LookupError(f"{self.name}:{scope_id}")
        return int(rev)
