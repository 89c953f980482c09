"""Marks: how far each member has received and read a chat, moved forward for a whole batch at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from molva.protocol.commands import Done, MarkChat
from molva.protocol.errors import ChatNotFound, Refusal
from molva.protocol.rows import (
    Mark,
    Membership,
    account_scope,
    marks_scope,
)
from molva.server.features.chats import Place, has_marks, move_marks, told_marks, visible
from molva.server.kernel.caller import Caller
from molva.server.storage.transaction import Transaction


@dataclass(slots=True)
class _Move:
    """Where one member's marks go."""

    place: Place
    read_seq: int
    delivered_seq: int


def mark_chats(tx: Transaction, batch: Sequence[tuple[Caller, MarkChat]]) -> list[Done | Refusal]:
    """Handle all waiting `MarkChat`: of several marks of one member only the furthest is written."""
    moves: dict[tuple[str, str], _Move | None] = {}
    outcomes: list[Done | Refusal] = []
    for caller, command in batch:
        key = command.chat_id, caller.user_id
        if key not in moves:
            place = visible(tx.connection, caller.user_id, command.chat_id)
            moves[key] = None if place is None else _Move(place, place.read_seq, place.delivered_seq)
        move = moves[key]
        if move is None:
            outcomes.append(ChatNotFound())
            continue
        # A mark beyond the last message is one's clock or another's lie: it stops at what is there.
        read = min(command.read_seq or 0, move.place.last_seq)
        delivered = min(command.delivered_seq or 0, move.place.last_seq)
        move.read_seq = max(move.read_seq, read)
        move.delivered_seq = max(move.delivered_seq, delivered, move.read_seq)
        outcomes.append(Done())
    # One order for all nodes, so that two transactions never wait for each other in a circle.
    for _, move in sorted(moves.items()):
        if move is not None:
            _write(tx, move)
    return outcomes


def _write(tx: Transaction, move: _Move) -> None:
    place = move.place
    if (move.read_seq, move.delivered_seq) == (place.read_seq, place.delivered_seq):
        return
    told = told_marks(tx.connection, place)
    read, delivered = move.read_seq != place.read_seq, move.delivered_seq != place.delivered_seq
    mark_rev = account_rev = None
    if has_marks(place.kind, place.member_count) and ((read and told.read) or (delivered and told.delivered)):
        mark_rev = tx.advance(marks_scope(place.chat_id))
    if read:
        account_rev = tx.advance(account_scope(place.user_id))
    moved = move_marks(
        tx.connection,
        place,
        told,
        read_seq=move.read_seq,
        delivered_seq=move.delivered_seq,
        mark_rev=mark_rev,
        account_rev=account_rev,
    )
    if mark_rev is not None:
        mark = Mark(
            chat_id=place.chat_id,
            user_id=place.user_id,
            rev=mark_rev,
            read_seq=moved.shown_read_seq,
            delivered_seq=moved.delivered_seq,
        )
        tx.changes[marks_scope(place.chat_id)].rows.append(mark)
    if account_rev is not None:
        membership = Membership(
            chat_id=place.chat_id,
            rev=account_rev,
            from_seq=moved.from_seq,
            read_seq=move.read_seq,
            following=moved.following,
        )
        tx.changes[account_scope(place.user_id)].rows.append(membership)
