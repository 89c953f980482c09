"""Catching up: the rows of a scope after a revision, put together from every feature's queries on one snapshot."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from molva.protocol.commands import Changes, GetChanges
from molva.protocol.errors import ChatNotFound
from molva.protocol.frames import Rows
from molva.protocol.ids import UUID_PATTERN
from molva.server.kernel.context import View
from molva.server.kernel.feature import Feature, Followed, Page, RowKind, Scope, read


class Catchup:
    """Knows which rows each kind of scope has and who may read it."""

    def __init__(self, features: Sequence[Feature], epoch: str) -> None:
        """Collect the scopes and row kinds.

        Args:
            epoch: the database's incarnation, told with every answer.
        """
        self.epoch = epoch
        self._scopes: dict[str, Scope] = {scope.kind.name: scope for each in features for scope in each.scopes}
        self._rows: dict[str, list[RowKind]] = {name: [] for name in self._scopes}
        for feature in features:
            for kind in feature.rows:
                self._rows[kind.scope].append(kind)

    def followed(self, connection: Connection, user_id: str) -> list[Followed]:
        """List every scope that a user follows, the latest active first, the own account before all."""
        return [each for scope in self._scopes.values() for each in scope.followed(connection, user_id)]

    def find(self, connection: Connection, user_id: str, scope: str) -> Followed | None:
        """Open a scope to a user; None if it is not theirs to read."""
        return next(iter(self.find_all(connection, user_id, [scope])), None)

    def find_all(self, connection: Connection, user_id: str, scopes: Sequence[str]) -> list[Followed]:
        """Open scopes to a user, in their order; those that are not theirs to read are left out."""
        ids: dict[str, list[str]] = defaultdict(list)
        for scope in scopes:
            kind, scope_id = _parts(scope)
            if kind in self._scopes and re.fullmatch(UUID_PATTERN, scope_id):
                ids[kind].append(scope_id)
        found = [each for kind in ids for each in self._scopes[kind].readers(connection, user_id, ids[kind])]
        by_scope = {each.scope: each for each in found}
        return [by_scope[scope] for scope in scopes if scope in by_scope]

    def rows(self, connection: Connection, followed: Followed, after: int) -> Rows:
        """Read what changed in a scope after a revision, up to the revision that `followed` tells.

        Must run in the same snapshot in which `followed` was read.
        """
        kind, scope_id = _parts(followed.scope)
        pages = [each.after(connection, followed.reader, scope_id, after) for each in self._rows[kind]]
        return _frame(followed, after, pages)

    def all_rows(self, connection: Connection, followed: Sequence[Followed], revs: Mapping[str, int]) -> list[Rows]:
        """Read what changed in scopes that one user follows, by themselves; those that are new to the user together.

        Args:
            revs: the revisions after which the user has nothing; a scope that is not named is new.
        """
        new: dict[str, list[Followed]] = defaultdict(list)
        for each in followed:
            if not revs.get(each.scope):
                new[_parts(each.scope)[0]].append(each)
        first = {scope: rows for kind in new for scope, rows in self._first(connection, kind, new[kind]).items()}
        return [first.get(each.scope) or self.rows(connection, each, revs[each.scope]) for each in followed]

    def _first(self, connection: Connection, kind: str, followed: Sequence[Followed]) -> dict[str, Rows]:
        user_id = followed[0].reader.user_id
        from_seqs = {_parts(each.scope)[1]: each.reader.from_seq for each in followed}
        together = [row.first(connection, user_id, from_seqs) if row.first else None for row in self._rows[kind]]
        frames: dict[str, Rows] = {}
        for each in followed:
            scope_id = _parts(each.scope)[1]
            pages = [
                row.after(connection, each.reader, scope_id, 0) if found is None else found.get(scope_id, _NOTHING)
                for row, found in zip(self._rows[kind], together, strict=True)
            ]
            frames[each.scope] = _frame(each, 0, pages)
        return frames

    def feature(self) -> Feature:
        """Describe the slice that lets clients ask."""
        return Feature(name="sync", endpoints=(read(GetChanges, self.get_changes, "GET /changes", ChatNotFound),))

    def get_changes(self, view: View, command: GetChanges) -> Changes:
        """Handle `GetChanges`; a foreign scope is answered like one that does not exist."""
        followed = self.find(view.connection, view.user_id, command.scope)
        if followed is None:
            raise ChatNotFound
        after = min(command.after, followed.rev)
        return Changes(epoch=self.epoch, rows=self.rows(view.connection, followed, after))


_NOTHING: Final = Page(())


def _parts(scope: str) -> tuple[str, str]:
    kind, _, scope_id = scope.partition(":")
    return kind, scope_id


def _frame(followed: Followed, after: int, pages: Sequence[Page]) -> Rows:
    holed = next((page for page in pages if page.hole), _NOTHING)
    return Rows(
        scope=followed.scope,
        after=after,
        rev=followed.rev,
        rows=[row for page in pages for row in page.rows],
        hole=holed.hole,
        unread=holed.unread,
        unread_mentions=list(holed.unread_mentions),
    )
