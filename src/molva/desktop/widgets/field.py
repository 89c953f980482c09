"""A field of one line that tells when its text changes."""

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from molva.desktop.look import Look
from molva.desktop.windowing import later


class Field(ttk.Entry):
    """An entry without a variable of Tk's: those may not be forgotten by another thread, where Python tidies up.

    Args:
        changed: called after the text has changed.
    """

    def __init__(
        self,
        master: tk.Misc,
        look: Look,
        *,
        changed: Callable[[], None] | None = None,
        width: int = 20,
        show: str = "",
        value: str = "",
    ) -> None:
        super().__init__(master, font=look.body, width=width, show=show)
        self.insert(0, value)
        if changed is not None:
            self._changed = changed
            self.configure(validate="key", validatecommand=self._will_change)

    @property
    def value(self) -> str:
        """The text."""
        return self.get()

    @value.setter
    def value(self, text: str) -> None:
        self.delete(0, "end")
        self.insert(0, text)

    def _will_change(self) -> bool:
        later(self, 0, self._changed)
        return True
