"""The line above the messages: the chat's name, who is here or writes, and the newest pin."""

from textual.content import Content
from textual.widgets import Static

from molva.client.chat_rows import ChatRows
from molva.protocol.rows import ChatKind
from molva.tui.session import Session, now_ms
from molva.tui.words import Words
from molva.words import chat_name, members_line, preview, seen_line, shown_name, typing_line


class Heading(Static):
    """One line, and a second one where something is pinned."""

    def __init__(self) -> None:
        super().__init__("", id="heading", markup=False)

    def show(self, words: Words, session: Session, chat_id: str) -> None:
        """Tell of a chat."""
        name = chat_name(words.shared, session.replica, chat_id)
        parts: list[str | tuple[str, str]] = [(name, "bold"), ("  " + _state(words, session, chat_id), "dim")]
        pins = session.replica.chats.get(chat_id, ChatRows()).pins.values()
        newest = max((pin for pin in pins if not pin.removed), key=lambda pin: pin.pinned_at, default=None)
        if newest is not None:
            message = session.replica.chats[chat_id].messages.get(newest.seq)
            text = f"#{newest.seq}" if message is None else preview(words.shared, session.replica, message)
            parts += ["\n", (words.pinned_mark.format(text=text), "$text-accent")]
        self.update(Content.assemble(*parts))


def _state(words: Words, session: Session, chat_id: str) -> str:
    replica, shared = session.replica, words.shared
    rows = replica.chats.get(chat_id, ChatRows())
    if rows.chat is None:
        return ""
    direct = rows.chat.kind is ChatKind.DIRECT
    names = [shown_name(shared, replica, chat_id, user_id) for user_id in session.typists(chat_id)]
    if names:
        return typing_line(shared, names, direct=direct)
    if direct:
        presence = session.presence(session.peer(chat_id) or "")
        if presence is None:
            return ""
        return seen_line(shared, online=presence.online, seen_at=presence.seen_at, now=now_ms())
    if rows.chat.kind in (ChatKind.GROUP, ChatKind.CHANNEL):
        here = [user_id for user_id, member in rows.members.items() if not member.left]
        online = sum(1 for user_id in here if _online(session, user_id))
        return members_line(shared, rows.chat.member_count or len(here), online)
    return ""


def _online(session: Session, user_id: str) -> bool:
    presence = session.presence(user_id)
    return user_id == session.replica.user_id or (presence is not None and presence.online)
