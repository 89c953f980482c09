"""A list of names in a dialog, of which one or several are chosen."""

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk

from molva.desktop.look import Look
from molva.desktop.widgets.slider import Slider


class Picker(ttk.Frame):
    """A list box in the colours of the theme."""

    def __init__(self, master: tk.Misc, look: Look, *, height: int = 10, several: bool = False) -> None:
        super().__init__(master, style="Surface.TFrame")
        palette = look.palette
        self.box = tk.Listbox(
            self, height=height, width=40, font=look.body, background=palette.surface_2, foreground=palette.text,
            selectbackground=palette.accent, selectforeground=palette.on_accent, borderwidth=0, activestyle="none",
            highlightthickness=1, highlightbackground=palette.border, highlightcolor=palette.accent,
            selectmode="multiple" if several else "browse", exportselection=False,
        )  # fmt: skip
        bar = Slider(self, self.box.yview)
        self.box.configure(yscrollcommand=bar.place_at)
        self.box.pack(side="left", fill="both", expand=True)

    def show(self, names: Sequence[str]) -> None:
        """Show these names, the first one chosen."""
        self.box.delete(0, "end")
        for name in names:
            self.box.insert("end", name)
        if names and self.box.cget("selectmode") == "browse":
            self.box.selection_set(0)

    @property
    def names(self) -> list[str]:
        """What is shown."""
        return [str(name) for name in self.box.get(0, "end")]

    @property
    def chosen(self) -> list[int]:
        """The indexes of what is chosen."""
        return [int(index) for index in self.box.tk.splitlist(self.box.tk.call(str(self.box), "curselection"))]

    def row_at(self, y: int) -> int:
        """The index of the row nearest to a height of the list."""
        return int(self.box.tk.call(str(self.box), "nearest", y))

    def choose(self, index: int) -> None:
        """Choose a row."""
        if self.box.cget("selectmode") == "browse":
            self.box.selection_clear(0, "end")
        self.box.selection_set(index)
        self.box.see(index)

    def step(self, by: int) -> None:
        """Choose the row so many below."""
        count = self.box.size()
        if count:
            at = self.chosen[0] if self.chosen else 0
            self.choose(min(max(at + by, 0), count - 1))
