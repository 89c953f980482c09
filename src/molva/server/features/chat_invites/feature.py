"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import (
    AnswerJoinRequest,
    CreateChatInvite,
    JoinChat,
    ListChatInvites,
    LookUpChatInvite,
    RevokeChatInvite,
    WithdrawJoinRequest,
)
from molva.protocol.errors import (
    ChatFull,
    ChatNotFound,
    GeneralChat,
    InvalidName,
    InviteExpired,
    InviteNotFound,
    InviteRevoked,
    InviteUsedUp,
    JoiningRefused,
    JoinRequestNotFound,
    NotAGroup,
    RightsMissing,
    TooManyInvites,
    TooManyJoinRequests,
)
from molva.protocol.rows import JoinRequest, Member
from molva.server.features.accounts import AccountDeleted, ProfileChanged
from molva.server.features.chat_invites import commands, requests
from molva.server.features.chat_invites.store_requests import requests_after
from molva.server.features.chats import ChatDeleted, ChatEvent
from molva.server.kernel.feature import Access, Feature, RowKind, read, write


def chat_invites_feature() -> Feature:
    """Describe the slice."""
    path = "/chats/{chat_id}/invites"
    of_group = (ChatNotFound, NotAGroup, RightsMissing, GeneralChat)
    of_link = (InviteNotFound, InviteExpired, InviteUsedUp, InviteRevoked)
    asking = (JoiningRefused, TooManyJoinRequests)
    return Feature(
        name="chat_invites",
        endpoints=(
            write(
                CreateChatInvite,
                commands.create_invite,
                f"POST {path}",
                *of_group,
                InvalidName,
                TooManyInvites,
                status=201,
            ),
            read(ListChatInvites, commands.list_invites, f"GET {path}", *of_group),
            write(RevokeChatInvite, commands.revoke_invite, f"DELETE {path}/{{invite_id}}", *of_group, InviteNotFound),
            # The code is a secret: it comes in the body, because addresses are logged and remembered.
            read(
                LookUpChatInvite,
                commands.look_up_invite,
                "POST /chat-invites/lookup",
                InviteNotFound,
                access=Access.ANYONE,
            ),
            write(JoinChat, commands.join_chat, "POST /chat-invites/join", *of_link, ChatFull, *asking),
            write(
                WithdrawJoinRequest,
                requests.withdraw,
                "DELETE /join-requests/{chat_id}",
                JoinRequestNotFound,
            ),
            write(
                AnswerJoinRequest,
                requests.answer,
                "PUT /chats/{chat_id}/requests/{user_id}",
                ChatNotFound,
                NotAGroup,
                RightsMissing,
                ChatFull,
                JoinRequestNotFound,
            ),
        ),
        rows=(RowKind(JoinRequest, "account", requests_after),),
        on_change=(
            (Member, requests.follow_member),
            (ChatEvent, requests.follow_chat),
            (ProfileChanged, requests.follow_profile),
            (ChatDeleted, commands.forget_chat),
            (AccountDeleted, commands.forget_person),
        ),
    )
