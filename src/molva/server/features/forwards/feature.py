"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import ForwardMessages
from molva.protocol.errors import (
    ChatNotFound,
    HourlyLimit,
    MessageDeleted,
    MessageIdTaken,
    MessageNotFound,
    MessageStays,
    PersonBlocked,
    PersonGone,
    RightsMissing,
    SendingBanned,
    SlowMode,
    TextTooLong,
    WritingNotAccepted,
)
from molva.server.features.forwards.commands import Forwarder
from molva.server.kernel.feature import Feature, write


def forwards_feature(
    *, max_text: int, ban_appeal: str = "", general_hourly: int = 0, link_previews: bool = False
) -> Feature:
    """Describe the slice; the copies are messages like others.

    Args:
        max_text: longest text of a message in characters.
        ban_appeal: whom a banned person may turn to; empty: the server's owner.
        general_hourly: messages of a member in any hour in the general chat; 0 for any number.
        link_previews: whether messages with a link wait for what the page says.
    """
    return Feature(
        name="forwards",
        endpoints=(
            write(
                ForwardMessages,
                Forwarder(
                    max_text=max_text, ban_appeal=ban_appeal, general_hourly=general_hourly, link_previews=link_previews
                ).forward,
                "POST /chats/{chat_id}/forwards",
                ChatNotFound,
                MessageNotFound,
                MessageDeleted,
                MessageStays,
                MessageIdTaken,
                RightsMissing,
                SlowMode,
                HourlyLimit,
                SendingBanned,
                PersonBlocked,
                PersonGone,
                WritingNotAccepted,
                TextTooLong,
                status=201,
            ),
        ),
    )
