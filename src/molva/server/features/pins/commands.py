"""The handlers of pins: who may, what is written, which rows changed."""

from typing import Final

from molva.protocol.commands import Done, ListPins, PinMessage, PinnedMessages, UnpinAllMessages, UnpinMessage
from molva.protocol.errors import MessageDeleted, MessageNotFound, TooManyPins
from molva.protocol.rows import Message, MessagePinned, Pin, chat_scope
from molva.server.features.chats import (
    ChatDeleted,
    ChatEvent,
    HistoryErased,
    Place,
    chat_members,
    everybody_sees,
    require_member,
    require_open,
)
from molva.server.features.messages import find_visible, read_messages
from molva.server.features.pins import store
from molva.server.kernel.context import Context, View

MAX_PINS: Final = 100
"""Pinned messages of one chat: all of them are part of every replica."""


def pin_message(ctx: Context, command: PinMessage) -> Pin:
    """Handle `PinMessage`; the chat tells of a new one in its own words where everybody sees the message."""
    chat_id, seq = command.chat_id, command.seq
    _check_pinnable(ctx, chat_id, seq)
    known = store.find_pin(ctx.connection, chat_id, seq)
    if known is not None:
        return known
    rev = ctx.next_rev(chat_scope(chat_id))
    # Whoever deletes the message or pins others takes the same revision: from here on nobody is between.
    _check_pinnable(ctx, chat_id, seq)
    if store.count_pins(ctx.connection, chat_id) >= MAX_PINS:
        raise TooManyPins(limit=MAX_PINS)
    pin = Pin(chat_id=chat_id, seq=seq, rev=rev, pinned_by=ctx.user_id, pinned_at=ctx.now)
    _put(ctx, pin)
    if everybody_sees(ctx.connection, chat_id, seq):
        ctx.note(ChatEvent(chat_id, MessagePinned(seq=seq)))
    return pin


def unpin_message(ctx: Context, command: UnpinMessage) -> Done:
    """Handle `UnpinMessage`."""
    place = _require_pinner(ctx, command.chat_id)
    if not place.sees(command.seq):
        raise MessageNotFound
    _unpin(ctx, command.chat_id, command.seq)
    return Done()


def unpin_all_messages(ctx: Context, command: UnpinAllMessages) -> Done:
    """Handle `UnpinAllMessages`; what the caller does not see stays."""
    place = _require_pinner(ctx, command.chat_id)
    for pin in store.list_pins(ctx.connection, command.chat_id, place.from_seq):
        _unpin(ctx, command.chat_id, pin.seq)
    return Done()


def list_pins(view: View, command: ListPins) -> PinnedMessages:
    """Handle `ListPins`."""
    place = require_member(view.connection, view.user_id, command.chat_id)
    seqs = [pin.seq for pin in store.list_pins(view.connection, command.chat_id, place.from_seq)]
    messages = read_messages(view.connection, place, seqs)
    senders = {message.sender_id for message in messages}
    members = chat_members(view.connection, command.chat_id, senders)
    return PinnedMessages(messages=messages, members=members, rev=place.rev)


def unpin_deleted(ctx: Context, message: Message) -> None:
    """Act on a message's change: a deleted one is not pinned any more."""
    if message.deleted:
        _unpin(ctx, message.chat_id, message.seq)


def forget_erased(ctx: Context, event: HistoryErased) -> None:
    """Act on a chat's history that nobody sees any more; replicas drop its pins as they drop its messages."""
    store.forget_before(ctx.connection, event.chat_id, event.from_seq)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion."""
    store.forget_chat(ctx.connection, event.chat_id)


def _check_pinnable(ctx: Context, chat_id: str, seq: int) -> None:
    message = find_visible(ctx, chat_id, seq)
    require_open(ctx.connection, _require_pinner(ctx, chat_id))
    if message.deleted:
        raise MessageDeleted
    if message.service is not None:
        raise MessageNotFound


def _require_pinner(ctx: Context, chat_id: str) -> Place:
    place = require_member(ctx.connection, ctx.user_id, chat_id)
    if place.led:
        place.require_role(place.who_pins)
    return place


def _unpin(ctx: Context, chat_id: str, seq: int) -> None:
    if store.find_pin(ctx.connection, chat_id, seq) is not None:
        rev = ctx.next_rev(chat_scope(chat_id))
        _put(ctx, Pin(chat_id=chat_id, seq=seq, rev=rev, removed=True))


def _put(ctx: Context, pin: Pin) -> None:
    store.put_pin(ctx.connection, pin)
    ctx.changed(chat_scope(pin.chat_id), pin)
