"""The open chat: its head, its timeline, and where one writes."""

import time
import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Final

from molva.client import State
from molva.desktop.context import Context
from molva.desktop.lines import Line
from molva.desktop.screens.chat_head import ChatHead
from molva.desktop.screens.message_menu import MessageMenu
from molva.desktop.screens.polls import Polls
from molva.desktop.screens.writing import Writing, WritingEvents
from molva.desktop.timeline_rows import TimelineRows, shown_seqs
from molva.desktop.widgets.timeline import Timeline, TimelineEvents
from molva.desktop.windowing import has_focus

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
        context: Context,
        *,
        members: Callable[[], None],
        failed: Callable[[Exception], None],
        forward: Callable[[int], None],
    ) -> None:
        super().__init__(master, style="Surface.TFrame")
        self._look, self._words = context.look, context.words
        self._sentences, self._session = context.sentences, context.session
        self._failed = failed
        self.chat_id: str | None = None
        self._unread_after: int | None = None
        self.head = ChatHead(self, context, members=members, jump=self.jump)
        self.head.pack(fill="x")
        self.writing = Writing(self, context, WritingEvents(self._sent, self._last_own, failed))
        self.polls = Polls(self, context, changed=self.refresh, failed=failed)
        self.menu = MessageMenu(
            self, context, self.writing, self.polls, react=self.react, failed=failed, forward=forward
        )
        self.writing.composer.pack(side="bottom", fill="x")
        ttk.Frame(self, style="Line.TFrame", height=1).pack(side="bottom", fill="x")
        events = TimelineEvents(
            menu=self.menu.show, react=self.react, choose=self.polls.choose, vote=self.polls.vote,
            jump=self.jump, older=self._older, moved=self.mark_read,
        )  # fmt: skip
        self.timeline = Timeline(self, self._look, self._words, events)
        self.timeline.pack(fill="both", expand=True)
        self._empty = ttk.Label(self.timeline, style="Quiet.TLabel", padding=self._look.px(10))
        self._newest = ttk.Button(self.timeline, text="↓", width=3, command=self.timeline.show_newest)

    # --- what is shown -------------------------------------------------------------------------------------------

    def open(self, chat_id: str) -> None:
        """Show another chat, from its newest message."""
        self.chat_id = chat_id
        self.writing.open(chat_id)
        self.polls.open(chat_id)
        replica = self._session.replica
        membership = replica.memberships.get(chat_id)
        self._unread_after = membership.read_seq if membership and replica.unread(chat_id) else None
        self.refresh(anew=True)
        if self._rows.first_unread is not None:
            self.timeline.show_line(self._rows.first_unread, at_top=True)
        if len(shown_seqs(replica, chat_id)) < FIRST_PAGE:
            self._older()
        self.writing.composer.text.focus_set()

    def refresh(self, *, anew: bool = False) -> None:
        """Show what the replica holds now."""
        if self.chat_id is None:
            return
        self._rows = TimelineRows(
            self._sentences,
            self._words.new_messages,
            self._session.replica,
            self.chat_id,
            self._session.outgoing.of(self.chat_id),
            ballots=self.polls.ballots,
            unread_after=self._unread_after,
            now=time.time_ns() // 1_000_000,
        )
        self.head.show(self.chat_id)
        self.writing.refresh()
        self.timeline.show(self._rows, anew=anew)
        self._show_state(self.chat_id, len(self._rows))
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

    # --- what the person does ------------------------------------------------------------------------------------

    def mark_read(self) -> None:
        """Tell the server what has been seen, while the person looks at it."""
        self._show_newest_button()
        seen = self.timeline.last_seen
        if self.chat_id is not None and seen is not None and has_focus(self):
            self._session.mark_read(self.chat_id, seen)

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

    def _sent(self, new: bool) -> None:
        self._unread_after = None
        if new:
            self.timeline.at_bottom = True
        self.refresh()

    def _last_own(self) -> Line | None:
        lines = reversed(self.timeline.drawn_lines)
        return next((line for line in lines if line.own and line.seq is not None and line.can_change), None)

    def _older(self) -> None:
        if self.chat_id is not None and self._session.state is State.ONLINE:
            seqs = shown_seqs(self._session.replica, self.chat_id)
            membership = self._session.replica.memberships.get(self.chat_id)
            if seqs and membership is not None and seqs[0] <= membership.from_seq:
                self._session.at_start.add(self.chat_id)
            self._session.load_older(self.chat_id, seqs[0] if seqs else None)
