"""The handlers of chat settings: who may, what is written, which rows changed."""

from msgspec.structs import replace

from molva.protocol.commands import ChangeChatSettings, OrderPinnedChats, PinnedChats
from molva.protocol.commands.chat_settings import MAX_PINNED
from molva.protocol.errors import InvalidField, TooManyPinnedChats
from molva.protocol.rows import ChatSettings, Member, account_scope
from molva.server.features.accounts import AccountDeleted
from molva.server.features.chat_settings import store
from molva.server.features.chats import ChatDeleted, Place, require_member
from molva.server.kernel.context import Context


def change_chat_settings(ctx: Context, command: ChangeChatSettings) -> ChatSettings:
    """Handle `ChangeChatSettings`; the same again changes nothing."""
    if command.pinned and command.archived:
        raise InvalidField(reason="a chat is either `pinned` or `archived`")
    found = _changed(ctx, command)
    if found == store.find_settings(ctx.connection, ctx.user_id, command.chat_id):
        return found
    rev = ctx.next_rev(account_scope(ctx.user_id))
    # Whoever leaves or changes settings takes the same revision: from here on they may be others than before.
    return _put(ctx, ctx.user_id, replace(_changed(ctx, command), rev=rev))


def order_pinned_chats(ctx: Context, command: OrderPinnedChats) -> PinnedChats:
    """Handle `OrderPinnedChats`; only the rows of those that move are written."""
    if not store.list_pinned(ctx.connection, ctx.user_id):
        return PinnedChats(settings=[])
    rev = ctx.next_rev(account_scope(ctx.user_id))
    wanted = {chat_id: place for place, chat_id in enumerate(command.chat_ids)}
    rows = store.list_pinned(ctx.connection, ctx.user_id)
    rows.sort(key=lambda row: wanted.get(row.chat_id, -1))
    for place, row in enumerate(rows):
        if row.pinned != place:
            rows[place] = _put(ctx, ctx.user_id, replace(row, pinned=place, rev=rev))
    return PinnedChats(settings=rows)


def forget_left(ctx: Context, member: Member) -> None:
    """Act on a member's change: who is out of the chat keeps nothing of it."""
    if member.left:
        _forget(ctx, member.chat_id, member.user_id)


def forget_person(ctx: Context, event: AccountDeleted) -> None:
    """Act on a deleted account."""
    store.forget_person(ctx.connection, event.user_id)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion."""
    for user_id in store.list_keepers(ctx.connection, event.chat_id):
        _forget(ctx, event.chat_id, user_id)


def _forget(ctx: Context, chat_id: str, user_id: str) -> None:
    known = store.find_settings(ctx.connection, user_id, chat_id)
    if replace(known, rev=0) != ChatSettings(chat_id=chat_id, rev=0):
        rev = ctx.next_rev(account_scope(user_id))
        _put(ctx, user_id, ChatSettings(chat_id=chat_id, rev=rev))


def _changed(ctx: Context, command: ChangeChatSettings) -> ChatSettings:
    """Work out the settings as the command wants them, over what is there now."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    row = store.find_settings(ctx.connection, ctx.user_id, command.chat_id)
    if command.muted_until is not None:
        row = replace(row, muted_until=command.muted_until)
    if command.marked_unread is not None:
        row = replace(row, unread_seq=place.read_seq if command.marked_unread else None)
    if command.archived is not None:
        row = _archive(row, place, archived=command.archived)
    if command.pinned is not None:
        row = _pin(ctx, row, pinned=command.pinned)
    return row


def _archive(row: ChatSettings, place: Place, *, archived: bool) -> ChatSettings:
    return replace(row, archived_seq=place.last_seq, pinned=None) if archived else replace(row, archived_seq=None)


def _pin(ctx: Context, row: ChatSettings, *, pinned: bool) -> ChatSettings:
    if not pinned:
        return replace(row, pinned=None)
    if row.pinned is not None:
        return row
    others = store.list_pinned(ctx.connection, ctx.user_id)
    if len(others) >= MAX_PINNED:
        raise TooManyPinnedChats(limit=MAX_PINNED)
    top = min((other.pinned for other in others if other.pinned is not None), default=1)
    return replace(row, pinned=top - 1, archived_seq=None)


def _put(ctx: Context, user_id: str, row: ChatSettings) -> ChatSettings:
    store.put_settings(ctx.connection, user_id, row)
    ctx.changed(account_scope(user_id), row)
    return row
