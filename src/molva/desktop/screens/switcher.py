"""Choosing a chat by the first letters of its name, with the keyboard alone."""

import tkinter as tk
from collections.abc import Callable, Sequence

from molva.desktop.chat_entries import Entry, EntryMaker
from molva.desktop.look import Look
from molva.desktop.widgets.dialog import Dialog
from molva.desktop.widgets.field import Field
from molva.desktop.widgets.picker import Picker
from molva.desktop.words import Words


class Switcher(Dialog):
    """Calls `chosen` with a chat."""

    def __init__(
        self, master: tk.Misc, look: Look, words: Words, title: str, maker: EntryMaker, chosen: Callable[[str], None]
    ) -> None:
        super().__init__(master, look, title)
        self._maker = maker
        self._chosen = chosen
        self._entries: Sequence[Entry] = ()
        self.query = Field(self.body, look, changed=self._search)
        self.query.pack(fill="x", pady=(0, look.px(8)))
        self.picker = Picker(self.body, look)
        self.picker.pack(fill="both", expand=True)
        self.bind("<Down>", lambda _: self.picker.step(1))
        self.bind("<Up>", lambda _: self.picker.step(-1))
        self.bind("<Return>", lambda _: self.choose())
        self.picker.box.bind("<Double-Button-1>", lambda _: self.choose())
        self._search()
        self.present()
        self.query.focus_set()

    def choose(self) -> None:
        """Take the chosen row."""
        rows = self.picker.chosen
        if rows:
            chat_id = self._entries[rows[0]].chat_id
            self.destroy()
            self._chosen(chat_id)

    def _search(self) -> None:
        self._entries = self._maker.entries(self.query.value)
        self.picker.show([entry.name for entry in self._entries])
