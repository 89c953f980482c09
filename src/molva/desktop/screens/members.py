"""The people of a chat: who they are, adding one, removing one, leaving."""

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Any

from molva.desktop.context import Context
from molva.desktop.screens.leaving import ask_to_leave, can_leave
from molva.desktop.widgets.dialog import Dialog
from molva.desktop.widgets.field import Field
from molva.desktop.widgets.picker import Picker
from molva.protocol.commands import (
    AddMember,
    FindPeople,
    ListMembers,
    MemberPage,
    OpenedChat,
    People,
    RemoveMember,
)
from molva.protocol.rows import ChatRole, Member
from molva.words import explain, person_name


class MembersDialog(Dialog):
    """Shows one page of members; calls `opened` with the direct chat with one of them."""

    def __init__(
        self,
        master: tk.Misc,
        context: Context,
        chat_id: str,
        opened: Callable[[str], None],
    ) -> None:
        look, words = context.look, context.words
        super().__init__(master, look, words.members)
        self._context = context
        self._words, self._sentences, self._session = context.words, context.sentences, context.session
        self._chat_id = chat_id
        self._opened = opened
        self.members: list[Member] = []
        self._grouped = can_leave(context, chat_id)
        self.picker = Picker(self.body, look, height=12)
        self.picker.pack(fill="both", expand=True)
        self.problem = ttk.Label(self.body, style="Danger.TLabel", wraplength=look.px(340))
        self.problem.pack(fill="x", pady=look.px(4))
        ttk.Button(self.body, text=words.write_to, command=self.write_to).pack(fill="x")
        if self._grouped:
            row = ttk.Frame(self.body, style="Surface.TFrame")
            row.pack(fill="x", pady=look.px(6))
            self.username = Field(row, look)
            self.username.pack(side="left", fill="x", expand=True, padx=(0, look.px(6)))
            self.username.bind("<Return>", lambda _: self.add())
            ttk.Button(row, text=words.add, command=self.add).pack(side="right")
            ttk.Button(self.body, text=words.remove, command=self.remove).pack(fill="x", pady=(0, look.px(6)))
            ttk.Button(self.body, text=words.leave, command=self.leave).pack(fill="x")
        self._load()
        self.present()

    def write_to(self) -> None:
        """Open the direct chat with the chosen person."""
        member = self._chosen()
        if member is not None:
            self._session.do(self._session.client.open_direct(member.user_id), then=self._went, failed=self._failed)

    def add(self) -> None:
        """Add the person with the username that was typed."""
        username = self.username.value.strip().lstrip("@").casefold()
        client = self._session.client

        async def add() -> None:
            found: People = await client.call(FindPeople(query=username))
            person = next((each for each in found.people if each.username.casefold() == username), None)
            if person is None:
                raise LookupError
            await client.call(AddMember(chat_id=self._chat_id, user_id=person.user_id))

        if username:
            self._session.do(add(), then=self._changed, failed=self._failed)

    def remove(self) -> None:
        """Remove the chosen person."""
        member = self._chosen()
        if member is not None:
            removing = self._session.client.call(RemoveMember(chat_id=self._chat_id, user_id=member.user_id))
            self._session.do(removing, then=self._changed, failed=self._failed)

    def leave(self) -> None:
        """Ask, then leave the chat."""
        ask_to_leave(self, self._context, self._chat_id, then=lambda _: self.destroy(), failed=self._failed)

    def _load(self) -> None:
        def loaded(page: MemberPage) -> None:
            if self.winfo_exists():
                self.members = page.members
                self.picker.show([self._row(member) for member in page.members])

        self._session.do(
            self._session.client.call(ListMembers(chat_id=self._chat_id)), then=loaded, failed=self._failed
        )

    def _row(self, member: Member) -> str:
        role = {ChatRole.OWNER: self._words.owner, ChatRole.ADMIN: self._words.admin}.get(member.role, "")
        name = f"{person_name(self._sentences, member.name)}  @{member.username}"
        return f"{name} · {role}" if role and self._grouped else name

    def _chosen(self) -> Member | None:
        rows = self.picker.chosen
        return self.members[rows[0]] if rows else None

    def _changed(self, _: Any) -> None:
        if self.winfo_exists():
            self.problem.configure(text="")
            self.username.value = ""
            self._load()

    def _went(self, opened: OpenedChat) -> None:
        if self.winfo_exists():
            self.destroy()
        self._opened(opened.chat.id)

    def _failed(self, error: Exception) -> None:
        if self.winfo_exists():
            unknown = isinstance(error, LookupError)
            self.problem.configure(text=self._words.nothing_found if unknown else explain(self._sentences, error))
