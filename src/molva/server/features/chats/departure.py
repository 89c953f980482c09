"""Leaving everything: what chats do when a member's account is deleted."""

from typing import Final

from molva.protocol.rows import ChatKind, ChatRole, OwnerChanged, chat_scope
from molva.server.features.accounts import AccountDeleted
from molva.server.features.chats import store
from molva.server.features.chats.commands import end_chat
from molva.server.features.chats.events import ChatEvent
from molva.server.features.chats.store.access import SECRET, visible
from molva.server.kernel.context import Context
from molva.server.storage.jobs import put_job

LEAVE: Final = "leave_chats_of"
"""The kind of job; its subject is `USER:CHAT`, the chat being the last one that is done."""

AT_ONCE: Final = 50
"""Chats that are left in one transaction, some 30 statements each: people's own commands come between two."""


def leave_everything(ctx: Context, event: AccountDeleted) -> None:
    """Act on a deleted account: the person leaves every chat without a word, and none shows their name any more.

    Where there are many it is done in parts, by jobs that each put the next, so that a process may die at any moment.
    The account itself is gone from the first one on: nobody reads or writes by it, and nobody is told its name.
    """
    _leave_some(ctx, event.user_id, None)


def leave_due(ctx: Context, subject: str) -> None:
    """Go on where a part has ended."""
    user_id, chat_id = subject.split(":")
    _leave_some(ctx, user_id, chat_id)


def _leave_some(ctx: Context, user_id: str, after: str | None) -> None:
    page = store.page_stays(ctx, user_id, after=after, limit=AT_ONCE)
    for chat_id, kind, commented in page:
        # Threads are left with the chats of their roots.
        if kind is ChatKind.THREAD or _leave(ctx, chat_id, user_id):
            store.restamp_member(ctx, chat_id, user_id, secret=kind in SECRET and not commented)
    if len(page) == AT_ONCE:
        put_job(ctx.connection, LEAVE, f"{user_id}:{page[-1].chat_id}", ctx.now)


def _leave(ctx: Context, chat_id: str, user_id: str) -> bool:
    """Take a person out of a chat; False if the chat goes with them."""
    ctx.next_rev(chat_scope(chat_id))
    # Whoever comes, goes or gets a role takes the same revision: from here on the chat is what it is.
    place = visible(ctx.connection, user_id, chat_id)
    if place is None:
        return True
    if place.member_count == 1 and not place.general:
        end_chat(ctx, chat_id)
        return False
    if place.ranked and place.role is ChatRole.OWNER and store.count_owners(ctx, chat_id) == 1:
        heir = store.find_heir(ctx, chat_id, user_id)
        if heir is not None:
            store.update_role(ctx, chat_id, heir, ChatRole.OWNER)
            ctx.note(ChatEvent(chat_id, OwnerChanged(user_id=heir), by=user_id))
    store.end_member(ctx, chat_id, user_id)
    return True
