"""Adding, removing and leaving, and who may do what."""

from typing import Final

from molva.protocol.commands import (
    Added,
    AddMember,
    ChangeRole,
    Done,
    LeaveChat,
    ListMembers,
    MemberPage,
    RemoveMember,
)
from molva.protocol.errors import (
    AlreadyAMember,
    ChatFull,
    GeneralChat,
    LastOwner,
    NotAGroup,
    NotAMember,
    RightsMissing,
    UserNotFound,
)
from molva.protocol.rows import (
    Account,
    AnyService,
    ChatKind,
    ChatRole,
    Member,
    MemberAdded,
    MemberLeft,
    MemberRemoved,
)
from molva.server.features.accounts import ProfileChanged, name_words, storable
from molva.server.features.chats import store
from molva.server.features.chats.commands import end_chat
from molva.server.features.chats.events import ChatEvent, PersonAsked
from molva.server.features.chats.general import join_general
from molva.server.features.chats.store.access import RANK, Place, require_member, visible
from molva.server.features.chats.store.rows import (
    channel_members,
    chat_members,
    find_chat,
    find_member,
    page_members,
)
from molva.server.features.contacts import BlockChanged, require_addable
from molva.server.kernel.context import Context, View

MAX_MEMBERS: Final = 100_000
"""Members of one group; beyond that a channel is the right thing."""


def add_member(ctx: Context, command: AddMember) -> Added:
    """Handle `AddMember`; whoever wants to be asked is not in before they have accepted."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    place.require_role(place.who_adds)
    if not store.known_users(ctx, [command.user_id]):
        raise UserNotFound
    if visible(ctx.connection, command.user_id, command.chat_id) is not None:
        raise AlreadyAMember
    if place.member_count >= MAX_MEMBERS:
        raise ChatFull(limit=MAX_MEMBERS)
    if require_addable(ctx.connection, ctx.user_id, [command.user_id]):
        ctx.note(PersonAsked(command.chat_id, command.user_id))
        return Added(asked=True)
    member = store.put_member(ctx, command.chat_id, command.user_id, ChatRole.MEMBER)
    _tell(ctx, place.chat_id, place.kind, MemberAdded(user_id=command.user_id))
    return Added(member=member)


def let_in(ctx: Context, chat_id: str, user_id: str, service: AnyService, *, by: str | None = None) -> Member:
    """Let a person into a group whom another feature has found to be welcome; the chat tells it as `service`.

    Args:
        by: in whose name it is told, if it is not the acting user.

    Raises:
        ChatFull: as many are in as can be.
    """
    chat = find_chat(ctx.connection, chat_id)
    if chat.member_count >= MAX_MEMBERS:
        raise ChatFull(limit=MAX_MEMBERS)
    member = store.put_member(ctx, chat_id, user_id, ChatRole.MEMBER)
    _tell(ctx, chat_id, chat.kind, service, by=by)
    return member


def remove_member(ctx: Context, command: RemoveMember) -> Done:
    """Handle `RemoveMember`: from the commit on, nothing of the chat goes to the removed person."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    place.require_role(ChatRole.ADMIN)
    other = _other(ctx, command.chat_id, command.user_id)
    if place.general:
        raise GeneralChat
    if RANK[other.role] >= RANK[place.role]:
        raise RightsMissing
    store.end_member(ctx, command.chat_id, command.user_id)
    _tell(ctx, place.chat_id, place.kind, MemberRemoved(user_id=command.user_id))
    return Done()


def change_role(ctx: Context, command: ChangeRole) -> Member:
    """Handle `ChangeRole`; the number of owners is counted under the chat's lock."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    place.require_role(ChatRole.OWNER)
    other = _other(ctx, command.chat_id, command.user_id)
    if other.role is command.role:
        member = find_member(ctx.connection, command.chat_id, command.user_id)
        if member is not None:
            return member
    member = store.update_role(ctx, command.chat_id, command.user_id, command.role)
    if other.role is ChatRole.OWNER and store.count_owners(ctx, command.chat_id) == 0:
        raise LastOwner
    return member


def leave_chat(ctx: Context, command: LeaveChat) -> Done:
    """Handle `LeaveChat`; a group that its last member leaves is deleted."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    if not place.ranked:
        raise NotAGroup
    if place.general:
        raise GeneralChat
    if place.member_count == 1:
        end_chat(ctx, command.chat_id)
        return Done()
    store.end_member(ctx, command.chat_id, ctx.user_id)
    if place.role is ChatRole.OWNER and store.count_owners(ctx, command.chat_id) == 0:
        raise LastOwner
    _tell(ctx, place.chat_id, place.kind, MemberLeft())
    return Done()


def list_members_page(view: View, command: ListMembers) -> MemberPage:
    """Handle `ListMembers`; the named ones include former members, whose messages are still there."""
    place = require_member(view.connection, view.user_id, command.chat_id)
    if command.user_ids is not None:
        if place.sees_members:
            return MemberPage(members=chat_members(view.connection, command.chat_id, command.user_ids))
        return MemberPage(members=channel_members(view.connection, command.chat_id, command.user_ids, view.user_id))
    if not place.sees_members:
        raise RightsMissing
    query = storable(command.query, "query").strip()
    words = name_words(query) if query else None
    if words == []:
        return MemberPage(members=[])
    page = page_members(view.connection, command.chat_id, words, after=command.after, limit=command.limit + 1)
    more = len(page) > command.limit
    page = page[: command.limit]
    return MemberPage(members=page, next=page[-1].user_id if more else None)


def follow_account(ctx: Context, account: Account) -> None:
    """Act on an account: a new one joins the general chat."""
    if account.rev == 1:
        join_general(ctx, account)


def follow_profile(ctx: Context, event: ProfileChanged) -> None:
    """Act on a changed name: show it in every chat of the person."""
    store.restamp_profile(ctx, event.user_id)


def follow_block(ctx: Context, event: BlockChanged) -> None:
    """Act on a block: who may write to whom is asked anew."""
    store.renew_standings(ctx, event.user_id, other_id=event.other_id)


def _tell(ctx: Context, chat_id: str, kind: ChatKind, service: AnyService, *, by: str | None = None) -> None:
    """Tell the chat who came or went, unless it is a channel, whose readers do not know of each other."""
    ctx.note(ChatEvent(chat_id, service, told=kind is not ChatKind.CHANNEL, by=by))


def _other(ctx: Context, chat_id: str, user_id: str) -> Place:
    other = visible(ctx.connection, user_id, chat_id)
    if other is None:
        raise NotAMember
    return other
