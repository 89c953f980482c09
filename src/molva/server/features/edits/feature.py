"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import ListEdits
from molva.protocol.errors import (
    ChatNotFound,
    EditHistoryOff,
    MessageDeleted,
    MessageNotFound,
    NotAGroup,
    RightsMissing,
)
from molva.protocol.rows import Message
from molva.server.features.chats import ChatDeleted, HistoryErased
from molva.server.features.edits import commands
from molva.server.features.messages import MessageEdited
from molva.server.kernel.feature import Feature, read


def edits_feature(*, on: bool = False) -> Feature:
    """Describe the slice; where it is not `on` nothing is kept, and what another server still keeps goes."""
    return Feature(
        name="edits",
        endpoints=(
            read(
                ListEdits,
                commands.list_edits if on else commands.refuse_edits,
                "GET /chats/{chat_id}/messages/{seq}/edits",
                ChatNotFound,
                MessageNotFound,
                MessageDeleted,
                NotAGroup,
                RightsMissing,
                EditHistoryOff,
            ),
        ),
        on_change=(
            *(((MessageEdited, commands.keep_edit),) if on else ()),
            (Message, commands.forget_deleted),
            (HistoryErased, commands.forget_erased),
            (ChatDeleted, commands.forget_chat),
        ),
    )
