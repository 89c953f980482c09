"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import HideMessages
from molva.protocol.errors import ChatNotFound, MessageNotFound
from molva.protocol.rows import HiddenMessage, Member
from molva.server.features.accounts import AccountDeleted
from molva.server.features.chats import ChatDeleted, HistoryCleared
from molva.server.features.hidden import commands
from molva.server.features.hidden.store import hidden_after
from molva.server.kernel.feature import Feature, RowKind, write


def hidden_feature() -> Feature:
    """Describe the slice."""
    path = "POST /chats/{chat_id}/hidden"
    return Feature(
        name="hidden",
        endpoints=(write(HideMessages, commands.hide_messages, path, ChatNotFound, MessageNotFound),),
        rows=(RowKind(HiddenMessage, "account", hidden_after),),
        on_change=(
            (Member, commands.follow_member),
            (HistoryCleared, commands.forget_cleared),
            (ChatDeleted, commands.forget_chat),
            (AccountDeleted, commands.forget_person),
        ),
    )
