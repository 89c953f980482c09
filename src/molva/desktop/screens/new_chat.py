"""Beginning a chat: with a person who is found by name, or with several in a group."""

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from molva.desktop.context import Context
from molva.desktop.widgets.dialog import Dialog
from molva.desktop.widgets.field import Field
from molva.desktop.widgets.picker import Picker
from molva.desktop.windowing import forget, later
from molva.protocol.commands import FindPeople, OpenedChat, People, Person
from molva.words import explain, person_name

SEARCH_MILLIS = 250


class NewChatDialog(Dialog):
    """Finds people while one types; calls `opened` with the chat that was made."""

    def __init__(
        self,
        master: tk.Misc,
        context: Context,
        opened: Callable[[str], None],
    ) -> None:
        look, words = context.look, context.words
        super().__init__(master, look, words.new_chat)
        self._words, self._sentences, self._session = context.words, context.sentences, context.session
        self._opened = opened
        self._timer = ""
        self.people: list[Person] = []
        self._group: dict[str, Person] = {}
        ttk.Label(self.body, text=words.find_people, style="Quiet.TLabel").pack(anchor="w")
        self.query = Field(self.body, look, changed=self._typed)
        self.query.pack(fill="x", pady=look.px(6))
        self.picker = Picker(self.body, look, several=True)
        self.picker.pack(fill="both", expand=True)
        self.picker.box.bind("<Double-Button-1>", lambda event: self._write_to(self.picker.row_at(event.y)))
        self.problem = ttk.Label(self.body, style="Danger.TLabel", wraplength=look.px(340))
        self.problem.pack(fill="x", pady=look.px(4))
        self.write = ttk.Button(self.body, text=words.write_to, style="Accent.TButton", command=self.open_direct)
        self.write.pack(fill="x")
        ttk.Label(self.body, text=words.group_name, style="Quiet.TLabel").pack(anchor="w", pady=(look.px(12), 0))
        self.group_name = Field(self.body, look)
        self.group_name.pack(fill="x", pady=look.px(6))
        self.create = ttk.Button(self.body, text=words.new_group, command=self.create_group)
        self.create.pack(fill="x")
        self._search()
        self.present()
        self.query.focus_set()

    def open_direct(self) -> None:
        """Write to the person who is chosen."""
        rows = self.picker.chosen
        if len(rows) == 1:
            self._write_to(rows[0])

    def create_group(self) -> None:
        """Make a group with the people who are chosen."""
        name = self.group_name.value.strip()
        if not name:
            self.problem.configure(text=self._words.fill_in)
            return
        people = [self.people[index].user_id for index in self.picker.chosen]
        self._session.do(self._session.client.create_group(name, people), then=self._done, failed=self._failed)

    def _write_to(self, index: int) -> None:
        if 0 <= index < len(self.people):
            opening = self._session.client.open_direct(self.people[index].user_id)
            self._session.do(opening, then=self._done, failed=self._failed)

    def _typed(self) -> None:
        forget(self, self._timer)
        self._timer = later(self, SEARCH_MILLIS, self._search)

    def _search(self) -> None:
        query = self.query.value.strip()
        finding = self._session.client.call(FindPeople(query=query))

        def found(page: People) -> None:
            if self.winfo_exists() and query == self.query.value.strip():
                self.people = page.people
                self.picker.show(
                    [f"{person_name(self._sentences, each.name)}  @{each.username}" for each in page.people]
                )

        self._session.do(finding, then=found, failed=self._failed)

    def _done(self, opened: OpenedChat) -> None:
        if self.winfo_exists():
            self.destroy()
        self._opened(opened.chat.id)

    def _failed(self, error: Exception) -> None:
        if self.winfo_exists():
            self.problem.configure(text=explain(self._sentences, error))
