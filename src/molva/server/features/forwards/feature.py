"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import ForwardMessages
from molva.protocol.errors import (
    ChatNotFound,
    MessageDeleted,
    MessageIdTaken,
    MessageNotFound,
    MessageStays,
    PersonBlocked,
    SendingBanned,
    TextTooLong,
    WritingNotAccepted,
)
from molva.server.features.forwards.commands import Forwarder
from molva.server.kernel.feature import Feature, write


def forwards_feature(*, max_text: int, ban_appeal: str = "") -> Feature:
    """Describe the slice; the copies are messages like others.

    Args:
        max_text: longest text of a message in characters.
        ban_appeal: whom a banned person may turn to; empty: the server's owner.
    """
    return Feature(
        name="forwards",
        endpoints=(
            write(
                ForwardMessages,
                Forwarder(max_text=max_text, ban_appeal=ban_appeal).forward,
                "POST /chats/{chat_id}/forwards",
                ChatNotFound,
                MessageNotFound,
                MessageDeleted,
                MessageStays,
                MessageIdTaken,
                SendingBanned,
                PersonBlocked,
                WritingNotAccepted,
                TextTooLong,
                status=201,
            ),
        ),
    )
