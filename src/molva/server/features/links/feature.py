"""The slice as one value: what it adds to the server."""

from molva.protocol.rows import Message
from molva.server.features.chats import ChatDeleted, HistoryErased
from molva.server.features.links import store
from molva.server.kernel.context import Context
from molva.server.kernel.feature import Feature


def links_feature() -> Feature:
    """Describe the slice; the previews themselves are part of the messages."""
    return Feature(
        name="links",
        on_change=((Message, forget_deleted), (HistoryErased, forget_erased), (ChatDeleted, forget_chat)),
    )


def forget_deleted(ctx: Context, message: Message) -> None:
    """Act on a message's change."""
    if message.deleted:
        store.forget_links(ctx.connection, [(message.chat_id, message.seq)])


def forget_erased(ctx: Context, event: HistoryErased) -> None:
    """Act on a chat's history that nobody sees any more."""
    store.forget_before(ctx.connection, event.chat_id, event.from_seq)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion."""
    store.forget_chat(ctx.connection, event.chat_id)
