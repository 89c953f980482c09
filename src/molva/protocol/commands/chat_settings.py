"""Commands about how a person keeps chats in the own list."""

from typing import Annotated, Final

from msgspec import Meta, Struct

from molva.protocol.commands.base import Command
from molva.protocol.ids import ChatId, Millis
from molva.protocol.rows import ChatSettings

MAX_PINNED: Final = 100
"""Chats that one person may pin."""


class ChangeChatSettings(Command[ChatSettings], tag="change_chat_settings", frozen=True, kw_only=True):
    """Mute, pin, archive a chat or mark it as unread, for oneself alone; what is absent stays as it is.

    The same again changes nothing. A chat that is pinned leaves the archive, one that is archived is pinned no more.
    """

    chat_id: ChatId
    muted_until: Millis | None = None
    """0 lets it be heard again."""
    pinned: bool | None = None
    """A chat that is pinned anew comes to the top."""
    archived: bool | None = None
    marked_unread: bool | None = None


class PinnedChats(Struct, frozen=True, kw_only=True):
    """Settings of the pinned chats, the topmost first."""

    settings: list[ChatSettings]


class OrderPinnedChats(Command[PinnedChats], tag="order_pinned_chats", frozen=True, kw_only=True):
    """Put one's pinned chats into this order.

    One that the list leaves out stays above those it names; what is not pinned is passed over.
    """

    chat_ids: Annotated[tuple[ChatId, ...], Meta(max_length=MAX_PINNED)]
