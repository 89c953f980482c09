"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import (
    AddMember,
    ChangeChat,
    ChangeLifetime,
    ChangeRights,
    ChangeRole,
    CreateGroup,
    DeleteChat,
    LeaveChat,
    ListMembers,
    OpenDirect,
    RemoveMember,
    TransferChat,
)
from molva.protocol.errors import (
    AddingNotAccepted,
    AlreadyAMember,
    ChatFull,
    ChatIdTaken,
    ChatNotFound,
    GeneralChat,
    InvalidField,
    InvalidName,
    LastOwner,
    NotAGroup,
    NotAMember,
    Oneself,
    PersonBlocked,
    PersonGone,
    RightsMissing,
    TooManyAddRequests,
    UserNotFound,
    WritingNotAccepted,
)
from molva.protocol.rows import Account, Chat, Mark, Member, Membership
from molva.server.features.accounts import AccountDeleted, ProfileChanged
from molva.server.features.chats import commands, departure, lifetime, membership, rights
from molva.server.features.chats.store import first, rows
from molva.server.features.chats.tables import CHAT_SCOPE, MARKS_SCOPE
from molva.server.features.contacts import BlockChanged
from molva.server.kernel.feature import Feature, JobKind, RowKind, Scope, read, write


def chats_feature() -> Feature:
    """Describe the slice."""
    of_group = (ChatNotFound, NotAGroup, RightsMissing)
    of_direct = (PersonBlocked, PersonGone, WritingNotAccepted)
    return Feature(
        name="chats",
        endpoints=(
            write(OpenDirect, commands.open_direct, "PUT /users/{user_id}/chat", UserNotFound, *of_direct),
            write(
                CreateGroup,
                commands.create_group,
                "POST /chats",
                InvalidName,
                UserNotFound,
                ChatIdTaken,
                AddingNotAccepted,
                TooManyAddRequests,
                status=201,
            ),
            write(ChangeChat, commands.change_chat, "PATCH /chats/{chat_id}", *of_group, InvalidName),
            write(
                ChangeLifetime,
                lifetime.change_lifetime,
                "PUT /chats/{chat_id}/lifetime",
                ChatNotFound,
                RightsMissing,
            ),
            write(ChangeRights, rights.change_rights, "PATCH /chats/{chat_id}/rights", *of_group),
            write(TransferChat, rights.transfer_chat, "PUT /chats/{chat_id}/owner", *of_group, NotAMember, Oneself),
            write(DeleteChat, commands.delete_chat, "DELETE /chats/{chat_id}", *of_group, GeneralChat),
            write(LeaveChat, membership.leave_chat, "POST /chats/{chat_id}/leave", *of_group, GeneralChat, LastOwner),
            read(
                ListMembers,
                membership.list_members_page,
                "GET /chats/{chat_id}/members",
                ChatNotFound,
                RightsMissing,
                InvalidField,
            ),
            write(
                AddMember,
                membership.add_member,
                "POST /chats/{chat_id}/members",
                *of_group,
                UserNotFound,
                AlreadyAMember,
                ChatFull,
                AddingNotAccepted,
                TooManyAddRequests,
                status=201,
            ),
            write(
                RemoveMember,
                membership.remove_member,
                "DELETE /chats/{chat_id}/members/{user_id}",
                *of_group,
                NotAMember,
                GeneralChat,
            ),
            write(
                ChangeRole,
                membership.change_role,
                "PATCH /chats/{chat_id}/members/{user_id}",
                *of_group,
                NotAMember,
                LastOwner,
            ),
        ),
        scopes=(
            Scope(CHAT_SCOPE, rows.chat_readers, rows.followed_chats),
            Scope(MARKS_SCOPE, rows.marks_readers, rows.followed_marks),
        ),
        rows=(
            RowKind(Chat, "chat", rows.chats_after, first.first_chats),
            RowKind(Member, "chat", rows.members_after, first.first_members),
            RowKind(Membership, "account", rows.memberships_after),
            RowKind(Mark, "marks", rows.marks_after, first.first_marks),
        ),
        jobs=(JobKind(departure.LEAVE, departure.leave_due),),
        on_change=(
            (Account, membership.follow_account),
            (ProfileChanged, membership.follow_profile),
            (BlockChanged, membership.follow_block),
            (AccountDeleted, departure.leave_everything),
        ),
    )
