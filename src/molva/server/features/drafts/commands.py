"""The handlers of drafts: who may, what is written, which rows changed."""

from molva.protocol.commands import SaveDraft
from molva.protocol.errors import MessageNotFound
from molva.protocol.rows import Draft, Member, account_scope
from molva.server.features.accounts import AccountDeleted
from molva.server.features.chats import ChatDeleted, require_member
from molva.server.features.drafts import store
from molva.server.kernel.context import Context
from molva.server.kernel.text import check_text


class Keeper:
    """The handler that needs the server's limits."""

    def __init__(self, *, max_text: int) -> None:
        self._max_text = max_text

    def save_draft(self, ctx: Context, command: SaveDraft) -> Draft:
        """Handle `SaveDraft`; the same again changes nothing."""
        place = require_member(ctx.connection, ctx.user_id, command.chat_id)
        text, reply_to = "", None
        if command.text.strip():
            text, reply_to = check_text(command.text, self._max_text), command.reply_to
        if reply_to is not None and not place.sees(reply_to):
            raise MessageNotFound
        known = store.find_draft(ctx.connection, command.chat_id, ctx.user_id)
        before = known or Draft(chat_id=command.chat_id, rev=0)
        if (text, reply_to) == (before.text, before.reply_to):
            return before
        rev = ctx.next_rev(account_scope(ctx.user_id))
        # Whoever leaves takes the same revision: from here on the answer of before may have become another one.
        require_member(ctx.connection, ctx.user_id, command.chat_id)
        draft = Draft(chat_id=command.chat_id, rev=rev, text=text, reply_to=reply_to, saved_at=ctx.now)
        return _put(ctx, ctx.user_id, draft)


def forget_left(ctx: Context, member: Member) -> None:
    """Act on a member's change: who is out of the chat writes nothing there any more."""
    if not member.left:
        return
    known = store.find_draft(ctx.connection, member.chat_id, member.user_id)
    if known is not None and known.text:
        _forget(ctx, member.chat_id, member.user_id)


def forget_person(ctx: Context, event: AccountDeleted) -> None:
    """Act on a deleted account."""
    store.forget_person(ctx.connection, event.user_id)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion."""
    for user_id in store.list_writers(ctx.connection, event.chat_id):
        _forget(ctx, event.chat_id, user_id)


def _forget(ctx: Context, chat_id: str, user_id: str) -> None:
    rev = ctx.next_rev(account_scope(user_id))
    _put(ctx, user_id, Draft(chat_id=chat_id, rev=rev, saved_at=ctx.now))


def _put(ctx: Context, user_id: str, draft: Draft) -> Draft:
    store.put_draft(ctx.connection, user_id, draft)
    ctx.changed(account_scope(user_id), draft)
    return draft
