"""Who has chosen what in a poll that tells it."""

import asyncio
import tkinter as tk
from tkinter import ttk
from typing import Final

from molva.desktop.context import Context
from molva.desktop.widgets.dialog import Dialog
from molva.desktop.widgets.picker import Picker
from molva.protocol.commands import ListVoters, Voters
from molva.protocol.rows import Message, Poll
from molva.words import explain, person_name, printable

SHOWN: Final = 100
"""People of each option; the number beside the option counts all of them."""


class VotersDialog(Dialog):
    """Lists the options, each with the people who chose it."""

    def __init__(self, master: tk.Misc, context: Context, message: Message, poll: Poll) -> None:
        look, words = context.look, context.words
        super().__init__(master, look, words.voters)
        self._context = context
        self._poll = poll
        question = ttk.Label(self.body, text=printable(message.text), style="Strong.TLabel", wraplength=look.px(340))
        question.pack(anchor="w", pady=(0, look.px(8)))
        self.picker = Picker(self.body, look, height=12)
        self.picker.pack(fill="both", expand=True)
        self.problem = ttk.Label(self.body, style="Danger.TLabel", wraplength=look.px(340))
        self.problem.pack(fill="x", pady=look.px(4))
        self.picker.show([words.loading])
        client = context.session.client

        async def load() -> list[Voters]:
            asked = [ListVoters(chat_id=message.chat_id, seq=message.seq, option=number, limit=SHOWN)
                     for number in range(len(poll.options))]  # fmt: skip
            return await asyncio.gather(*(client.call(each) for each in asked))

        context.session.do(load(), then=self._loaded, failed=self._failed)
        self.present()

    def _loaded(self, pages: list[Voters]) -> None:
        if not self.winfo_exists():
            return
        rows: list[str] = []
        for option, page in zip(self._poll.options, pages, strict=True):
            rows.append(f"{printable(option.text)} · {option.count}")
            rows += [f"    {person_name(self._context.sentences, each.name)}  @{each.username}" for each in page.voters]
        self.picker.show(rows)

    def _failed(self, error: Exception) -> None:
        if self.winfo_exists():
            self.picker.show([])
            self.problem.configure(text=explain(self._context.sentences, error))
