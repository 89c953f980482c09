"""Rows about chats, and about who is in them and how far they have read."""

from enum import StrEnum
from typing import Final

from msgspec import Struct

from molva.protocol.ids import ChatId, Millis, Rev, Seq, UserId
from molva.protocol.rows.base import Row

MARKED_CHAT_MEMBERS: Final = 100
"""Largest chat whose read and delivered marks are shown to everyone in it; cost grows with the square of the size."""


SYNCED_MEMBERS: Final = 200
"""Largest chat whose whole member list is part of the replica; in larger ones members are fetched as needed."""


class ChatKind(StrEnum):
    """What a chat is: two people, one person's notes, a group, a channel, which few write and many read, or a thread.

    In a channel nobody but its owner and admins learns who else reads: of its members only those two are told to
    everybody, reactions are counted and name nobody, and there are no marks.

    A thread holds the comments under one message of a group or a channel. It belongs to that message: who sees the
    message may open it, and the roles and rights are those of the message's chat. Of its followers only those who have
    commented are told to everybody, and there are no marks.
    """

    DIRECT = "direct"
    SAVED = "saved"
    GROUP = "group"
    CHANNEL = "channel"
    THREAD = "thread"


class ChatRole(StrEnum):
    """What a member may do in a chat."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"


class Root(Struct, frozen=True, kw_only=True):
    """The message that a thread is about."""

    chat_id: ChatId
    seq: Seq


class Chat(Row, tag="chat", frozen=True, kw_only=True):
    """A chat. A direct one has no name, it is called after the other member; the general one has none at first."""

    KEY = ("id",)

    id: ChatId
    rev: Rev
    kind: ChatKind
    name: str = ""
    description: str = ""
    general: bool = False
    history_shared: bool = True
    """Newcomers see what was written before they came."""
    member_count: int = 0
    created_at: Millis = 0
    lifetime_s: int = 0
    """Seconds after which what is written now is deleted for everybody; 0 for never."""
    who_writes: ChatRole = ChatRole.MEMBER
    """The lowest role that sends messages; what follows is for groups and channels, too."""
    who_adds: ChatRole = ChatRole.ADMIN
    """The lowest role that adds people."""
    who_pins: ChatRole = ChatRole.ADMIN
    """The lowest role that pins messages and unpins them."""
    who_changes: ChatRole = ChatRole.ADMIN
    """The lowest role that changes the name, the description, what newcomers see and the lifetime."""
    who_comments: ChatRole = ChatRole.MEMBER
    """The lowest role that comments on messages, also in a channel, where few write."""
    slow_s: int = 0
    """Seconds that a member waits from one message to the next; 0 for none. Owner and admins do not wait."""
    hourly: int = 0
    """Messages that a member sends in any hour; 0 for any number. Owner and admins are not counted."""
    address: str = ""
    """Its name in the directory, after the @; empty for a chat that is not public."""
    approval: bool = False
    """Whoever comes by the address asks to be let in."""
    root: Root | None = None
    """In a thread: what it is about. A thread has no name, and the rights and times are those of the root's chat."""
    deleted: bool = False


class Member(Row, tag="member", frozen=True, kw_only=True):
    """A person in a chat, with the public profile, so that a chat's rows can be shown without asking further.

    Without username and name the account was deleted; each client words that in its own language.
    """

    KEY = ("chat_id", "user_id")

    chat_id: ChatId
    user_id: UserId
    rev: Rev
    username: str
    name: str
    role: ChatRole = ChatRole.MEMBER
    joined_at: Millis = 0
    left: bool = False


class Membership(Row, tag="membership", frozen=True, kw_only=True):
    """A chat as its member has it; `left` is the tombstone: forget the chat and all its rows."""

    KEY = ("chat_id",)

    chat_id: ChatId
    rev: Rev
    from_seq: Seq = 1
    """First message this member may see."""
    read_seq: Seq = 0
    following: bool = True
    """False in a thread that the user has only opened: what is new there is told to nobody's attention."""
    left: bool = False


class Mark(Row, tag="mark", frozen=True, kw_only=True):
    """How far a member has received and read a chat; both only grow."""

    KEY = ("chat_id", "user_id")

    chat_id: ChatId
    user_id: UserId
    rev: Rev
    read_seq: Seq = 0
    delivered_seq: Seq = 0
