"""What stands above an open chat: its name, who is there or writes just now, and the message that is pinned."""

import time
import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from molva.client.chat_rows import ChatRows
from molva.desktop.context import Context
from molva.desktop.session import Session
from molva.desktop.widgets.bubble import cut
from molva.protocol.rows import ChatKind, Message
from molva.words import Sentences, chat_name, members_line, preview, seen_line, shown_name, typing_line


class ChatHead(ttk.Frame):
    """Follows the session each time it is told to show a chat.

    Args:
        members: asked for the people of the chat.
        jump: chose the pinned message.
    """

    def __init__(
        self, master: tk.Misc, context: Context, *, members: Callable[[], None], jump: Callable[[int], None]
    ) -> None:
        super().__init__(master, style="Surface.TFrame")
        self._context = context
        self._jump = jump
        self._pinned_seq: int | None = None
        look = context.look
        names = ttk.Frame(self, style="Surface.TFrame", padding=(look.px(16), look.px(8)))
        names.pack(fill="x")
        self._members = ttk.Button(names, text=context.words.members, command=members, style="Toolbutton")
        self._members.pack(side="right")
        self.title = ttk.Label(names, style="Strong.TLabel")
        self.title.pack(anchor="w")
        self.subtitle = ttk.Label(names, style="Quiet.TLabel")
        self.subtitle.pack(anchor="w")
        ttk.Frame(self, style="Line.TFrame", height=1).pack(fill="x")
        self.pinned = ttk.Label(self, style="Quiet.TLabel", padding=(look.px(16), look.px(6)), cursor="hand2")
        self.pinned.bind("<Button-1>", self._chose_pinned)

    def show(self, chat_id: str) -> None:
        """Show what the session knows of a chat now."""
        look, sentences, session = self._context.look, self._context.sentences, self._context.session
        rows = session.replica.chats.get(chat_id, ChatRows())
        room = max(80, self.winfo_width() - self._members.winfo_reqwidth() - look.px(50))
        self.title.configure(text=cut(chat_name(sentences, session.replica, chat_id), look.strong, room))
        self.subtitle.configure(text=cut(subtitle(sentences, session, chat_id, rows), look.small, room))
        message = pinned_message(rows)
        self._pinned_seq = None if message is None else message.seq
        if message is None:
            self.pinned.pack_forget()
            return
        text = f"{self._context.words.pinned}: {preview(sentences, session.replica, message)}"
        self.pinned.configure(text=cut(text, look.small, max(200, self.winfo_width() - 60)))
        self.pinned.pack(fill="x")

    def _chose_pinned(self, _: object) -> None:
        if self._pinned_seq is not None:
            self._jump(self._pinned_seq)


def subtitle(sentences: Sentences, session: Session, chat_id: str, rows: ChatRows) -> str:
    """Who writes just now, else when the other one was here, else how many there are."""
    if rows.chat is None:
        return ""
    replica, direct = session.replica, rows.chat.kind is ChatKind.DIRECT
    writing = session.typing().get(chat_id, [])
    if writing:
        names = [shown_name(sentences, replica, chat_id, user_id) for user_id in writing]
        return typing_line(sentences, names, direct=direct)
    if rows.chat.kind is ChatKind.SAVED:
        return ""
    others = [session.presence.get(user_id) for user_id in rows.members if user_id != replica.user_id]
    if not direct:
        online = sum(1 for each in others if each is not None and each.online)
        return members_line(sentences, rows.chat.member_count, online)
    seen = others[0] if others else None
    if seen is None:
        return ""
    return seen_line(sentences, online=seen.online, seen_at=seen.seen_at, now=time.time_ns() // 1_000_000)


def pinned_message(rows: ChatRows) -> Message | None:
    """The message that was pinned last, of those that are here."""
    pins = sorted((pin for pin in rows.pins.values() if not pin.removed), key=lambda pin: pin.pinned_at)
    found = (rows.messages.get(pin.seq) for pin in reversed(pins))
    return next((message for message in found if message is not None and not message.deleted), None)
