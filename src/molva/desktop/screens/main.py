"""The chats at the left, the open one at the right, and what is to be known of the connection above both."""

import time
import tkinter as tk
from collections.abc import Callable
from functools import partial
from tkinter import ttk
from typing import Final

from molva.client import State
from molva.desktop.chat_entries import EntryMaker
from molva.desktop.context import Context
from molva.desktop.screens.conversation import Conversation
from molva.desktop.screens.leaving import ask_to_leave, can_leave
from molva.desktop.screens.members import MembersDialog
from molva.desktop.screens.new_chat import NewChatDialog
from molva.desktop.screens.switcher import Switcher
from molva.desktop.widgets.chat_list import ChatList
from molva.desktop.widgets.field import Field
from molva.desktop.windowing import forget, later
from molva.protocol.rows import MUTED_FOREVER
from molva.words import explain

SIDE_WIDTH: Final = 320
NOTICE_MILLIS: Final = 8_000
LOOK_AGAIN_MILLIS: Final = 50
LATE_MILLIS: Final = 1_500
"""A connection that is back sooner is not spoken of."""


class MainScreen(ttk.Frame):
    """What a signed-in person sees.

    Args:
        settings: asked for the settings.
        unread: called with the number of unread messages when it may have changed.
    """

    def __init__(
        self,
        master: tk.Misc,
        context: Context,
        *,
        settings: Callable[[], None],
        unread: Callable[[int], None],
    ) -> None:
        super().__init__(master, style="Surface.TFrame")
        self._context = context
        self._look, self._words = context.look, context.words
        self._sentences, self._session = context.sentences, context.session
        self._settings = settings
        self._unread = unread
        self._notice_timer = ""
        self._late = False
        self._late_timer = ""
        self.banner = ttk.Label(self, style="Warn.TLabel", anchor="center", padding=self._look.px(5))
        self.notice = ttk.Label(self, style="Warn.TLabel", anchor="center", padding=self._look.px(7))
        self.notice.bind("<Button-1>", lambda _: self.notice.pack_forget())
        self._parts = ttk.Frame(self, style="Surface.TFrame")
        self._parts.pack(fill="both", expand=True)
        self._side()
        ttk.Frame(self._parts, style="Line.TFrame", width=1).pack(side="left", fill="y")
        self.conversation = Conversation(
            self._parts, context, members=self.show_members, failed=self.fail, forward=self.show_forward,
        )  # fmt: skip
        self._nothing = tk.Label(self._parts, text=self._words.choose_chat)
        self._menu = tk.Menu(self, tearoff=False)
        self._show_right(opened=False)
        self.refresh()

    def _side(self) -> None:
        look, words = self._look, self._words
        side = ttk.Frame(self._parts, style="Surface.TFrame", width=look.px(SIDE_WIDTH))
        side.pack(side="left", fill="y")
        side.pack_propagate(False)
        top = ttk.Frame(side, style="Surface.TFrame", padding=look.px(10))
        top.pack(fill="x")
        self.settings_button = ttk.Button(top, text="☰", width=2, command=self._settings)
        self.settings_button.pack(side="left")
        self.new_button = ttk.Button(top, text="+", width=2, style="Accent.TButton", command=self.show_new_chat)
        self.new_button.pack(side="right")
        self.search = Field(top, look, changed=self.refresh)
        self.search.pack(side="left", fill="x", expand=True, padx=look.px(8))
        self.search.bind("<Escape>", self._drop_search)
        self._search_hint = tk.Label(self.search, text=words.search, borderwidth=0, cursor="xterm")
        self._search_hint.bind("<Button-1>", lambda _: self.search.focus_set())
        self.list = ChatList(side, look, self.open, self._chat_menu)
        self.list.pack(fill="both", expand=True)

    def _drop_search(self, _: object) -> None:
        self.search.value = ""

    # --- what is shown -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the session knows now."""
        maker = self._maker()
        query = self.search.value
        entries = maker.entries(query)
        hint = self._words.nothing_found if query else self._words.no_chats
        if not self._session.was_online:
            hint = self._words.loading
        self.list.show(entries, self.conversation.chat_id, hint)
        self.conversation.refresh()
        self._show_connection()
        self._show_search_hint(query)
        self._unread(maker.unread())

    def fail(self, error: Exception) -> None:
        """Say for a while what went wrong."""
        self.notice.configure(text=explain(self._sentences, error))
        self.notice.pack(side="bottom", fill="x")
        forget(self, self._notice_timer)
        self._notice_timer = later(self, NOTICE_MILLIS, self.notice.pack_forget)

    def _show_connection(self) -> None:
        """Tell of a connection that is gone, unless it is back at once."""
        if self._session.state is State.ONLINE:
            forget(self, self._late_timer)
            self._late, self._late_timer = False, ""
            self.banner.pack_forget()
            return
        if not self._late_timer:
            self._late_timer = later(self, LATE_MILLIS, self._is_late)
        if self._late:
            sentences = self._sentences
            waiting = self._session.client.waiting
            text = sentences.updating if self._session.state is State.SYNCING else sentences.no_connection
            self.banner.configure(text=f"{text} {sentences.waiting.of(waiting)}." if waiting else text)
            self.banner.configure(wraplength=max(200, self.winfo_width() - 20))
            self.banner.pack(fill="x", before=self._parts)

    def _is_late(self) -> None:
        self._late = True
        self._show_connection()

    def _show_search_hint(self, query: str) -> None:
        palette = self._look.palette
        self._search_hint.configure(font=self._look.body, foreground=palette.text_3, background=palette.surface_2)
        if query:
            self._search_hint.place_forget()
        else:
            self._search_hint.place(x=self._look.px(10), rely=0.5, anchor="w")

    def _show_right(self, *, opened: bool) -> None:
        palette = self._look.palette
        self._nothing.configure(font=self._look.body, background=palette.canvas, foreground=palette.text_2)
        (self._nothing if opened else self.conversation).pack_forget()
        (self.conversation if opened else self._nothing).pack(side="left", fill="both", expand=True)

    def _maker(self) -> EntryMaker:
        return EntryMaker(
            sentences=self._sentences,
            words=self._words,
            replica=self._session.replica,
            outgoing=self._session.outgoing,
            typing=self._session.typing(),
            now=time.time_ns() // 1_000_000,
        )

    # --- what the person does ------------------------------------------------------------------------------------

    def open(self, chat_id: str) -> None:
        """Show a chat."""
        if chat_id in self._session.replica.chats:
            if self.conversation.chat_id is None:
                self._show_right(opened=True)
                self.update_idletasks()
            self.conversation.open(chat_id)
            self.refresh()

    def step(self, by: int) -> None:
        """Show the chat so many rows further down."""
        chat_id = self.list.neighbour(by)
        if chat_id is not None:
            self.open(chat_id)

    def show_new_chat(self) -> None:
        """Look for somebody to write to, or make a group."""
        NewChatDialog(self, self._context, self.open_when_here)

    def show_members(self) -> None:
        """Show the people of the open chat."""
        chat_id = self.conversation.chat_id
        if chat_id is not None and chat_id in self._session.replica.chats:
            MembersDialog(self, self._context, chat_id, self.open_when_here)

    def show_switcher(self) -> None:
        """Go to a chat by the first letters of its name."""
        Switcher(self, self._look, self._words, self._words.go_to, self._maker(), self.open)

    def show_forward(self, seq: int) -> None:
        """Say a message of the open chat again in another one."""
        source = self.conversation.chat_id
        if source is None:
            return

        def forward(chat_id: str) -> None:
            self._session.do(self._session.client.forward(chat_id, source, seq), failed=self.fail)
            self.open(chat_id)

        Switcher(self, self._look, self._words, self._words.forward_to, self._maker(), forward)

    def open_when_here(self, chat_id: str) -> None:
        """Show a chat that was just made, as soon as the replica has it."""
        if chat_id in self._session.replica.chats:
            self.open(chat_id)
        else:
            later(self, LOOK_AGAIN_MILLIS, partial(self.open_when_here, chat_id))

    def _chat_menu(self, chat_id: str, x: int, y: int) -> None:
        self.fill_menu(chat_id).tk_popup(x, y)

    def fill_menu(self, chat_id: str) -> tk.Menu:
        """Put into the menu what can be done with a chat of the list, and give it."""
        menu, words, client = self._menu, self._words, self._session.client
        entry = self._maker().entry(chat_id)
        menu.delete(0, "end")
        self._look.dress(menu)
        until = 0 if entry.muted else MUTED_FOREVER

        def mute() -> None:
            self._session.do(client.change_chat_settings(chat_id, muted_until=until), failed=self.fail)

        def pin() -> None:
            self._session.do(client.change_chat_settings(chat_id, pinned=not entry.pinned), failed=self.fail)

        def read() -> None:
            self._session.mark_read(chat_id, self._session.replica.chats[chat_id].last_seq)

        menu.add_command(label=words.unmute if entry.muted else words.mute, command=mute)
        menu.add_command(label=words.unpin if entry.pinned else words.pin, command=pin)
        if entry.unread:
            menu.add_command(label=words.mark_read, command=read)
        if can_leave(self._context, chat_id):
            leave = partial(ask_to_leave, self, self._context, chat_id, failed=self.fail)
            menu.add_command(label=words.leave, command=leave)
        return menu
