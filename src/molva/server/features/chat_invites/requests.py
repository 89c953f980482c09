"""Requests to join: asked, answered, withdrawn, and shown to whoever answers them."""

from typing import Final

from molva.protocol.commands import AnswerJoinRequest, Done, WithdrawJoinRequest
from molva.protocol.commands.chat_invites import MAX_JOIN_REQUESTS
from molva.protocol.errors import JoiningRefused, JoinRequestNotFound, TooManyJoinRequests
from molva.protocol.rows import ChatRenamed, ChatRole, Member, MemberAdded, MemberRemoved, account_scope
from molva.server.features.accounts import ProfileChanged, close_registration
from molva.server.features.chat_invites import store, store_requests
from molva.server.features.chats import ChatEvent, let_in, lock_counters, require_member
from molva.server.kernel.context import Context, View

REFUSED_HOURS: Final = 24
"""Hours before somebody who was refused may ask again."""


def must_ask(context: Context | View, chat_id: str, user_id: str) -> bool:
    """Tell whether a person comes in only by somebody's answer, whatever the link says: they were removed before."""
    return store.was_removed(context.connection, chat_id, user_id)


def waits(context: Context | View, chat_id: str, user_id: str) -> bool:
    """Tell whether a person waits for a group's answer."""
    known = store_requests.find_request(context.connection, chat_id, user_id)
    return known is not None and known.waiting


def ask(ctx: Context, chat_id: str, invite_id: str) -> None:
    """Let the caller wait for a group's answer, under the group's lock; its owner and admins are told.

    Raises:
        JoiningRefused: they were, a short while ago.
        TooManyJoinRequests: as many wait as can be.
    """
    known = store_requests.find_request(ctx.connection, chat_id, ctx.user_id)
    refused_at = None if known is None else known.refused_at
    if refused_at is not None and ctx.now < refused_at + REFUSED_HOURS * 3_600_000:
        raise JoiningRefused(hours=REFUSED_HOURS)
    if store_requests.count_waiting(ctx.connection, chat_id) >= MAX_JOIN_REQUESTS:
        raise TooManyJoinRequests(limit=MAX_JOIN_REQUESTS)
    asked = store_requests.Asked(invite_id, ctx.now, None)
    store_requests.put_request(ctx.connection, chat_id, ctx.user_id, asked)
    for reader_id in sorted({ctx.user_id, *store_requests.answerers(ctx.connection, chat_id)}):
        _show(ctx, reader_id, chat_id, ctx.user_id)


def withdraw(ctx: Context, command: WithdrawJoinRequest) -> Done:
    """Handle `WithdrawJoinRequest`; a refusal is put away, but not forgotten before its time."""
    lock_counters(ctx.connection, [command.chat_id])
    known = store_requests.find_request(ctx.connection, command.chat_id, ctx.user_id)
    if known is None or not store_requests.readers_of(ctx.connection, command.chat_id, ctx.user_id):
        raise JoinRequestNotFound
    if known.waiting:
        close(ctx, command.chat_id, ctx.user_id)
    else:
        _hide(ctx, ctx.user_id, command.chat_id, ctx.user_id)
    return Done()


def answer(ctx: Context, command: AnswerJoinRequest) -> Done:
    """Handle `AnswerJoinRequest`; of two answers at once the first holds, and the second finds nothing."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    place.require_role(ChatRole.ADMIN)
    place.require_role(place.who_adds)
    lock_counters(ctx.connection, [command.chat_id])
    known = store_requests.find_request(ctx.connection, command.chat_id, command.user_id)
    if known is None or not known.waiting:
        raise JoinRequestNotFound
    if command.approve:
        # Whoever answers could add the person anyway: a link that is full or too old meanwhile does not keep them out.
        if store.use_invite(ctx.connection, known.invite_id, ctx.now):
            end_registration(ctx, known.invite_id)
        let_in(ctx, command.chat_id, command.user_id, MemberAdded(user_id=command.user_id))
        return Done()
    refused = store_requests.Asked(known.invite_id, known.asked_at, ctx.now)
    store_requests.put_request(ctx.connection, command.chat_id, command.user_id, refused)
    for reader_id in store_requests.readers_of(ctx.connection, command.chat_id, command.user_id):
        if reader_id == command.user_id:
            _show(ctx, reader_id, command.chat_id, command.user_id)
        else:
            _hide(ctx, reader_id, command.chat_id, command.user_id)
    return Done()


def close(ctx: Context, chat_id: str, user_id: str) -> None:
    """End a request without a word: whoever has its row gets the tombstone."""
    for reader_id in store_requests.readers_of(ctx.connection, chat_id, user_id):
        _hide(ctx, reader_id, chat_id, user_id)
    store_requests.delete_request(ctx.connection, chat_id, user_id)


def end_registration(ctx: Context, invite_id: str) -> None:
    """Let nobody register by a link that nobody can join by any more."""
    if store.is_used_up(ctx.connection, invite_id):
        close_registration(ctx.connection, invite_id)


def follow_member(ctx: Context, member: Member) -> None:
    """Act on a member's change: who is in waits no more, and who answers requests has their rows, nobody else."""
    chat_id, reader_id = member.chat_id, member.user_id
    if not member.left:
        if store_requests.find_request(ctx.connection, chat_id, reader_id) is not None:
            close(ctx, chat_id, reader_id)
        store.forget_removal(ctx.connection, chat_id, reader_id)
    answers = not member.left and member.role is not ChatRole.MEMBER
    wanted = set(store_requests.waiting_users(ctx.connection, chat_id)) if answers else set()
    shown = set(store_requests.shown_to(ctx.connection, reader_id, chat_id))
    for user_id in sorted(wanted - shown):
        _show(ctx, reader_id, chat_id, user_id)
    for user_id in sorted(shown - wanted):
        _hide(ctx, reader_id, chat_id, user_id)


def follow_chat(ctx: Context, event: ChatEvent) -> None:
    """Act on what a chat tells: a removal is remembered, and a new name shown to those who wait."""
    match event.service:
        case MemberRemoved(user_id=user_id):
            store.note_removal(ctx.connection, event.chat_id, user_id)
        case ChatRenamed():
            for user_id in store_requests.requests_of(ctx.connection, event.chat_id):
                _restamp(ctx, event.chat_id, user_id)


def follow_profile(ctx: Context, event: ProfileChanged) -> None:
    """Act on a changed name: show it to those who answer the person's requests."""
    for chat_id in store_requests.groups_asked(ctx.connection, event.user_id):
        _restamp(ctx, chat_id, event.user_id)


def _restamp(ctx: Context, chat_id: str, user_id: str) -> None:
    for reader_id in store_requests.readers_of(ctx.connection, chat_id, user_id):
        _show(ctx, reader_id, chat_id, user_id)


def _show(ctx: Context, reader_id: str, chat_id: str, user_id: str) -> None:
    _tell(ctx, reader_id, chat_id, user_id, open_=True)


def _hide(ctx: Context, reader_id: str, chat_id: str, user_id: str) -> None:
    _tell(ctx, reader_id, chat_id, user_id, open_=False)


def _tell(ctx: Context, reader_id: str, chat_id: str, user_id: str, *, open_: bool) -> None:
    rev = ctx.next_rev(account_scope(reader_id))
    store_requests.put_reader(ctx.connection, reader_id, (chat_id, user_id), rev, open_=open_)
    ctx.changed(account_scope(reader_id), store_requests.read_row(ctx.connection, reader_id, chat_id, user_id))
