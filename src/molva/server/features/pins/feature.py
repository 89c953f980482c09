"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import ListPins, PinMessage, UnpinAllMessages, UnpinMessage
from molva.protocol.errors import (
    ChatNotFound,
    MessageDeleted,
    MessageNotFound,
    PersonBlocked,
    PersonGone,
    RightsMissing,
    TooManyPins,
    WritingNotAccepted,
)
from molva.protocol.rows import Message, Pin
from molva.server.features.chats import ChatDeleted, HistoryErased
from molva.server.features.pins import commands
from molva.server.features.pins.store import first_pins, pins_after
from molva.server.kernel.feature import Feature, RowKind, read, write


def pins_feature() -> Feature:
    """Describe the slice."""
    path = "/chats/{chat_id}/pins"
    of_message = (ChatNotFound, MessageNotFound, RightsMissing)
    of_pin = (MessageDeleted, TooManyPins, PersonBlocked, PersonGone, WritingNotAccepted)
    return Feature(
        name="pins",
        endpoints=(
            write(PinMessage, commands.pin_message, f"PUT {path}/{{seq}}", *of_message, *of_pin),
            write(UnpinMessage, commands.unpin_message, f"DELETE {path}/{{seq}}", *of_message),
            write(UnpinAllMessages, commands.unpin_all_messages, f"DELETE {path}", ChatNotFound, RightsMissing),
            read(ListPins, commands.list_pins, f"GET {path}", ChatNotFound),
        ),
        rows=(RowKind(Pin, "chat", pins_after, first_pins),),
        on_change=(
            (Message, commands.unpin_deleted),
            (HistoryErased, commands.forget_erased),
            (ChatDeleted, commands.forget_chat),
        ),
    )
