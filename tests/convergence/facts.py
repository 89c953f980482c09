"""What a replica holds, told so that two of them can be compared."""

from typing import Any

from molva.client.replica import Replica
from molva.protocol.rows import AnyRow, Membership, Message


def facts(replica: Replica) -> dict[str, Any]:
    """Everything of a replica but its messages, of which it may hold a part."""
    present = {chat_id for chat_id, row in replica.memberships.items() if not row.left}
    told: dict[str, Any] = {"epoch": replica.epoch, "user": replica.user_id, "chats": set(replica.chats)}
    told |= {f"{scope} rev": rev for scope, rev in replica.revs.items()}
    for row in replica.rows():
        # Of a chat that one has left, a fresh replica need not hear.
        if not isinstance(row, Message) and not (isinstance(row, Membership) and row.chat_id not in present):
            told[key(row)] = row
    return told


def same(one: dict[Any, Any], other: dict[Any, Any]) -> bool:
    """Compare, and tell the differences alone."""
    different = {
        name: (one.get(name), other.get(name)) for name in {**one, **other} if one.get(name) != other.get(name)
    }
    assert different == {}, different
    return True


def messages(replica: Replica) -> dict[tuple[str, int], Message]:
    return {(row.chat_id, row.seq): row for row in replica.rows() if isinstance(row, Message)}


def key(row: AnyRow) -> str:
    chat_id, user_id = getattr(row, "chat_id", getattr(row, "id", "")), getattr(row, "user_id", "")
    return f"{type(row).__name__} {chat_id} {user_id} {getattr(row, 'seq', '')}"
