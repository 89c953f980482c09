"""Rows: everything a client knows, each belonging to a scope and carrying that scope's revision.

A scope is written `account:USER`, `chat:CHAT` or `marks:CHAT` and counts its own `rev`. Of two copies
of a row (same type, same key) the one with the higher `rev` holds, so loss, repetition and order on
the way cannot make two replicas differ.

    account:USER  Account (one), Membership (one a chat the user is or was in), Draft (key chat_id),
                  ChatSettings (key chat_id), HiddenMessage (key chat_id, seq), Folder (key id),
                  ScheduledMessage (key id), Contact (key user_id)
    chat:CHAT     Chat (one), Member (key user_id), Message (key seq), Pin (key seq)
    marks:CHAT    Mark (key user_id); kept only in chats of at most MARKED_CHAT_MEMBERS members
"""

from enum import StrEnum
from typing import ClassVar, Final

from msgspec import Struct

from molva.protocol.ids import ChatId, Id, Millis, Rev, Seq, UserId

MARKED_CHAT_MEMBERS: Final = 100
"""Largest chat whose read and delivered marks are shown to everyone in it; cost grows with the square of the size."""

MUTED_FOREVER: Final = 2**53 - 1
"""The moment until which a chat is muted that nobody means to hear again."""

SYNCED_MEMBERS: Final = 200
"""Largest chat whose whole member list is part of the replica; in larger ones members are fetched as needed."""


class ChatKind(StrEnum):
    """What a chat is: two people, one person's notes, or a group."""

    DIRECT = "direct"
    SAVED = "saved"
    GROUP = "group"


class ChatRole(StrEnum):
    """What a member may do in a chat."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"


class ServerRole(StrEnum):
    """What a user may do on the server; the first account becomes the owner."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"


class Circle(StrEnum):
    """Whom one of a person's rules lets in; whoever the person has blocked is outside of each."""

    EVERYBODY = "everybody"
    CONTACTS = "contacts"
    NOBODY = "nobody"


class Row(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Base of all rows; unknown fields are ignored, so an older client can read a newer server."""

    KEY: ClassVar[tuple[str, ...]]
    """Fields that name a row among those of its type, over all scopes."""

    def key(self) -> tuple[str, ...]:
        """Name the row, its type first; copies of the same row have the same name."""
        return str(self.__struct_config__.tag), *(str(getattr(self, name)) for name in self.KEY)


class Account(Row, tag="account", frozen=True, kw_only=True):
    """The user's own profile and settings."""

    KEY = ("user_id",)

    user_id: UserId
    rev: Rev
    username: str
    name: str
    email: str | None = None
    role: ServerRole = ServerRole.MEMBER
    language: str | None = None
    created_at: Millis = 0
    who_may_write: Circle = Circle.EVERYBODY
    """Who may begin a direct chat with the user; whoever has written in one goes on."""
    who_may_add: Circle = Circle.EVERYBODY
    """Who may add the user to groups."""
    who_sees_last_seen: Circle = Circle.EVERYBODY
    """Who sees whether the user is here and was; whoever does not is not seen by the user either."""
    read_receipts: bool = True
    """In direct chats the other one sees what has been read, unless either of the two does without."""
    banned_until: Millis = 0
    """The user may not send before this moment, because of reports."""


class Contact(Row, tag="contact", frozen=True, kw_only=True):
    """What the user has made of another person; nobody else learns of it. Neither saved nor blocked: the tombstone."""

    KEY = ("user_id",)

    user_id: UserId
    rev: Rev
    username: str
    name: str
    saved: bool = False
    """In the user's contacts."""
    own_name: str = ""
    """What the user calls a contact, shown wherever the person's name would be."""
    blocked: bool = False


class Membership(Row, tag="membership", frozen=True, kw_only=True):
    """A chat as its member has it; `left` is the tombstone: forget the chat and all its rows."""

    KEY = ("chat_id",)

    chat_id: ChatId
    rev: Rev
    from_seq: Seq = 1
    """First message this member may see."""
    read_seq: Seq = 0
    left: bool = False


class Draft(Row, tag="draft", frozen=True, kw_only=True):
    """What the user is writing in a chat; without text it is the tombstone of one that was sent or taken away."""

    KEY = ("chat_id",)

    chat_id: ChatId
    rev: Rev
    text: str = ""
    reply_to: Seq | None = None
    """The message that is answered."""
    saved_at: Millis = 0


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


class HiddenMessage(Row, tag="hidden_message", frozen=True, kw_only=True):
    """A message that the user has deleted for themselves alone; it is left out wherever messages are shown."""

    KEY = ("chat_id", "seq")

    chat_id: ChatId
    seq: Seq
    rev: Rev


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
    deleted: bool = False


class Member(Row, tag="member", frozen=True, kw_only=True):
    """A person in a chat, with the public profile, so that a chat's rows can be shown without asking further."""

    KEY = ("chat_id", "user_id")

    chat_id: ChatId
    user_id: UserId
    rev: Rev
    username: str
    name: str
    role: ChatRole = ChatRole.MEMBER
    joined_at: Millis = 0
    left: bool = False


class Service(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Base of what a service message tells; each client words it in its own language."""


class GroupCreated(Service, tag="group_created", frozen=True, kw_only=True):
    """The sender created the group."""

    name: str


class MemberAdded(Service, tag="member_added", frozen=True, kw_only=True):
    """The sender added somebody."""

    user_id: UserId


class MemberRemoved(Service, tag="member_removed", frozen=True, kw_only=True):
    """The sender removed somebody."""

    user_id: UserId


class MemberJoined(Service, tag="member_joined", frozen=True, kw_only=True):
    """The sender joined."""


class MemberLeft(Service, tag="member_left", frozen=True, kw_only=True):
    """The sender left."""


class ChatRenamed(Service, tag="chat_renamed", frozen=True, kw_only=True):
    """The sender gave the chat another name."""

    name: str


class MessagePinned(Service, tag="message_pinned", frozen=True, kw_only=True):
    """The sender pinned a message."""

    seq: Seq


class LifetimeChanged(Service, tag="lifetime_changed", frozen=True, kw_only=True):
    """The sender chose how long the messages of the chat are there."""

    lifetime_s: int
    """Seconds; 0 for ever."""


AnyService = (
    GroupCreated
    | MemberAdded
    | MemberRemoved
    | MemberJoined
    | MemberLeft
    | ChatRenamed
    | MessagePinned
    | LifetimeChanged
)


SHOWN_REACTORS: Final = 20
"""People that a message names beside an emoji; their number is always told, and `list_reactions` names all of them."""


class Reaction(Struct, frozen=True, kw_only=True):
    """What several people think of a message."""

    emoji: str
    count: int
    user_ids: tuple[UserId, ...]
    """The first SHOWN_REACTORS of them."""


EVERYBODY_NAMES: Final = ("all", "все")
"""What stands after `@` for everybody in a group; nobody can have such a username."""


class Mentions(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whom a message means, of those who were in the chat when it was written, its sender left out."""

    user_ids: tuple[UserId, ...] = ()
    """Empty where everybody is meant."""
    everybody: bool = False


class Message(Row, tag="message", frozen=True, kw_only=True):
    """A message; `deleted` is the tombstone and has no content."""

    KEY = ("chat_id", "seq")

    chat_id: ChatId
    seq: Seq
    rev: Rev
    id: Id
    sender_id: UserId
    sent_at: Millis
    text: str = ""
    reply_to: Seq | None = None
    edited_at: Millis | None = None
    expires_at: Millis | None = None
    """When it is deleted for everybody; whoever hears nothing of the server then leaves it out by themselves."""
    deleted: bool = False
    service: AnyService | None = None
    reactions: tuple[Reaction, ...] = ()
    """In the order in which they first came."""
    mentions: Mentions | None = None


class Pin(Row, tag="pin", frozen=True, kw_only=True):
    """A message that is kept at the head of its chat; `removed` is the tombstone."""

    KEY = ("chat_id", "seq")

    chat_id: ChatId
    seq: Seq
    rev: Rev
    pinned_by: UserId | None = None
    pinned_at: Millis = 0
    removed: bool = False


MESSAGE_ROWS: Final = (Message, Pin)
"""Rows that belong to the message named by their `seq`: whoever may not see it is not told of them."""


class Mark(Row, tag="mark", frozen=True, kw_only=True):
    """How far a member has received and read a chat; both only grow."""

    KEY = ("chat_id", "user_id")

    chat_id: ChatId
    user_id: UserId
    rev: Rev
    read_seq: Seq = 0
    delivered_seq: Seq = 0


AnyRow = (
    Account
    | Contact
    | Membership
    | Draft
    | HiddenMessage
    | ScheduledMessage
    | ChatSettings
    | Folder
    | Chat
    | Member
    | Message
    | Pin
    | Mark
)


def account_scope(user_id: str) -> str:
    """Name the scope of a user's own rows."""
    return f"account:{user_id}"


def chat_scope(chat_id: str) -> str:
    """Name the scope of a chat's rows."""
    return f"chat:{chat_id}"


def marks_scope(chat_id: str) -> str:
    """Name the scope of a chat's read and delivered marks."""
    return f"marks:{chat_id}"
