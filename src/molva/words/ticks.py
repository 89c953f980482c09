"""How far an own message has come."""

from collections.abc import Container
from enum import StrEnum

from molva.client.outgoing import Unsent
from molva.client.replica import Replica
from molva.protocol.rows import Message


class Tick(StrEnum):
    """Each is also the name of its sentence in `Sentences`."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


def tick_of(replica: Replica, message: Message) -> Tick:
    """How far a message that the server has came: read once somebody else has read it, as in every messenger."""
    rows = replica.chats.get(message.chat_id)
    marks = [] if rows is None else [mark for user_id, mark in rows.marks.items() if user_id != replica.user_id]
    if any(mark.read_seq >= message.seq for mark in marks):
        return Tick.READ
    return Tick.DELIVERED if any(mark.delivered_seq >= message.seq for mark in marks) else Tick.SENT


def tick_of_unsent(unsent: Unsent, waiting: Container[str]) -> Tick:
    """How far a message that is not in its chat has come; `waiting` names what the server has not answered yet."""
    if unsent.error is not None:
        return Tick.FAILED
    return Tick.QUEUED if unsent.command.id in waiting else Tick.SENT
