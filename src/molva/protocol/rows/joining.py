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


class AddRequest(Row, tag="add_request", frozen=True, kw_only=True):
    """A group asks the user whether they want to be added, because they want to be asked (`ask_before_adding`).

    It is all that the user learns of the group before they accept. `closed` is the tombstone, without content:
    accepted, declined, in by another way, or asked no more.
    """

    KEY = ("chat_id",)

    chat_id: ChatId
    rev: Rev
    chat_name: str = ""
    channel: bool = False
    member_count: int = 0
    """When it was asked."""
    inviter_id: UserId | None = None
    inviter_username: str = ""
    inviter_name: str = ""
    asked_at: Millis = 0
    closed: bool = False
