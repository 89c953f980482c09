"""The open chat: its head, its timeline, and where one writes."""

import time
import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Final

from molva.client import State
from molva.desktop.lines import Line
from molva.desktop.look import Look
from molva.desktop.screens.message_menu import MessageMenu
from molva.desktop.session import Session
from molva.desktop.timeline_rows import TimelineRows, shown_seqs
from molva.desktop.widgets.bubble import cut
from molva.desktop.widgets.composer import Composer, ComposerEvents
from molva.desktop.widgets.timeline import Timeline, TimelineEvents
from molva.desktop.windowing import has_focus
from molva.desktop.words import Words
from molva.protocol.rows import Chat, ChatKind, ChatRole, Message
from molva.words import Sentences, chat_name, members_line, preview, seen_line, shown_name, typing_line

FIRST_PAGE: Final = 30
"""With fewer messages than this in an opened chat, older ones are asked for at once."""


class Conversation(ttk.Frame):
    """One chat at a time; what it shows follows the session.

    Args:
        members: asked for the people of the chat.
        failed: called with an error to be shown.
        forward: asked where a message is to be forwarded to.
    """

    def __init__(
        self,
        master: tk.Misc,
        look: Look,
        words: Words,
        sentences: Sentences,
        session: Session,
        *,
        members: Callable[[], None],
        failed: Callable[[Exception], None],
        forward: Callable[[int], None],
    ) -> None:
        super().__init__(master, style="Surface.TFrame")
        self._look = look
        self._words = words
        self._sentences = sentences
        self._session = session
        self._failed = failed
        self.chat_id: str | None = None
        self.refusal = ""
        """Why the person cannot write here."""
        self._unread_after: int | None = None
        self._reply_to: int | None = None
        self._editing: Message | None = None
        self._build(members)
        self.menu = MessageMenu(self, look, words, session, self, failed=failed, forward=forward)

    def _build(self, members: Callable[[], None]) -> None:
        look = self._look
        self.head = ttk.Frame(self, style="Surface.TFrame", padding=(look.px(16), look.px(8)))
        self.head.pack(fill="x")
        self._members = ttk.Button(self.head, text=self._words.members, command=members, style="Toolbutton")
        self._members.pack(side="right")
        self.title = ttk.Label(self.head, style="Strong.TLabel")
        self.title.pack(anchor="w")
        self.subtitle = ttk.Label(self.head, style="Quiet.TLabel")
        self.subtitle.pack(anchor="w")
        ttk.Frame(self, style="Line.TFrame", height=1).pack(fill="x")
        self.pinned = ttk.Label(self, style="Quiet.TLabel", padding=(look.px(16), look.px(6)), cursor="hand2")
        self.pinned.bind("<Button-1>", lambda _: self._jump_to_pinned())
        self._below = ttk.Frame(self, style="Line.TFrame", height=1)
        events = TimelineEvents(self._menu, self._react, self.jump, self._older, self.mark_read)
        self.composer = Composer(
            self, look, self._words, ComposerEvents(self._send, self._wrote, self.drop_about, self._edit_last)
        )
        self.composer.pack(side="bottom", fill="x")
        self._below.pack(side="bottom", fill="x")
        self.timeline = Timeline(self, look, events)
        self.timeline.pack(fill="both", expand=True)
        self._empty = ttk.Label(self.timeline, style="Quiet.TLabel", padding=look.px(10))
        self._newest = ttk.Button(self.timeline, text="↓", width=3, command=self.timeline.show_newest)

    # --- what is shown -------------------------------------------------------------------------------------------

    def open(self, chat_id: str) -> None:
        """Show another chat, from its newest message."""
        self.keep_draft()
        self.drop_about()
        self.chat_id = chat_id
        self.composer.value = self._session.drafts.get(chat_id, "")
        replica = self._session.replica
        membership = replica.memberships.get(chat_id)
        self._unread_after = membership.read_seq if membership and replica.unread(chat_id) else None
        self.refresh(anew=True)
        if self._rows.first_unread is not None:
            self.timeline.show_line(self._rows.first_unread, at_top=True)
        if len(shown_seqs(replica, chat_id)) < FIRST_PAGE:
            self._older()
        self.composer.text.focus_set()

    def keep_draft(self) -> None:
        """Remember what has been written and not sent, for when the chat is shown again."""
        if self.chat_id is not None and self._editing is None:
            self._session.drafts[self.chat_id] = self.composer.value

    def refresh(self, *, anew: bool = False) -> None:
        """Show what the replica holds now."""
        if self.chat_id is None:
            return
        replica = self._session.replica
        rows = TimelineRows(
            self._sentences,
            self._words.new_messages,
            replica,
            self.chat_id,
            self._session.outgoing.of(self.chat_id),
            unread_after=self._unread_after,
            now=time.time_ns() // 1_000_000,
        )
        self._rows = rows
        room = max(80, self.winfo_width() - self._members.winfo_reqwidth() - self._look.px(50))
        self.title.configure(text=cut(chat_name(self._sentences, replica, self.chat_id), self._look.strong, room))
        self.subtitle.configure(text=cut(self._subtitle(self.chat_id), self._look.small, room))
        self.refusal = self._refusal(self.chat_id)
        self.composer.allow(self.refusal)
        self._show_pinned()
        self.timeline.show(rows, anew=anew)
        self._show_state(self.chat_id, len(rows))
        self.mark_read()

    def _show_state(self, chat_id: str, count: int) -> None:
        if count:
            self._empty.place_forget()
        else:
            known = chat_id in self._session.at_start
            gone = self._session.replica.left(chat_id)
            text = self._words.gone if gone else self._words.no_messages if known else self._words.loading
            self._empty.configure(text=text)
            self._empty.place(relx=0.5, rely=0.5, anchor="center")
        self._show_newest_button()

    def _show_newest_button(self) -> None:
        if self.timeline.at_bottom:
            self._newest.place_forget()
        else:
            self._newest.place(relx=1.0, rely=1.0, x=-self._look.px(28), y=-self._look.px(12), anchor="se")

    def _subtitle(self, chat_id: str) -> str:
        session, chat = self._session, self._chat()
        if chat is None:
            return ""
        replica = session.replica
        direct = chat.kind is ChatKind.DIRECT
        writing = session.typing().get(chat_id, [])
        names = [shown_name(self._sentences, replica, chat_id, user_id) for user_id in writing]
        if names:
            return typing_line(self._sentences, names, direct=direct)
        others = [user_id for user_id in replica.chats[chat_id].members if user_id != replica.user_id]
        if direct:
            seen = session.presence.get(others[0]) if others else None
            if seen is None:
                return ""
            now = time.time_ns() // 1_000_000
            return seen_line(self._sentences, online=seen.online, seen_at=seen.seen_at, now=now)
        if chat.kind is ChatKind.SAVED:
            return ""
        online = sum(1 for user_id in others if (each := session.presence.get(user_id)) is not None and each.online)
        return members_line(self._sentences, chat.member_count, online)

    def _refusal(self, chat_id: str) -> str:
        """Why the person cannot write here, or nothing."""
        chat, replica = self._chat(), self._session.replica
        if chat is None or chat.deleted or replica.left(chat_id):
            return self._words.gone
        me = replica.chats[chat_id].members.get(replica.user_id)
        role = me.role if me is not None else ChatRole.MEMBER
        allowed = chat.who_writes is ChatRole.MEMBER or role in (chat.who_writes, ChatRole.OWNER)
        return "" if allowed or chat.kind is ChatKind.DIRECT else self._words.read_only

    def _chat(self) -> Chat | None:
        rows = self._session.replica.chats.get(self.chat_id or "")
        return rows.chat if rows is not None else None

    def _show_pinned(self) -> None:
        message = self._pinned_message()
        if message is None:
            self.pinned.pack_forget()
            return
        text = preview(self._sentences, self._session.replica, message)
        self.pinned.configure(
            text=cut(f"{self._words.pinned}: {text}", self._look.small, max(200, self.winfo_width() - 60))
        )
        self.pinned.pack(fill="x", before=self.timeline)

    def _pinned_message(self) -> Message | None:
        rows = self._session.replica.chats.get(self.chat_id or "")
        if rows is None:
            return None
        pins = sorted((pin for pin in rows.pins.values() if not pin.removed), key=lambda pin: pin.pinned_at)
        found = (rows.messages.get(pin.seq) for pin in reversed(pins))
        return next((message for message in found if message is not None and not message.deleted), None)

    # --- what the person does ------------------------------------------------------------------------------------

    def mark_read(self) -> None:
        """Tell the server what has been seen, while the person looks at it."""
        self._show_newest_button()
        seen = self.timeline.last_seen
        if self.chat_id is not None and seen is not None and has_focus(self):
            self._session.mark_read(self.chat_id, seen)

    def reply(self, line: Line) -> None:
        """Begin to answer a message."""
        if line.seq is not None and self.chat_id is not None:
            self.drop_about()
            self._reply_to = line.seq
            message = self._session.replica.chats[self.chat_id].messages[line.seq]
            name = shown_name(self._sentences, self._session.replica, self.chat_id, message.sender_id)
            self.composer.show_about(self._words.reply_to.format(name=name), line.text)
            self.composer.text.focus_set()

    def edit(self, line: Line) -> None:
        """Begin to change a message of one's own."""
        if line.seq is not None and self.chat_id is not None:
            self.drop_about()
            self._editing = self._session.replica.chats[self.chat_id].messages[line.seq]
            self.composer.value = self._editing.text
            self.composer.show_about(self._words.editing, line.text)
            self.composer.text.focus_set()

    def drop_about(self) -> None:
        """Neither answer nor change a message."""
        if self._editing is not None:
            self.composer.value = ""
        self._reply_to, self._editing = None, None
        self.composer.show_about("", "")

    def jump(self, seq: int) -> None:
        """Go to a message, if it is here."""
        index = self._rows.index_of(seq)
        if index is not None:
            self.timeline.show_line(index)

    def react(self, line: Line, emoji: str) -> None:
        """Put a reaction on a message, or take the own one back."""
        if line.seq is None or self.chat_id is None:
            return
        own = [chip.emoji for chip in line.chips if chip.own]
        chosen = [each for each in own if each != emoji] if emoji in own else [*own[-2:], emoji]
        self._session.do(self._session.client.react(self.chat_id, line.seq, *chosen), failed=self._failed)

    def _send(self, text: str) -> None:
        if self.chat_id is None:
            return
        editing, reply_to = self._editing, self._reply_to
        self.composer.value = ""
        self._editing = None
        self.drop_about()
        self._unread_after = None
        if editing is None:
            self._session.send(self.chat_id, text, reply_to)
            self.timeline.at_bottom = True
        elif text != editing.text:
            change = self._session.client.edit(self.chat_id, editing.seq, text, seen=editing)
            self._session.do(change, failed=self._failed)
        self.refresh()

    def _wrote(self) -> None:
        if self.chat_id is not None and self._editing is None:
            self._session.signal_typing(self.chat_id)

    def _edit_last(self) -> None:
        own = [line for line in self.timeline.drawn_lines if line.own and line.seq is not None and not line.gone]
        if own:
            self.edit(own[-1])

    def _menu(self, line: Line, x: int, y: int) -> None:
        self.menu.show(line, x, y)

    def _react(self, line: Line, emoji: str) -> None:
        self.react(line, emoji)

    def _jump_to_pinned(self) -> None:
        message = self._pinned_message()
        if message is not None:
            self.jump(message.seq)

    def _older(self) -> None:
        if self.chat_id is not None and self._session.state is State.ONLINE:
            seqs = shown_seqs(self._session.replica, self.chat_id)
            membership = self._session.replica.memberships.get(self.chat_id)
            if seqs and membership is not None and seqs[0] <= membership.from_seq:
                self._session.at_start.add(self.chat_id)
            self._session.load_older(self.chat_id, seqs[0] if seqs else None)
