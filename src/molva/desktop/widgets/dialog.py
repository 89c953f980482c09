"""A small window over the main one that waits for nobody: Escape and its own buttons close it."""

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from molva.desktop.look import Look
from molva.desktop.words import Words


class Dialog(tk.Toplevel):
    """Put what it shows into `body`."""

    def __init__(self, master: tk.Misc, look: Look, title: str) -> None:
        super().__init__(master, background=look.palette.surface)
        self.withdraw()
        self.title(title)
        self.resizable(False, False)
        self.transient(master.winfo_toplevel())
        self.look = look
        self.body = ttk.Frame(self, style="Surface.TFrame", padding=look.px(20))
        self.body.pack(fill="both", expand=True)
        self.bind("<Escape>", lambda _: self.destroy())

    def present(self) -> None:
        """Show it in the middle of the window that it belongs to."""
        self.update_idletasks()
        owner = self.master.winfo_toplevel()
        x = owner.winfo_rootx() + (owner.winfo_width() - self.winfo_reqwidth()) // 2
        y = owner.winfo_rooty() + (owner.winfo_height() - self.winfo_reqheight()) // 3
        self.geometry(f"+{max(0, x)}+{max(0, y)}")
        self.deiconify()
        self.lift()
        self.focus_set()


class Question(Dialog):
    """Asks before something is done that cannot be undone."""

    def __init__(
        self, master: tk.Misc, look: Look, words: Words, question: str, answer: str, do: Callable[[], None]
    ) -> None:
        super().__init__(master, look, words.app)
        label = ttk.Label(self.body, text=question, style="Body.TLabel", wraplength=look.px(360))
        label.pack(anchor="w", pady=(0, look.px(16)))

        def agree() -> None:
            self.destroy()
            do()

        self.answer = ttk.Button(self.body, text=answer, style="Accent.TButton", command=agree)
        self.answer.pack(side="right")
        ttk.Button(self.body, text=words.cancel, command=self.destroy).pack(side="right", padx=look.px(8))
        self.bind("<Return>", lambda _: agree())
        self.present()
