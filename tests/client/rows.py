"""Rows and frames that the client's tests are written with."""

from __future__ import annotations

from collections.abc import Sequence

from molva.protocol.frames import Rows
from molva.protocol.rows import AnyRow, Member, Membership, Mentions, Message, account_scope, chat_scope

EPOCH = "0190a0a0-0000-7000-8000-00000000000e"
ME = "0190a0a0-0000-7000-8000-000000000001"
ANN = "0190a0a0-0000-7000-8000-000000000002"
CHAT = "0190a0a0-0000-7000-8000-0000000000c1"
OTHER = "0190a0a0-0000-7000-8000-0000000000c2"


def message(
    seq: int,
    rev: int,
    text: str = "",
    *,
    chat: str = CHAT,
    sender: str = ANN,
    deleted: bool = False,
    mentions: Mentions | None = None,
) -> Message:
    """A message; its id follows from its place."""
    return Message(
        chat_id=chat,
        seq=seq,
        rev=rev,
        id=f"0190a0a0-0000-7000-8000-{seq:012x}",
        sender_id=sender,
        sent_at=seq,
        text=text or f"text {seq}",
        deleted=deleted,
        mentions=mentions,
    )


def membership(rev: int, *, chat: str = CHAT, left: bool = False, from_seq: int = 1, read_seq: int = 0) -> Membership:
    """The own membership of a chat."""
    return Membership(chat_id=chat, rev=rev, left=left, from_seq=from_seq, read_seq=read_seq)


def member(rev: int, *, user: str = ME, chat: str = CHAT, joined_at: int = 0, name: str = "") -> Member:
    """Somebody in a chat."""
    return Member(chat_id=chat, user_id=user, rev=rev, username="name", name=name, joined_at=joined_at)


def chat_rows(after: int, rev: int, rows: Sequence[AnyRow], *, chat: str = CHAT, hole: bool = False) -> Rows:
    """A frame of a chat."""
    return Rows(scope=chat_scope(chat), after=after, rev=rev, rows=list(rows), hole=hole)


def account_rows(after: int, rev: int, rows: Sequence[AnyRow]) -> Rows:
    """A frame of the own account."""
    return Rows(scope=account_scope(ME), after=after, rev=rev, rows=list(rows))
