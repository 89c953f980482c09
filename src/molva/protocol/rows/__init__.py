"""Rows: everything a client knows, each belonging to a scope and carrying that scope's revision.

A scope is written `account:USER`, `chat:CHAT` or `marks:CHAT` and counts its own `rev`. Of two copies
of a row (same type, same key) the one with the higher `rev` holds, so loss, repetition and order on
the way cannot make two replicas differ.

    account:USER  Account (one), Membership (one a chat the user is or was in), Draft (key chat_id),
                  ChatSettings (key chat_id), HiddenMessage (key chat_id, seq), Folder (key id),
                  ScheduledMessage (key id), Vote (key chat_id, seq), Contact (key user_id),
                  JoinRequest (key chat_id, user_id), AddRequest (key chat_id)
    chat:CHAT     Chat (one), Member (key user_id), Message (key seq), Pin (key seq)
    marks:CHAT    Mark (key user_id); kept only in chats of at most MARKED_CHAT_MEMBERS members that are no channels
"""

from molva.protocol.rows.accounts import Account, Circle, Contact, ServerRole
from molva.protocol.rows.base import Row, account_scope, chat_scope, marks_scope
from molva.protocol.rows.chats import (
    MARKED_CHAT_MEMBERS,
    SYNCED_MEMBERS,
    Chat,
    ChatKind,
    ChatRole,
    Mark,
    Member,
    Membership,
    Root,
)
from molva.protocol.rows.joining import AddRequest, JoinRequest, JoinState
from molva.protocol.rows.messages import (
    EVERYBODY_NAMES,
    MESSAGE_ROWS,
    SHOWN_COMMENTERS,
    SHOWN_REACTORS,
    Comments,
    Forward,
    HiddenMessage,
    LinkPreview,
    Mentions,
    Message,
    Pin,
    Poll,
    PollOption,
    Reaction,
)
from molva.protocol.rows.own import MUTED_FOREVER, ChatSettings, Draft, Folder, ScheduledMessage, Vote
from molva.protocol.rows.services import (
    AddressChanged,
    AnyService,
    ChannelCreated,
    ChatRenamed,
    GroupCreated,
    LifetimeChanged,
    MemberAdded,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MessagePinned,
    OwnerChanged,
    Service,
)

__all__ = [
    "EVERYBODY_NAMES",
    "MARKED_CHAT_MEMBERS",
    "MESSAGE_ROWS",
    "MUTED_FOREVER",
    "SHOWN_COMMENTERS",
    "SHOWN_REACTORS",
    "SYNCED_MEMBERS",
    "Account",
    "AddRequest",
    "AddressChanged",
    "AnyRow",
    "AnyService",
    "ChannelCreated",
    "Chat",
    "ChatKind",
    "ChatRenamed",
    "ChatRole",
    "ChatSettings",
    "Circle",
    "Comments",
    "Contact",
    "Draft",
    "Folder",
    "Forward",
    "GroupCreated",
    "HiddenMessage",
    "JoinRequest",
    "JoinState",
    "LifetimeChanged",
    "LinkPreview",
    "Mark",
    "Member",
    "MemberAdded",
    "MemberJoined",
    "MemberLeft",
    "MemberRemoved",
    "Membership",
    "Mentions",
    "Message",
    "MessagePinned",
    "OwnerChanged",
    "Pin",
    "Poll",
    "PollOption",
    "Reaction",
    "Root",
    "Row",
    "ScheduledMessage",
    "ServerRole",
    "Service",
    "Vote",
    "account_scope",
    "chat_scope",
    "marks_scope",
]

AnyRow = (
    Account
    | Contact
    | JoinRequest
    | AddRequest
    | Membership
    | Draft
    | HiddenMessage
    | Vote
    | ScheduledMessage
    | ChatSettings
    | Folder
    | Chat
    | Member
    | Message
    | Pin
    | Mark
)
