"""Commands that may be sent again when an answer is lost, because the second time changes nothing."""

from typing import Final

from molva.protocol.commands import (
    ChangeAccount,
    ChangeChat,
    ChangeRole,
    ChangeServer,
    CreateGroup,
    EditMessage,
    FindPeople,
    GetAccount,
    GetChanges,
    GetChat,
    GetHistory,
    GetServer,
    ListChats,
    ListInvites,
    ListMembers,
    ListSessions,
    MarkChat,
    OpenDirect,
    RevokeOtherSessions,
    SendMessage,
    SignalTyping,
)

REPEATABLE: Final = (
    ChangeAccount,
    ChangeChat,
    ChangeRole,
    ChangeServer,
    CreateGroup,
    EditMessage,
    FindPeople,
    GetAccount,
    GetChanges,
    GetChat,
    GetHistory,
    GetServer,
    ListChats,
    ListInvites,
    ListMembers,
    ListSessions,
    MarkChat,
    OpenDirect,
    RevokeOtherSessions,
    SendMessage,
    SignalTyping,
)
"""The others would be refused the second time (`AddMember`) or do it twice (`CreateInvite`)."""
