"""Rows that are one user's alone: what they are writing, and how they keep their chats."""

from typing import Final

from molva.protocol.ids import ChatId, Id, Millis, Rev, Seq
from molva.protocol.rows.base import Row

MUTED_FOREVER: Final = 2**53 - 1
"""The moment until which a chat is muted that nobody means to hear again."""


class Draft(Row, tag="draft", frozen=True, kw_only=True):
    """What the user is writing in a chat; without text it is the tombstone of one that was sent or taken away."""

    KEY = ("chat_id",)

    chat_id: ChatId
    rev: Rev
    text: str = ""
    reply_to: Seq | None = None
    """The message that is answered."""
    saved_at: Millis = 0


class ScheduledMessage(Row, tag="scheduled_message", frozen=True, kw_only=True):
    """A message of the user's that is to be sent later; nobody else learns of it.

    `deleted` is the tombstone of one that was sent or taken back, and has no content.
    """

    KEY = ("id",)

    id: Id
    """The id that the message will have."""
    chat_id: ChatId
    rev: Rev
    text: str = ""
    reply_to: Seq | None = None
    due_at: Millis = 0
    failed: str | None = None
    """Code of the refusal that it met at its moment; it waits for its writer."""
    deleted: bool = False


class Vote(Row, tag="vote", frozen=True, kw_only=True):
    """What the user has answered in a poll; nobody else is told of it by a row. Without options it was taken back."""

    KEY = ("chat_id", "seq")

    chat_id: ChatId
    seq: Seq
    rev: Rev
    options: tuple[int, ...] = ()
    """What was chosen, from 0, in order."""
    correct: int | None = None
    """The right option of a quiz."""
    explanation: str = ""


class ChatSettings(Row, tag="chat_settings", frozen=True, kw_only=True):
    """How the user keeps a chat in their list; nobody else learns of it. Without any choice it is like a new chat.

    What a message changes is told by places in the chat, so that no message has to change a row of each member:
    the chat is archived while it is muted or has no message after `archived_seq`, and marked as unread while
    `unread_seq` is the user's own `read_seq`.
    """

    KEY = ("chat_id",)

    chat_id: ChatId
    rev: Rev
    muted_until: Millis = 0
    """Nothing announces its messages before this moment; MUTED_FOREVER never ends."""
    pinned: int | None = None
    """Its place among the pinned chats, the smallest at the top."""
    archived_seq: Seq | None = None
    """The newest message when it was put into the archive."""
    unread_seq: Seq | None = None
    """How far it had been read when it was marked as unread."""


class Folder(Row, tag="folder", frozen=True, kw_only=True):
    """Chats that the user keeps together under a name of their own; nobody else learns of it.

    `deleted` is the tombstone and has no content. An id that names none of the user's chats means nothing.
    """

    KEY = ("id",)

    id: Id
    rev: Rev
    name: str = ""
    chat_ids: tuple[ChatId, ...] = ()
    position: int = 0
    """Its place among the folders, the smallest first."""
    deleted: bool = False
