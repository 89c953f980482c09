"""Rows by scope, each scope with a revision of its own: what replicas of the fake server's clients are copies of."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from molva.protocol.frames import Rows
from molva.protocol.rows import AnyRow


@dataclass
class _Scope:
    rev: int = 0
    rows: dict[tuple[object, ...], AnyRow] = field(default_factory=dict)


class Ledger:
    """Keeps the newest copy of every row.

    Args:
        publish: called with each frame of rows that have changed, to be pushed to whoever follows their scope.
    """

    def __init__(self, publish: Callable[[Rows], None]) -> None:
        self._publish = publish
        self._scopes: defaultdict[str, _Scope] = defaultdict(_Scope)

    def rev(self, scope: str) -> int:
        """The scope's last revision."""
        return self._scopes[scope].rev

    def next_rev(self, scope: str) -> int:
        """Take the scope's next revision, for the rows that are put with it."""
        self._scopes[scope].rev += 1
        return self._scopes[scope].rev

    def put(self, scope: str, *rows: AnyRow) -> None:
        """Write rows that carry the scope's last revision."""
        held = self._scopes[scope]
        held.rows.update({row.key(): row for row in rows})
        self._publish(Rows(scope=scope, after=held.rev - 1, rev=held.rev, rows=list(rows)))

    def find(self, scope: str, key: tuple[object, ...]) -> AnyRow | None:
        """Read a row by its name (`Row.key`)."""
        return self._scopes[scope].rows.get(key)

    def newer(self, scope: str, rev: int) -> list[AnyRow]:
        """List the rows of a scope that are newer than a revision, in the order in which they first came."""
        return [row for row in self._scopes[scope].rows.values() if row.rev > rev]
