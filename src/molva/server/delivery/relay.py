"""From a commit to the bus: the changed rows of each scope, encoded once."""

from collections.abc import Iterable, Sequence

from molva.protocol.frames import Rows
from molva.protocol.rows import MESSAGE_ROWS, AnyRow, Membership
from molva.protocol.signals import AnySignal
from molva.server.delivery.bus import Bus, Publication, Ring, Signalling
from molva.server.kernel.effects import SessionsEnded
from molva.server.storage.transaction import ScopeChange
from molva.server.wire.codec import encode


class Relay:
    """Tells the bus what commits changed."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def publish(self, changes: Sequence[ScopeChange], effects: Sequence[object]) -> None:
        """Tell a commit; accounts first, so that whoever is removed hears nothing of the chat any more."""
        ended = tuple(each for effect in effects if isinstance(effect, SessionsEnded) for each in effect.session_ids)
        if changes or ended:
            ordered = sorted(changes, key=lambda change: not change.scope.startswith("account:"))
            self._bus.publish(Ring(tuple(map(publication, ordered)), (), ended))

    def signal(self, scopes: Iterable[str], signal: AnySignal, hidden_from: Iterable[str] = ()) -> None:
        """Show a signal to whoever follows one of the scopes, except to some users."""
        self._bus.publish(Ring(signals=(Signalling(tuple(scopes), signal, frozenset(hidden_from)),)))


def publication(change: ScopeChange) -> Publication:
    """Encode what changed in a scope."""
    rows = change.rows if len(change.rows) == 1 else last_of_each(change.rows)
    frame = encode(Rows(scope=change.scope, after=change.after, rev=change.rev, rows=rows))
    oldest = min((row.seq for row in rows if isinstance(row, MESSAGE_ROWS)), default=None)
    memberships = tuple(row for row in rows if type(row) is Membership)
    return Publication(change.scope, change.after, change.rev, frame, oldest, memberships)


def last_of_each(rows: Sequence[AnyRow]) -> list[AnyRow]:
    """Keep the last state of each row: several commands of one commit may have changed the same one."""
    last = {row.key(): row for row in rows}
    return list(last.values())
