"""Which chats the list shows, in which order, and how each is drawn."""

import time
from dataclasses import dataclass

from textual.content import Content

from molva.client.replica import Replica
from molva.protocol.rows import ChatKind, ChatSettings, Message
from molva.tui.drawing import draw_chat
from molva.tui.session import Session
from molva.tui.words import Words
from molva.words import chat_name, preview, short_time, shown_name, typing_line


@dataclass(frozen=True)
class Listed:
    """A chat of the list."""

    chat_id: str
    last: Message | None
    settings: ChatSettings | None
    unread: int

    @property
    def quiet(self) -> bool:
        """The chat is muted."""
        return self.settings is not None and self.settings.muted_until > time.time() * 1000


class Listing:
    """The chats that the user is in; of the many only those that have changed are looked at again."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._known: dict[str, Listed] = {}

    def look(self, changed: set[str] | None = None) -> list[Listed]:
        """List pinned chats, then the latest written first, archived ones last.

        Args:
            changed: chats to look at again; None for all.
        """
        for chat_id in set(self._replica.chats) | set(self._known) if changed is None else changed:
            if is_listed(self._replica, chat_id):
                self._known[chat_id] = _listed(self._replica, chat_id)
            else:
                self._known.pop(chat_id, None)
        return sorted(self._known.values(), key=_place)


def draw_listed(words: Words, session: Session, each: Listed, width: int) -> Content:
    """A chat as the list shows it."""
    replica, shared, last = session.replica, words.shared, each.last
    rows, draft = replica.chats[each.chat_id], session.drafts.get(each.chat_id, "")
    direct = rows.chat is not None and rows.chat.kind is ChatKind.DIRECT
    now = int(time.time() * 1000)
    names = [shown_name(shared, replica, each.chat_id, user_id) for user_id in session.typists(each.chat_id)]
    writing = typing_line(shared, names, direct=direct)
    if writing:
        said = Content.assemble((writing, "italic $text-success"))
    elif any(unsent.error is not None for unsent in session.outgoing.of(each.chat_id)):
        said = Content.assemble((shared.failed, "$error"))
    elif draft:
        said = Content.assemble((words.draft + " ", "$text-warning"), (" ".join(draft.split()), "dim"))
    elif last is None:
        said = Content.assemble((words.no_messages, "italic dim"))
    else:
        sender = ""
        if not direct and last.service is None and not last.deleted:
            own = last.sender_id == replica.user_id
            sender = (shared.you if own else shown_name(shared, replica, each.chat_id, last.sender_id)) + ": "
        said = Content.assemble((sender + preview(shared, replica, last), "dim"))
    return draw_chat(
        chat_name(shared, replica, each.chat_id),
        short_time(shared, last.sent_at, now) if last else "",
        said,
        str(each.unread) if each.unread else "",
        width,
        quiet=each.quiet,
        online=direct and session.peer_online(each.chat_id),
    )


def _listed(replica: Replica, chat_id: str) -> Listed:
    rows = replica.chats[chat_id]
    hidden = replica.hidden.get(chat_id, {})
    last = rows.messages.get(rows.last_seq)
    if last is None or last.seq in hidden:
        last = next((rows.messages[seq] for seq in sorted(rows.messages, reverse=True) if seq not in hidden), None)
    return Listed(chat_id, last, replica.settings.get(chat_id), replica.unread(chat_id))


def is_listed(replica: Replica, chat_id: str) -> bool:
    """Tell whether the user is in the chat, and wants it in the list."""
    rows, membership = replica.chats.get(chat_id), replica.memberships.get(chat_id)
    if rows is None or rows.chat is None or rows.chat.deleted or membership is None or membership.left:
        return False
    return rows.chat.kind is not ChatKind.THREAD or membership.following


def _place(each: Listed) -> tuple[bool, float, int, str]:
    settings, last = each.settings, each.last
    archived = settings is not None and settings.archived_seq is not None
    if archived and settings is not None and not each.quiet and last is not None:
        archived = last.seq <= (settings.archived_seq or 0)
    pinned = float("inf") if settings is None or settings.pinned is None else settings.pinned
    return archived, pinned, -(last.sent_at if last else 0), each.chat_id
