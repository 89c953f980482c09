"""Editing: one puts a message of one's own into other words, for some time."""

from typing import Final

from molva.protocol.commands import EditMessage
from molva.protocol.errors import EditTooLate, MessageChanged, MessageDeleted, RightsMissing
from molva.protocol.previewed_link import previewed_link
from molva.protocol.rows import Message, chat_scope
from molva.server.features.accounts import read_account, sending_banned
from molva.server.features.chats import require_open
from molva.server.features.links import follow_edit
from molva.server.features.mentions import Writing, find_mentions, write_mentions
from molva.server.features.messages import store
from molva.server.features.messages.commands import tell_changed, visible_message
from molva.server.features.messages.events import MessageEdited
from molva.server.kernel.context import Context
from molva.server.kernel.text import check_text

HOUR_MS: Final = 3_600_000


class Editor:
    """The handler of `EditMessage`."""

    def __init__(self, *, max_text: int, ban_appeal: str, link_previews: bool, edit_hours: int) -> None:
        self._max_text = max_text
        self._ban_appeal = ban_appeal
        self._link_previews = link_previews
        self._window_ms = edit_hours * HOUR_MS

    def edit(self, ctx: Context, command: EditMessage) -> Message:
        """Handle `EditMessage`; the same text again changes nothing."""
        place, message = visible_message(ctx, command.chat_id, command.seq)
        # What somebody else has said is not put into other words, and what people answer is not asked otherwise.
        fixed = (message.service, message.forward, message.poll)
        if message.sender_id != ctx.user_id or any(part is not None for part in fixed):
            raise RightsMissing
        if message.deleted:
            raise MessageDeleted
        if self._window_ms and ctx.now - message.sent_at > self._window_ms:
            raise EditTooLate
        text = check_text(command.text, self._max_text)
        if text == message.text:
            return message
        banned_until = read_account(ctx.connection, ctx.user_id).banned_until
        if banned_until > ctx.now:
            raise sending_banned(ctx.connection, banned_until, self._ban_appeal)
        place.require_writer()
        require_open(ctx.connection, place)
        changed_at = message.edited_at or 0
        if command.known_edited_at is not None and command.known_edited_at != changed_at:
            raise MessageChanged
        rev = ctx.next_rev(chat_scope(command.chat_id))
        (mentions,) = find_mentions(ctx.tx, [Writing(command.chat_id, ctx.user_id, text)])
        same_link = previewed_link(text) == previewed_link(message.text)
        written = store.update_text(
            ctx.connection,
            message,
            text=text,
            mentions=mentions,
            preview=message.preview if same_link else None,
            # Every version has a time of its own, whatever the clock does.
            edited_at=max(ctx.now, changed_at + 1),
            rev=rev,
        )
        if not written:
            # Another server has changed or deleted it since; from the revision on nobody is between.
            return self.edit(ctx, command)
        changed = tell_changed(ctx, command.chat_id, command.seq)
        write_mentions(ctx.connection, changed, before=message.mentions)
        if not same_link:
            follow_edit(ctx.tx, changed, link_previews=self._link_previews)
        ctx.note(MessageEdited(place, message, changed))
        return changed
