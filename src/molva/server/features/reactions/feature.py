"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import ListReactions, React
from molva.protocol.errors import (
    ChatNotFound,
    InvalidField,
    MessageDeleted,
    MessageNotFound,
    PersonBlocked,
    PersonGone,
    TooManyReactions,
    WritingNotAccepted,
)
from molva.protocol.rows import Message
from molva.server.features.chats import ChatDeleted, HistoryErased
from molva.server.features.reactions import commands
from molva.server.kernel.feature import Feature, read, write


def reactions_feature() -> Feature:
    """Describe the slice; it has no row of its own: a message's row tells what people think of it."""
    path = "/chats/{chat_id}/messages/{seq}/reactions"
    return Feature(
        name="reactions",
        endpoints=(
            write(
                React,
                commands.react,
                f"PUT {path}",
                ChatNotFound,
                MessageNotFound,
                MessageDeleted,
                TooManyReactions,
                InvalidField,
                PersonBlocked,
                PersonGone,
                WritingNotAccepted,
            ),
            read(ListReactions, commands.list_reactions, f"GET {path}", ChatNotFound, MessageNotFound),
        ),
        on_change=(
            (Message, commands.forget_deleted),
            (HistoryErased, commands.forget_erased),
            (ChatDeleted, commands.forget_chat),
        ),
    )
