"""Commands: everything a client does; each names the type of its answer.

A command travels as `{"type": "send_message", …}` inside a call frame, or as the parts of an HTTP request.
"""

from typing import Annotated

from msgspec import Meta, Struct

from molva.protocol.commands.accounts import (
    ChangeAccount,
    ChangePassword,
    DeleteAccount,
    FindPeople,
    GetAccount,
    ListSessions,
    People,
    Person,
    Register,
    RevokeOtherSessions,
    RevokeSession,
    Session,
    SessionList,
    SignedIn,
    SignIn,
    SignOut,
    WhatStays,
)
from molva.protocol.commands.base import Command, Done, answer_type
from molva.protocol.commands.chat_invites import (
    AnswerAddRequest,
    AnswerJoinRequest,
    ChatInvitation,
    ChatInvite,
    ChatInviteList,
    CreateChatInvite,
    JoinChat,
    Joining,
    ListChatInvites,
    LookUpChatInvite,
    RevokeChatInvite,
    WithdrawJoinRequest,
)
from molva.protocol.commands.chat_settings import ChangeChatSettings, OrderPinnedChats, PinnedChats
from molva.protocol.commands.chats import (
    Added,
    AddMember,
    ChangeChat,
    ChangeLifetime,
    ChangeRights,
    ChangeRole,
    ChatList,
    ChatState,
    CreateGroup,
    DeleteChat,
    GetChat,
    LeaveChat,
    ListChats,
    ListMembers,
    MemberPage,
    OpenDirect,
    OpenedChat,
    RemoveMember,
    TransferChat,
)
from molva.protocol.commands.contacts import (
    BlockPerson,
    ContactPage,
    ListContacts,
    RemoveContact,
    SaveContact,
    UnblockPerson,
)
from molva.protocol.commands.directory import (
    FindPublicChats,
    JoinPublicChat,
    LookUpPublicChat,
    PublicChat,
    PublicChats,
    PublishChat,
    UnpublishChat,
)
from molva.protocol.commands.drafts import SaveDraft
from molva.protocol.commands.edits import Edit, Edits, ListEdits
from molva.protocol.commands.folders import DeleteFolder, OrderFolders, SaveFolder
from molva.protocol.commands.forwards import Copy, Forwarded, ForwardMessages
from molva.protocol.commands.mentions import ListMentions, MentionPage
from molva.protocol.commands.messages import (
    ClearHistory,
    DeleteMessage,
    EditMessage,
    GetHistory,
    HideMessages,
    History,
    MarkChat,
    SendMessage,
    Sent,
    SignalTyping,
)
from molva.protocol.commands.moderation import (
    BanPerson,
    Deed,
    DeedKind,
    DeedPage,
    DismissReports,
    LiftBan,
    ListDeeds,
    ListReports,
    Report,
    ReportPage,
    ReportPerson,
    ReportReason,
)
from molva.protocol.commands.pins import ListPins, PinMessage, PinnedMessages, UnpinAllMessages, UnpinMessage
from molva.protocol.commands.polls import ClosePoll, CreatePoll, ListVoters, VoteInPoll, Voter, Voters
from molva.protocol.commands.reactions import ListReactions, React, Reactor, Reactors
from molva.protocol.commands.schedule import (
    CancelScheduledMessage,
    ChangeScheduledMessage,
    ListScheduledMessages,
    ScheduledMessages,
    ScheduleMessage,
    SendScheduledMessage,
)
from molva.protocol.commands.server import (
    ChangeServer,
    CreateInvite,
    GetServer,
    Invitation,
    Invite,
    InviteList,
    ListInvites,
    LookUpInvite,
    RevokeInvite,
    ServerInfo,
)
from molva.protocol.commands.sync import Changes, GetChanges
from molva.protocol.commands.threads import FollowThread, ListThreads, OpenedThread, OpenThread, ThreadPage

__all__ = [
    "AddMember",
    "Added",
    "AnswerAddRequest",
    "AnswerJoinRequest",
    "AnyCommand",
    "BanPerson",
    "BlockPerson",
    "Call",
    "CancelScheduledMessage",
    "ChangeAccount",
    "ChangeChat",
    "ChangeChatSettings",
    "ChangeLifetime",
    "ChangePassword",
    "ChangeRights",
    "ChangeRole",
    "ChangeScheduledMessage",
    "ChangeServer",
    "Changes",
    "ChatInvitation",
    "ChatInvite",
    "ChatInviteList",
    "ChatList",
    "ChatState",
    "ClearHistory",
    "ClosePoll",
    "Command",
    "ContactPage",
    "Copy",
    "CreateChatInvite",
    "CreateGroup",
    "CreateInvite",
    "CreatePoll",
    "Deed",
    "DeedKind",
    "DeedPage",
    "DeleteAccount",
    "DeleteChat",
    "DeleteFolder",
    "DeleteMessage",
    "DismissReports",
    "Done",
    "Edit",
    "EditMessage",
    "Edits",
    "FindPeople",
    "FindPublicChats",
    "FollowThread",
    "ForwardMessages",
    "Forwarded",
    "GetAccount",
    "GetChanges",
    "GetChat",
    "GetHistory",
    "GetServer",
    "HideMessages",
    "History",
    "Invitation",
    "Invite",
    "InviteList",
    "JoinChat",
    "JoinPublicChat",
    "Joining",
    "LeaveChat",
    "LiftBan",
    "ListChatInvites",
    "ListChats",
    "ListContacts",
    "ListDeeds",
    "ListEdits",
    "ListInvites",
    "ListMembers",
    "ListMentions",
    "ListPins",
    "ListReactions",
    "ListReports",
    "ListScheduledMessages",
    "ListSessions",
    "ListThreads",
    "ListVoters",
    "LookUpChatInvite",
    "LookUpInvite",
    "LookUpPublicChat",
    "MarkChat",
    "MemberPage",
    "MentionPage",
    "OpenDirect",
    "OpenThread",
    "OpenedChat",
    "OpenedThread",
    "OrderFolders",
    "OrderPinnedChats",
    "People",
    "Person",
    "PinMessage",
    "PinnedChats",
    "PinnedMessages",
    "PublicChat",
    "PublicChats",
    "PublishChat",
    "React",
    "Reactor",
    "Reactors",
    "Register",
    "RemoveContact",
    "RemoveMember",
    "Report",
    "ReportPage",
    "ReportPerson",
    "ReportReason",
    "RevokeChatInvite",
    "RevokeInvite",
    "RevokeOtherSessions",
    "RevokeSession",
    "SaveContact",
    "SaveDraft",
    "SaveFolder",
    "ScheduleMessage",
    "ScheduledMessages",
    "SendMessage",
    "SendScheduledMessage",
    "Sent",
    "ServerInfo",
    "Session",
    "SessionList",
    "SignIn",
    "SignOut",
    "SignalTyping",
    "SignedIn",
    "ThreadPage",
    "TransferChat",
    "UnblockPerson",
    "UnpinAllMessages",
    "UnpinMessage",
    "UnpublishChat",
    "VoteInPoll",
    "Voter",
    "Voters",
    "WhatStays",
    "WithdrawJoinRequest",
    "answer_type",
]

AnyCommand = (
    GetServer
    | ChangeServer
    | CreateInvite
    | ListInvites
    | RevokeInvite
    | LookUpInvite
    | Register
    | SignIn
    | SignOut
    | ListSessions
    | RevokeSession
    | RevokeOtherSessions
    | GetAccount
    | ChangeAccount
    | ChangePassword
    | DeleteAccount
    | FindPeople
    | SaveContact
    | RemoveContact
    | BlockPerson
    | UnblockPerson
    | ListContacts
    | ReportPerson
    | ListReports
    | BanPerson
    | DismissReports
    | LiftBan
    | ListDeeds
    | ListChats
    | GetChat
    | OpenDirect
    | CreateGroup
    | ChangeChat
    | ChangeLifetime
    | ChangeRights
    | DeleteChat
    | AddMember
    | RemoveMember
    | ChangeRole
    | TransferChat
    | LeaveChat
    | ListMembers
    | CreateChatInvite
    | ListChatInvites
    | RevokeChatInvite
    | LookUpChatInvite
    | JoinChat
    | WithdrawJoinRequest
    | AnswerJoinRequest
    | AnswerAddRequest
    | PublishChat
    | UnpublishChat
    | FindPublicChats
    | LookUpPublicChat
    | JoinPublicChat
    | SendMessage
    | ForwardMessages
    | EditMessage
    | DeleteMessage
    | HideMessages
    | ClearHistory
    | GetHistory
    | MarkChat
    | SignalTyping
    | SaveDraft
    | ScheduleMessage
    | ChangeScheduledMessage
    | CancelScheduledMessage
    | SendScheduledMessage
    | ListScheduledMessages
    | ChangeChatSettings
    | OrderPinnedChats
    | SaveFolder
    | DeleteFolder
    | OrderFolders
    | React
    | ListReactions
    | CreatePoll
    | VoteInPoll
    | ClosePoll
    | ListVoters
    | ListEdits
    | PinMessage
    | UnpinMessage
    | UnpinAllMessages
    | ListPins
    | ListMentions
    | OpenThread
    | FollowThread
    | ListThreads
    | GetChanges
)


class Call(Struct, frozen=True, tag="call", forbid_unknown_fields=True):
    """Do this; `ref` comes back in the answer and is the client's to choose, one open call each."""

    ref: Annotated[int, Meta(ge=0, le=2**53 - 1)]
    command: AnyCommand
