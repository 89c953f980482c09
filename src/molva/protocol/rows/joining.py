"""Rows about being let into groups."""

from enum import StrEnum

from molva.protocol.ids import ChatId, Millis, Rev, UserId
from molva.protocol.rows.base import Row


class JoinState(StrEnum):
    """Where a request to join stands."""

    WAITING = "waiting"
    REFUSED = "refused"
    CLOSED = "closed"


class JoinRequest(Row, tag="join_request", frozen=True, kw_only=True):
    """Somebody asks to be let into a group.

    It belongs to the account of whoever asks, and to the accounts of the group's owner and admins while they are that;
    other members learn nothing of it. A refusal is told to whoever asked alone. `closed` is the tombstone, without
    content: let in, withdrawn, answered, or not the reader's business any more.
    """

    KEY = ("chat_id", "user_id")

    chat_id: ChatId
    user_id: UserId
    rev: Rev
    username: str = ""
    name: str = ""
    chat_name: str = ""
    """For whoever asks: they do not have the row of the chat."""
    asked_at: Millis = 0
    state: JoinState = JoinState.WAITING
