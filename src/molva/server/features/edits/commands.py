"""The handlers of edits: what is kept, who reads it, and what goes with its message."""

from molva.protocol.commands import Edits, ListEdits
from molva.protocol.errors import EditHistoryOff, MessageDeleted, NotAGroup, RightsMissing
from molva.protocol.rows import ChatRole, Message
from molva.server.features.chats import ChatDeleted, HistoryErased, Place, require_member
from molva.server.features.edits import store
from molva.server.features.messages import MessageEdited, find_visible
from molva.server.kernel.context import Context, View


def keep_edit(ctx: Context, event: MessageEdited) -> None:
    """Act on a changed message: where somebody moderates, what it said before is kept."""
    if event.place.led:
        store.keep_edit(ctx.connection, event.before, event.after.edited_at or ctx.now)


def list_edits(view: View, command: ListEdits) -> Edits:
    """Handle `ListEdits`."""
    require_moderator(require_member(view.connection, view.user_id, command.chat_id))
    if find_visible(view, command.chat_id, command.seq).deleted:
        raise MessageDeleted
    found = store.list_edits(
        view.connection, command.chat_id, command.seq, before=command.before, limit=command.limit + 1
    )
    page = found[: command.limit]
    return Edits(edits=page, next=page[-1].edited_at if len(found) > len(page) else None)


def require_moderator(place: Place) -> None:
    """Let only those go on who may also delete what others have written.

    Raises:
        NotAGroup: nobody moderates direct chats and saved messages.
        RightsMissing: a member's role is too low.
    """
    if not place.led:
        raise NotAGroup
    if place.role is ChatRole.MEMBER:
        raise RightsMissing


def refuse_edits(view: View, command: ListEdits) -> Edits:
    """Handle `ListEdits` where nothing is kept."""
    raise EditHistoryOff


def forget_deleted(ctx: Context, message: Message) -> None:
    """Act on a message's change."""
    if message.deleted:
        store.forget_message(ctx.connection, message.chat_id, message.seq)


def forget_erased(ctx: Context, event: HistoryErased) -> None:
    """Act on a chat's history that nobody sees any more."""
    store.forget_before(ctx.connection, event.chat_id, event.from_seq)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion."""
    store.forget_chat(ctx.connection, event.chat_id)
