"""The handlers of hidden messages: who may, what is written, which rows changed."""

from molva.protocol.commands import Done, HideMessages
from molva.protocol.errors import MessageNotFound
from molva.protocol.rows import HiddenMessage, Member, account_scope
from molva.server.features.accounts import AccountDeleted
from molva.server.features.chats import ChatDeleted, HistoryCleared, require_member
from molva.server.features.hidden import store
from molva.server.kernel.context import Context


def hide_messages(ctx: Context, command: HideMessages) -> Done:
    """Handle `HideMessages`; the same again changes nothing."""
    if _missing(ctx, command):
        rev = ctx.next_rev(account_scope(ctx.user_id))
        # Whoever leaves or hides the same takes the same revision: from here on nobody is between.
        rows = [HiddenMessage(chat_id=command.chat_id, seq=seq, rev=rev) for seq in _missing(ctx, command)]
        if rows:
            store.insert_hidden(ctx.connection, ctx.user_id, rows)
            ctx.changed(account_scope(ctx.user_id), *rows)
    return Done()


def forget_cleared(ctx: Context, event: HistoryCleared) -> None:
    """Act on a cleared history; replicas drop what was hidden in it as they drop its messages."""
    store.forget_before(ctx.connection, event.user_id, event.chat_id, event.from_seq)


def follow_member(ctx: Context, member: Member) -> None:
    """Act on a member's change: what was hidden waits for whoever leaves, and is hidden when they come back."""
    if member.left:
        store.set_aside(ctx.connection, member.user_id, member.chat_id)
    elif store.is_waiting(ctx.connection, member.user_id, member.chat_id):
        place = require_member(ctx.connection, member.user_id, member.chat_id)
        rev = ctx.next_rev(account_scope(member.user_id))
        rows = store.take_up(ctx.connection, member.user_id, member.chat_id, place.from_seq, rev)
        ctx.changed(account_scope(member.user_id), *rows)


def forget_person(ctx: Context, event: AccountDeleted) -> None:
    """Act on a deleted account."""
    store.forget_person(ctx.connection, event.user_id)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion."""
    store.forget_chat(ctx.connection, event.chat_id)


def _missing(ctx: Context, command: HideMessages) -> list[int]:
    """Name the messages that are not hidden yet, in their order."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    if not all(map(place.sees, command.seqs)):
        raise MessageNotFound
    return sorted(set(command.seqs) - store.find_hidden(ctx.connection, ctx.user_id, command.chat_id, command.seqs))
