"""The handlers of reactions: who may, what is written, which rows changed."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from molva.protocol.commands import ListReactions, React, Reactors
from molva.protocol.errors import MessageDeleted, MessageNotFound, TooManyReactions
from molva.protocol.rows import SHOWN_REACTORS, Message, Reaction
from molva.server.features.chats import ChatDeleted, HistoryErased, require_open
from molva.server.features.messages import set_reactions, visible_message
from molva.server.features.reactions import store
from molva.server.features.reactions.emoji import check_emoji
from molva.server.kernel.context import Context, View

MAX_KINDS: Final = 20
"""Different emoji on one message; a row that everybody gets must stay small."""


def react(ctx: Context, command: React) -> Message:
    """Handle `React`; the same again changes nothing."""
    place, message = visible_message(ctx, command.chat_id, command.seq)
    require_open(ctx.connection, place)
    if message.deleted:
        raise MessageDeleted
    if message.service is not None:
        raise MessageNotFound
    wanted = tuple(dict.fromkeys(map(check_emoji, command.emoji)))
    had = store.own_emoji(ctx.connection, command.chat_id, command.seq, ctx.user_id)
    if set(wanted) == set(had):
        return message
    # Who reads a channel is nobody else's to know.
    most = 0 if place.channel else SHOWN_REACTORS
    found = sum_up(message.reactions, ctx.user_id, had, wanted, most)
    if len(found) > MAX_KINDS:
        raise TooManyReactions(limit=MAX_KINDS)
    store.set_emoji(ctx.connection, command.chat_id, command.seq, ctx.user_id, wanted, ctx.now)
    return set_reactions(ctx, message, found)


def sum_up(
    before: Sequence[Reaction], user_id: str, had: Sequence[str], wanted: Sequence[str], most: int = SHOWN_REACTORS
) -> tuple[Reaction, ...]:
    """Bring a message's reactions forward by what one person changes, without reading everybody else's.

    Args:
        most: how many people are named beside an emoji.
    """
    found = {each.emoji: each for each in before}
    for emoji in had:
        if emoji not in wanted:
            each = found[emoji]
            others = tuple(other for other in each.user_ids if other != user_id)
            found[emoji] = replace(each, count=each.count - 1, user_ids=others)
    for emoji in wanted:
        if emoji not in had:
            each = found.get(emoji) or Reaction(emoji=emoji, count=0, user_ids=())
            shown = (*each.user_ids, user_id)[:most]
            found[emoji] = replace(each, count=each.count + 1, user_ids=shown)
    return tuple(each for each in found.values() if each.count)


def list_reactions(view: View, command: ListReactions) -> Reactors:
    """Handle `ListReactions`."""
    place, _ = visible_message(view, command.chat_id, command.seq)
    found = store.list_reactors(
        view.connection,
        command.chat_id,
        command.seq,
        of=None if place.sees_members else view.user_id,
        after=command.after,
        limit=command.limit + 1,
    )
    page = found[: command.limit]
    return Reactors(reactors=page, next=page[-1].user_id if len(found) > len(page) else None)


def forget_deleted(ctx: Context, message: Message) -> None:
    """Act on a message's change: a deleted one loses its reactions."""
    if message.deleted:
        store.forget_message(ctx.connection, message.chat_id, message.seq)


def forget_erased(ctx: Context, event: HistoryErased) -> None:
    """Act on a chat's history that nobody sees any more."""
    store.forget_before(ctx.connection, event.chat_id, event.from_seq)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion."""
    store.forget_chat(ctx.connection, event.chat_id)
