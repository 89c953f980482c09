"""The error catalogue: every refusal has a stable code, an HTTP status, a retry flag and its words in both languages.

    Refusal
    ├── BadRequest      BadJson, InvalidField, UnknownCommand, TooLarge, WrongContentType, InvalidText, TextTooLong,
    │                   InvalidName, InvalidUsername, InvalidEmail, WeakPassword, MomentPassed, MomentTooFar,
    │                   InvalidAddress
    ├── NotSignedIn     SignInFailed, SessionEnded
    ├── Forbidden       RightsMissing, WrongOrigin, WrongPassword, RegistrationClosed, InviteRequired, PersonBlocked,
    │                   WritingNotAccepted, AddingNotAccepted, SendingBanned, JoiningRefused, DirectoryOff,
    │                   VotersHidden, EditHistoryOff, OnlyOwner, PersonGone
    ├── NotFound        RouteNotFound, ChatNotFound, MessageNotFound, UserNotFound, SessionNotFound, InviteNotFound,
    │                   ScheduledMessageNotFound, JoinRequestNotFound, PublicChatNotFound
    ├── Conflict        UsernameTaken, EmailTaken, MessageIdTaken, ChatIdTaken, AlreadyAMember, NotAMember, LastOwner,
    │                   NotAGroup, NotADirectChat, MessageDeleted, MessageChanged, MessageStays, EditTooLate,
    │                   TooManyReactions, TooManyPins, TooManyPinnedChats, TooManyFolders, TooManyScheduledMessages,
    │                   GeneralChat, ChatFull, Oneself, TooManyContacts, AlreadyReported, InviteExpired, InviteUsedUp,
    │                   InviteRevoked, TooManyInvites, TooManyJoinRequests, AddressTaken, PollClosed, PollAnswered
    ├── MethodNotAllowed
    └── Unavailable     TooManyRequests, SlowMode, HourlyLimit, Overloaded, Internal

A refused command has had no effect. `retry` says that the same command may succeed later unchanged.
Whoever may not know of a thing gets the same `*NotFound` as for a thing that does not exist.
"""

from molva.protocol.errors.accounts import (
    EmailTaken,
    InvalidEmail,
    InvalidUsername,
    InviteNotFound,
    InviteRequired,
    OnlyOwner,
    RegistrationClosed,
    SessionEnded,
    SessionNotFound,
    SignInFailed,
    UsernameTaken,
    UserNotFound,
    WeakPassword,
    WrongPassword,
)
from molva.protocol.errors.base import (
    BadRequest,
    Conflict,
    Error,
    Forbidden,
    Language,
    NotFound,
    NotSignedIn,
    Param,
    Refusal,
    Unavailable,
)
from molva.protocol.errors.chats import (
    AlreadyAMember,
    ChatFull,
    ChatIdTaken,
    ChatNotFound,
    EditHistoryOff,
    EditTooLate,
    GeneralChat,
    InvalidName,
    InvalidText,
    LastOwner,
    MessageChanged,
    MessageDeleted,
    MessageIdTaken,
    MessageNotFound,
    NotADirectChat,
    NotAGroup,
    NotAMember,
    TextTooLong,
    TooManyFolders,
    TooManyPinnedChats,
    TooManyPins,
    TooManyReactions,
)
from molva.protocol.errors.joining import (
    AddressTaken,
    DirectoryOff,
    InvalidAddress,
    InviteExpired,
    InviteRevoked,
    InviteUsedUp,
    JoiningRefused,
    JoinRequestNotFound,
    PublicChatNotFound,
    TooManyInvites,
    TooManyJoinRequests,
)
from molva.protocol.errors.messages import (
    HourlyLimit,
    MessageStays,
    MomentPassed,
    MomentTooFar,
    ScheduledMessageNotFound,
    SlowMode,
    TooManyScheduledMessages,
)
from molva.protocol.errors.people import (
    AddingNotAccepted,
    AlreadyReported,
    Oneself,
    PersonBlocked,
    PersonGone,
    SendingBanned,
    TooManyContacts,
    WritingNotAccepted,
)
from molva.protocol.errors.polls import PollAnswered, PollClosed, VotersHidden
from molva.protocol.errors.requests import (
    BadJson,
    Internal,
    InvalidField,
    MethodNotAllowed,
    Overloaded,
    RightsMissing,
    RouteNotFound,
    TooLarge,
    TooManyRequests,
    UnknownCommand,
    WrongContentType,
    WrongOrigin,
)

__all__ = [
    "AddingNotAccepted",
    "AddressTaken",
    "AlreadyAMember",
    "AlreadyReported",
    "BadJson",
    "BadRequest",
    "ChatFull",
    "ChatIdTaken",
    "ChatNotFound",
    "Conflict",
    "DirectoryOff",
    "EditHistoryOff",
    "EditTooLate",
    "EmailTaken",
    "Error",
    "Forbidden",
    "GeneralChat",
    "HourlyLimit",
    "Internal",
    "InvalidAddress",
    "InvalidEmail",
    "InvalidField",
    "InvalidName",
    "InvalidText",
    "InvalidUsername",
    "InviteExpired",
    "InviteNotFound",
    "InviteRequired",
    "InviteRevoked",
    "InviteUsedUp",
    "JoinRequestNotFound",
    "JoiningRefused",
    "Language",
    "LastOwner",
    "MessageChanged",
    "MessageDeleted",
    "MessageIdTaken",
    "MessageNotFound",
    "MessageStays",
    "MethodNotAllowed",
    "MomentPassed",
    "MomentTooFar",
    "NotADirectChat",
    "NotAGroup",
    "NotAMember",
    "NotFound",
    "NotSignedIn",
    "Oneself",
    "OnlyOwner",
    "Overloaded",
    "Param",
    "PersonBlocked",
    "PersonGone",
    "PollAnswered",
    "PollClosed",
    "PublicChatNotFound",
    "Refusal",
    "RegistrationClosed",
    "RightsMissing",
    "RouteNotFound",
    "ScheduledMessageNotFound",
    "SendingBanned",
    "SessionEnded",
    "SessionNotFound",
    "SignInFailed",
    "SlowMode",
    "TextTooLong",
    "TooLarge",
    "TooManyContacts",
    "TooManyFolders",
    "TooManyInvites",
    "TooManyJoinRequests",
    "TooManyPinnedChats",
    "TooManyPins",
    "TooManyReactions",
    "TooManyRequests",
    "TooManyScheduledMessages",
    "Unavailable",
    "UnknownCommand",
    "UserNotFound",
    "UsernameTaken",
    "VotersHidden",
    "WeakPassword",
    "WritingNotAccepted",
    "WrongContentType",
    "WrongOrigin",
    "WrongPassword",
    "catalogue",
]


def catalogue() -> dict[str, type[Refusal]]:
    """List every refusal that has a code, by code, in the order of definition."""
    found: dict[str, type[Refusal]] = {}
    waiting: list[type[Refusal]] = [Refusal]
    while waiting:
        kind = waiting.pop(0)
        waiting.extend(kind.__subclasses__())
        if kind.code and kind.code not in found:
            found[kind.code] = kind
    return found
