"""A scroll bar that is there while there is something to scroll."""

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Any


class Slider(ttk.Scrollbar):
    """Stands at the right of what it scrolls; whatever that is has to be packed before."""

    def __init__(self, master: tk.Misc, command: Callable[..., Any]) -> None:
        super().__init__(master, command=command)
        self._shown = False

    def place_at(self, first: float | str, last: float | str) -> None:
        """Show which part of the whole is seen, from 0 to 1."""
        self.set(first, last)
        needed = float(first) > 0 or float(last) < 1
        if needed != self._shown:
            self._shown = needed
            if needed:
                self.pack(side="right", fill="y", before=self.master.pack_slaves()[0])
            else:
                self.pack_forget()
