"""The handlers of links into groups: made, listed, revoked, read and followed."""

import msgspec

from molva.protocol.commands import (
    ChatInvitation,
    ChatInvite,
    ChatInviteList,
    CreateChatInvite,
    Done,
    Invite,
    JoinChat,
    Joining,
    ListChatInvites,
    LookUpChatInvite,
    RevokeChatInvite,
)
from molva.protocol.commands.chat_invites import MAX_CHAT_INVITES
from molva.protocol.errors import (
    GeneralChat,
    InviteExpired,
    InviteNotFound,
    InviteRevoked,
    InviteUsedUp,
    Refusal,
    TooManyInvites,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole, MemberJoined
from molva.server.features.accounts import (
    AccountDeleted,
    close_registration,
    new_code,
    open_registration,
    require_admin,
)
from molva.server.features.chat_invites import requests, store, store_requests
from molva.server.features.chats import ChatDeleted, Place, find_chat, let_in, lock_counters, require_member, visible
from molva.server.kernel.context import Context, View
from molva.server.kernel.text import clean_name

ENDINGS: dict[str, type[Refusal]] = {"expired": InviteExpired, "used_up": InviteUsedUp, "revoked": InviteRevoked}


def require_inviter(context: Context | View, chat_id: str) -> Place:
    """Let only those go on who may bring people into a group: its owner, and admins who may add people.

    Raises:
        ChatNotFound: not the caller's chat.
        NotAGroup: a chat of two, or one's own notes.
        RightsMissing: the caller ranks lower, or the group leaves adding people to its owner.
        GeneralChat: everybody is in it anyway.
    """
    place = require_member(context.connection, context.user_id, chat_id)
    place.require_role(ChatRole.ADMIN)
    place.require_role(place.who_adds)
    if place.general:
        raise GeneralChat
    return place


def create_invite(ctx: Context, command: CreateChatInvite) -> ChatInvite:
    """Handle `CreateChatInvite`; the answer is the only place where the code is ever seen."""
    require_inviter(ctx, command.chat_id)
    if command.registers:
        # Who may let people into a group may not for that reason let them onto the server.
        require_admin(ctx)
    name = clean_name(command.name) if command.name.strip() else ""
    lock_counters(ctx.connection, [command.chat_id])
    if store.count_invites(ctx.connection, command.chat_id) >= MAX_CHAT_INVITES:
        raise TooManyInvites(limit=MAX_CHAT_INVITES)
    code = new_code()
    invite = ChatInvite(
        id=new_id(ctx.now),
        chat_id=command.chat_id,
        created_by=ctx.user_id,
        created_at=ctx.now,
        name=name,
        expires_at=None if command.lifetime_s is None else ctx.now + command.lifetime_s * 1000,
        max_uses=command.max_uses,
        approval=command.approval,
        registers=command.registers,
    )
    store.add_invite(ctx.connection, invite, code)
    if command.registers:
        registering = Invite(id=invite.id, created_at=ctx.now, expires_at=invite.expires_at, max_uses=invite.max_uses)
        open_registration(ctx.connection, registering, code, ctx.user_id)
    return msgspec.structs.replace(invite, code=code)


def list_invites(view: View, command: ListChatInvites) -> ChatInviteList:
    """Handle `ListChatInvites`."""
    require_inviter(view, command.chat_id)
    return ChatInviteList(invites=store.list_invites(view.connection, command.chat_id))


def revoke_invite(ctx: Context, command: RevokeChatInvite) -> Done:
    """Handle `RevokeChatInvite`; those who have asked by it wait no more."""
    require_inviter(ctx, command.chat_id)
    lock_counters(ctx.connection, [command.chat_id])
    if not _revoke(ctx, command.chat_id, command.invite_id):
        raise InviteNotFound
    return Done()


def look_up_invite(view: View, command: LookUpChatInvite) -> ChatInvitation:
    """Handle `LookUpChatInvite`; of a group into which the link no longer leads nothing is told."""
    found = _require_link(view, command.code)
    invite, user_id = found.invite, view.caller.user
    inside = user_id is not None and visible(view.connection, user_id, invite.chat_id) is not None
    asked = user_id is not None and requests.waits(view, invite.chat_id, user_id)
    if found.state != "works" and not inside and not asked:
        return ChatInvitation(state=found.state)
    chat = find_chat(view.connection, invite.chat_id)
    return ChatInvitation(
        state=found.state,
        chat_name=chat.name,
        member_count=chat.member_count,
        inviter=found.inviter,
        approval=invite.approval or (user_id is not None and requests.must_ask(view, invite.chat_id, user_id)),
        registers=invite.registers,
        description="" if user_id is None else chat.description,
        chat_id=chat.id if inside or asked else None,
        asked=asked,
    )


def join_chat(ctx: Context, command: JoinChat) -> Joining:
    """Handle `JoinChat`; how many may come by a link is counted under the group's lock."""
    chat_id = _require_link(ctx, command.code).invite.chat_id
    lock_counters(ctx.connection, [chat_id])
    # Whoever revokes or joins takes the same lock: from here on the link is what it is.
    found = _require_link(ctx, command.code)
    invite = found.invite
    if visible(ctx.connection, ctx.user_id, chat_id) is not None:
        return Joining(chat_id=chat_id)
    if requests.waits(ctx, chat_id, ctx.user_id):
        return Joining(chat_id=chat_id, asked=True)
    if found.state != "works":
        raise ENDINGS[found.state]
    if invite.approval or requests.must_ask(ctx, chat_id, ctx.user_id):
        requests.ask(ctx, chat_id, invite.id)
        return Joining(chat_id=chat_id, asked=True)
    if not store.use_invite(ctx.connection, invite.id, ctx.now):
        raise InviteUsedUp
    requests.end_registration(ctx, invite.id)
    let_in(ctx, chat_id, ctx.user_id, MemberJoined())
    return Joining(chat_id=chat_id)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion: its links lead nowhere, and nobody waits for it."""
    for invite in store.list_invites(ctx.connection, event.chat_id):
        store.revoke_invite(ctx.connection, event.chat_id, invite.id)
        close_registration(ctx.connection, invite.id)
    for user_id in store_requests.requests_of(ctx.connection, event.chat_id):
        requests.close(ctx, event.chat_id, user_id)
    store.forget_removal(ctx.connection, event.chat_id)


def forget_person(ctx: Context, event: AccountDeleted) -> None:
    """Act on a deleted account: the person waits nowhere, and their links lead nowhere."""
    for chat_id in store_requests.chats_of_requests(ctx.connection, event.user_id):
        requests.close(ctx, chat_id, event.user_id)
    for chat_id, invite_id in store.links_of(ctx.connection, event.user_id):
        lock_counters(ctx.connection, [chat_id])
        _revoke(ctx, chat_id, invite_id)
    store_requests.forget_reader(ctx.connection, event.user_id)
    store.forget_removals_of(ctx.connection, event.user_id)


def _revoke(ctx: Context, chat_id: str, invite_id: str) -> bool:
    """Let a link lead nowhere, and nobody wait who came by it; False if there is none to revoke."""
    if not store.revoke_invite(ctx.connection, chat_id, invite_id):
        return False
    close_registration(ctx.connection, invite_id)
    for user_id in store_requests.waiting_users(ctx.connection, chat_id, invite_id):
        requests.close(ctx, chat_id, user_id)
    return True


def _require_link(context: Context | View, code: str) -> store.FoundLink:
    found = store.find_link(context.connection, code, context.now)
    if found is None:
        raise InviteNotFound
    return found
