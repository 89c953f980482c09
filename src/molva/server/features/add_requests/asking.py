"""A group asks somebody whether they want to be added, they answer, and what ends the request by itself."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from molva.protocol.commands import AnswerAddRequest, Done
from molva.protocol.commands.chat_invites import MAX_ADD_REQUESTS, MAX_OWN_ADD_REQUESTS
from molva.protocol.errors import AddingNotAccepted, AddRequestNotFound, Refusal, TooManyAddRequests
from molva.protocol.rows import Chat, ChatRenamed, Member, MemberAdded, account_scope
from molva.server.features.accounts import AccountDeleted, ProfileChanged, read_account
from molva.server.features.add_requests import store
from molva.server.features.chats import (
    RANK,
    ChatDeleted,
    ChatEvent,
    PersonAsked,
    find_chat,
    let_in,
    lock_counters,
    visible,
)
from molva.server.features.contacts import BlockChanged, require_unblocked
from molva.server.kernel.context import Context
from molva.server.storage.jobs import drop_job, put_job

JOB: Final = "end_add_request"
"""The kind of job; its subject is `CHAT:USER`."""

DAY_MS: Final = 86_400_000
LASTS_MS: Final = 30 * DAY_MS
"""How long a request waits for its answer."""
QUIET_MS: Final = DAY_MS
"""How long a group asks nobody again who has declined."""


def ask(ctx: Context, event: PersonAsked) -> None:
    """Act on somebody who is to be asked; whoever has just declined is not, and the inviter cannot tell.

    Raises:
        TooManyAddRequests: the group waits for as many as can be.
        AddingNotAccepted: as many groups as can be wait for the person; it reads like their rule.
    """
    lock_counters(ctx.connection, [event.chat_id])
    known = store.find_request(ctx.connection, event.chat_id, event.user_id)
    if known is not None and (known.open or ctx.now < (known.declined_at or -QUIET_MS) + QUIET_MS):
        return
    if store.count_open(ctx.connection, chat_id=event.chat_id) >= MAX_ADD_REQUESTS:
        raise TooManyAddRequests(limit=MAX_ADD_REQUESTS)
    rev = ctx.next_rev(account_scope(event.user_id))
    if store.count_open(ctx.connection, user_id=event.user_id) >= MAX_OWN_ADD_REQUESTS:
        raise AddingNotAccepted(name=read_account(ctx.connection, event.user_id).name)
    asked = store.Asked(event.chat_id, event.user_id, ctx.user_id, ctx.now, None, open=True)
    store.put_request(ctx.connection, asked, find_chat(ctx.connection, event.chat_id).member_count, rev)
    put_job(ctx.connection, JOB, _subject(asked), ctx.now + LASTS_MS)
    _tell(ctx, asked)


def answer(ctx: Context, command: AnswerAddRequest) -> Done:
    """Handle `AnswerAddRequest`; whoever accepts is let in as if the inviter had just added them."""
    lock_counters(ctx.connection, [command.chat_id])
    asked = store.find_request(ctx.connection, command.chat_id, ctx.user_id)
    if asked is None or not asked.open:
        raise AddRequestNotFound
    if command.accept:
        let_in(ctx, command.chat_id, ctx.user_id, MemberAdded(user_id=ctx.user_id), by=asked.inviter_id)
    else:
        _close(ctx, [replace(asked, declined_at=ctx.now)])
    return Done()


def expire(ctx: Context, subject: str) -> None:
    """End a request that nobody has answered."""
    chat_id, _, user_id = subject.partition(":")
    asked = store.find_request(ctx.connection, chat_id, user_id)
    if asked is not None and asked.open:
        _close(ctx, [asked])


def follow_member(ctx: Context, member: Member) -> None:
    """Act on a member's change: who is in is asked no more, and who may not add people any more asks nobody."""
    found = store.open_of(ctx.connection, member.chat_id, member.user_id)
    in_now = [asked for asked in found if asked.user_id == member.user_id and not member.left]
    _close(ctx, in_now)
    _check(ctx, (asked for asked in found if asked.inviter_id == member.user_id))


def follow_chat(ctx: Context, chat: Chat) -> None:
    """Act on a chat's change: its rights may have gone from those who have asked."""
    _check(ctx, store.open_in(ctx.connection, chat.id))


def follow_event(ctx: Context, event: ChatEvent) -> None:
    """Act on a chat's new name: show it to those who are asked."""
    if isinstance(event.service, ChatRenamed):
        _restamp(ctx, store.open_in(ctx.connection, event.chat_id))


def follow_profile(ctx: Context, event: ProfileChanged) -> None:
    """Act on a changed name: show it to those whom the person has asked."""
    _restamp(ctx, store.open_by(ctx.connection, event.user_id))


def follow_block(ctx: Context, event: BlockChanged) -> None:
    """Act on a block: neither of the two asks the other."""
    found = store.open_between(ctx.connection, event.user_id, event.other_id)
    if found:
        try:
            require_unblocked(ctx.connection, event.user_id, event.other_id)
        except Refusal:
            _close(ctx, found)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion: it asks nobody."""
    _close(ctx, store.open_in(ctx.connection, event.chat_id))


def forget_person(ctx: Context, event: AccountDeleted) -> None:
    """Act on a deleted account: nobody waits for the person; what they have asked ends as they leave each group."""
    for chat_id in store.forget_person(ctx.connection, event.user_id):
        drop_job(ctx.connection, JOB, f"{chat_id}:{event.user_id}")


def _check(ctx: Context, found: Iterable[store.Asked]) -> None:
    """End those requests whose inviter may not add people any more."""
    may: dict[tuple[str, str], bool] = {}
    for asked in found:
        pair = asked.chat_id, asked.inviter_id
        if pair not in may:
            place = visible(ctx.connection, asked.inviter_id, asked.chat_id)
            may[pair] = place is not None and RANK[place.role] >= RANK[place.who_adds]
        if not may[pair]:
            _close(ctx, [asked])


def _close(ctx: Context, found: Iterable[store.Asked]) -> None:
    for asked in found:
        drop_job(ctx.connection, JOB, _subject(asked))
        rev = ctx.next_rev(account_scope(asked.user_id))
        ended = {"open": False, "declined_at": asked.declined_at, "rev": rev}
        store.update_request(ctx.connection, asked.chat_id, asked.user_id, **ended)
        _tell(ctx, asked)


def _restamp(ctx: Context, found: Iterable[store.Asked]) -> None:
    for asked in found:
        rev = ctx.next_rev(account_scope(asked.user_id))
        store.update_request(ctx.connection, asked.chat_id, asked.user_id, rev=rev)
        _tell(ctx, asked)


def _tell(ctx: Context, asked: store.Asked) -> None:
    row = store.read_row(ctx.connection, asked.chat_id, asked.user_id)
    ctx.changed(account_scope(asked.user_id), row)


def _subject(asked: store.Asked) -> str:
    return f"{asked.chat_id}:{asked.user_id}"
