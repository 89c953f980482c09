"""Clearing a chat's history: for oneself its view begins later; what nobody can see any more is erased."""

from molva.protocol.commands import ClearHistory, Done
from molva.protocol.errors import NotADirectChat
from molva.protocol.rows import ChatKind
from molva.server.features.chats import (
    HistoryCleared,
    HistoryErased,
    first_seen,
    present_members,
    raise_from_seq,
    require_member,
)
from molva.server.features.messages import store
from molva.server.kernel.context import Context


def clear_history(ctx: Context, command: ClearHistory) -> Done:
    """Handle `ClearHistory`; clearing again does nothing."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    if command.for_both and place.kind is not ChatKind.DIRECT:
        raise NotADirectChat
    from_seq = min(command.up_to, place.last_seq) + 1
    whose = present_members(ctx, command.chat_id) if command.for_both else [ctx.user_id]
    for user_id in whose:
        if raise_from_seq(ctx, command.chat_id, user_id, from_seq):
            ctx.note(HistoryCleared(command.chat_id, user_id, from_seq))
    # Into a group somebody may come who sees its history from the beginning.
    unseen = 1 if place.led else first_seen(ctx.connection, command.chat_id)
    if unseen > 1:
        store.erase_before(ctx.connection, command.chat_id, unseen)
        ctx.note(HistoryErased(command.chat_id, unseen))
    return Done()
