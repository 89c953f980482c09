"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import ChangeChatSettings, OrderPinnedChats
from molva.protocol.errors import ChatNotFound, InvalidField, TooManyPinnedChats
from molva.protocol.rows import ChatSettings, Member
from molva.server.features.accounts import AccountDeleted
from molva.server.features.chat_settings import commands
from molva.server.features.chat_settings.store import settings_after
from molva.server.features.chats import ChatDeleted
from molva.server.kernel.feature import Feature, RowKind, write


def chat_settings_feature() -> Feature:
    """Describe the slice."""
    return Feature(
        name="chat_settings",
        endpoints=(
            write(
                ChangeChatSettings,
                commands.change_chat_settings,
                "PATCH /chats/{chat_id}/settings",
                ChatNotFound,
                TooManyPinnedChats,
                InvalidField,
            ),
            write(OrderPinnedChats, commands.order_pinned_chats, "PUT /pinned-chats"),
        ),
        rows=(RowKind(ChatSettings, "account", settings_after),),
        on_change=(
            (Member, commands.forget_left),
            (ChatDeleted, commands.forget_chat),
            (AccountDeleted, commands.forget_person),
        ),
    )
