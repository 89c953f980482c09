"""The slice as one value: what it adds to the server."""

from molva.server.features.chats import ChatDeleted, HistoryErased
from molva.server.features.mentions import store
from molva.server.kernel.context import Context
from molva.server.kernel.feature import Feature


def mentions_feature() -> Feature:
    """Describe the slice; the mentions themselves are part of the messages, which list them."""
    return Feature(name="mentions", on_change=((HistoryErased, forget_erased), (ChatDeleted, forget_chat)))


def forget_erased(ctx: Context, event: HistoryErased) -> None:
    """Act on a chat's history that nobody sees any more."""
    store.forget_before(ctx.connection, event.chat_id, event.from_seq)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion."""
    store.forget_chat(ctx.connection, event.chat_id)
