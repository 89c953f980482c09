"""Catching up: the rows of a scope after a revision, put together from every feature's queries on one snapshot."""

import re
from collections.abc import Sequence

from sqlalchemy import Connection

from molva.protocol.commands import Changes, GetChanges
from molva.protocol.errors import ChatNotFound
from molva.protocol.frames import Rows
from molva.protocol.ids import UUID_PATTERN
from molva.protocol.rows import AnyRow
from molva.server.kernel.context import View
from molva.server.kernel.feature import Feature, Followed, RowKind, Scope, read


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
        kind, _, scope_id = scope.partition(":")
        found = self._scopes.get(kind)
        if found is None or not re.fullmatch(UUID_PATTERN, scope_id):
            return None
        return found.reader(connection, user_id, scope_id)

    def rows(self, connection: Connection, followed: Followed, after: int) -> Rows:
        """Read what changed in a scope after a revision, up to the revision that `followed` tells.

        Must run in the same snapshot in which `followed` was read.
        """
        kind, _, scope_id = followed.scope.partition(":")
        rows: list[AnyRow] = []
        hole, unread, mentions = False, None, list[int]()
        for row_kind in self._rows[kind]:
            page = row_kind.after(connection, followed.reader, scope_id, after)
            rows.extend(page.rows)
            if page.hole:
                hole, unread, mentions = True, page.unread, list(page.unread_mentions)
        return Rows(
            scope=followed.scope,
            after=after,
            rev=followed.rev,
            rows=rows,
            hole=hole,
            unread=unread,
            unread_mentions=mentions,
        )

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
