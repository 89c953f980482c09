"""Rows: everything a client knows, each belonging to a scope and carrying that scope's revision.

A scope is written `account:USER`, `chat:CHAT` or `marks:CHAT` and counts its own `rev`. Of two copies
of a row (same type, same key) the one with the higher `rev` holds, so loss, repetition and order on
the way cannot make two replicas differ.

    account:USER  Account (one), Membership (one a chat the user is or was in), Draft (key chat_id),
                  ChatSettings (key chat_id), HiddenMessage (key chat_id, seq), Folder (key id),
                  ScheduledMessage (key id), Contact (key user_id), JoinRequest (key chat_id, user_id)
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
)
from molva.protocol.rows.joining import JoinRequest, JoinState
from molva.protocol.rows.messages import (
    EVERYBODY_NAMES,
    MESSAGE_ROWS,
    SHOWN_REACTORS,
    Forward,
    HiddenMessage,
    Mentions,
    Message,
    Pin,
    Reaction,
)
from molva.protocol.rows.own import MUTED_FOREVER, ChatSettings, Draft, Folder, ScheduledMessage
from molva.protocol.rows.services import (
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
    "SHOWN_REACTORS",
    "SYNCED_MEMBERS",
    "Account",
    "AnyRow",
    "AnyService",
    "ChannelCreated",
    "Chat",
    "ChatKind",
    "ChatRenamed",
    "ChatRole",
    "ChatSettings",
    "Circle",
    "Contact",
    "Draft",
    "Folder",
    "Forward",
    "GroupCreated",
    "HiddenMessage",
    "JoinRequest",
    "JoinState",
    "LifetimeChanged",
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
    "Reaction",
    "Row",
    "ScheduledMessage",
    "ServerRole",
    "Service",
    "account_scope",
    "chat_scope",
    "marks_scope",
]

AnyRow = (
    Account
    | Contact
    | JoinRequest
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
