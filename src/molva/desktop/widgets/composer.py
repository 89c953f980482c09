"""Where a message is written: a text that grows, a line above it for what is answered or changed, and a button."""

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from tkinter import ttk
from typing import Final

from molva.desktop.look import Look
from molva.desktop.widgets.bubble import cut
from molva.desktop.windowing import RIGHT_CLICKS
from molva.desktop.words import Words

MOST_LINES: Final = 8


@dataclass(frozen=True)
class ComposerEvents:
    """What a person does while writing."""

    send: Callable[[str], None]
    wrote: Callable[[], None]
    """Something was typed."""
    dropped: Callable[[], None]
    """No longer answers or changes a message."""
    edit_last: Callable[[], None]
    """Pressed the up key in an empty composer."""


class Composer(ttk.Frame):
    """Enter sends, Shift+Enter begins a line."""

    def __init__(self, master: tk.Misc, look: Look, words: Words, events: ComposerEvents) -> None:
        super().__init__(master, style="Surface.TFrame")
        self._look = look
        self._words = words
        self._events = events
        self._about = ttk.Frame(self, style="Surface.TFrame")
        self._about_bar = tk.Frame(self._about, width=3)
        self._about_bar.pack(side="left", fill="y", padx=(0, 8))
        self._about_title = ttk.Label(self._about, style="Strong.TLabel")
        self._about_text = ttk.Label(self._about, style="Quiet.TLabel")
        ttk.Button(self._about, text="✕", width=2, command=events.dropped).pack(side="right")
        self._about_title.pack(anchor="w")
        self._about_text.pack(anchor="w")
        self._row = ttk.Frame(self, style="Surface.TFrame")
        self._row.pack(fill="x", padx=12, pady=10)
        self._button = ttk.Button(self._row, style="Accent.TButton", command=self._send)
        self._button.pack(side="right", anchor="s", padx=(8, 0))
        self.text = tk.Text(self._row, height=1, wrap="word", undo=True, borderwidth=0, highlightthickness=1)
        self.text.pack(side="left", fill="x", expand=True)
        self._hint = tk.Label(self.text, borderwidth=0, cursor="xterm")
        self._hint.bind("<Button-1>", lambda _: self.text.focus_set())
        self._refusal = ttk.Label(self, style="Quiet.TLabel", anchor="center")
        self.text.bind("<Return>", self._returned)
        self.text.bind("<KP_Enter>", self._returned)
        self.text.bind("<Shift-Return>", lambda _: None)
        self.text.bind("<Up>", self._up)
        # Tk takes Alt+Up for Up where nothing is said of it: it goes to the chat before.
        self.text.bind("<Alt-Up>", lambda _: None)
        self.text.bind("<<Modified>>", self._modified)
        self.text.bind("<Configure>", lambda _: self._fit())
        self._menu = tk.Menu(self, tearoff=False)
        for event in RIGHT_CLICKS:
            self.text.bind(event, self._asked)
        self.restyle(words)

    def restyle(self, words: Words) -> None:
        """Take new colours, fonts and words."""
        self._words = words
        palette = self._look.palette
        self.text.configure(
            font=self._look.body, background=palette.surface_2, foreground=palette.text, insertbackground=palette.text,
            highlightbackground=palette.border, highlightcolor=palette.accent, selectbackground=palette.accent,
            selectforeground=palette.on_accent, padx=self._look.px(10), pady=self._look.px(7),
        )  # fmt: skip
        self._about_bar.configure(background=palette.accent)
        self._hint.configure(font=self._look.body, background=palette.surface_2, foreground=palette.text_3)
        self._hint.configure(text=words.write)
        self._button.configure(text=words.send)
        self._fit()

    @property
    def value(self) -> str:
        """What has been written."""
        return self.text.get("1.0", "end-1c")

    @value.setter
    def value(self, text: str) -> None:
        self.text.delete("1.0", "end")
        self.text.insert("1.0", text)
        self._fit()

    def show_about(self, title: str, text: str) -> None:
        """Tell which message is answered or changed; nothing where there is no title."""
        self._about.pack_forget()
        if title:
            room = max(100, self.winfo_width() - 120)
            self._about_title.configure(text=cut(title, self._look.strong, room))
            self._about_text.configure(text=cut(" ".join(text.split()), self._look.small, room))
            self._about.pack(fill="x", padx=14, pady=(8, 0), before=self._row)

    def allow(self, refusal: str) -> None:
        """Let the person write, or tell why not."""
        self._row.pack_forget()
        self._refusal.pack_forget()
        if refusal:
            self._refusal.configure(text=refusal)
            self._refusal.pack(fill="x", pady=16)
        else:
            self._row.pack(fill="x", padx=12, pady=10)

    def fill_menu(self) -> tk.Menu:
        """Put into the menu what can be done with the text, and give it."""
        words, menu = self._words, self._menu
        menu.delete(0, "end")
        self._look.dress(menu)
        for label, event in ((words.cut, "<<Cut>>"), (words.copy_part, "<<Copy>>"), (words.paste, "<<Paste>>")):
            menu.add_command(label=label, command=partial(self.text.event_generate, event))
        return menu

    def _asked(self, event: "tk.Event[tk.Text]") -> None:
        self.text.focus_set()
        self.fill_menu().tk_popup(event.x_root, event.y_root)

    def _send(self) -> None:
        text = self.value.strip()
        if text:
            self._events.send(text)

    def _returned(self, event: "tk.Event[tk.Text]") -> str | None:
        shift = int(event.state) & 1
        if shift:
            return None
        self._send()
        return "break"

    def _up(self, _: "tk.Event[tk.Text]") -> str | None:
        if self.value:
            return None
        self._events.edit_last()
        return "break"

    def _modified(self, _: "tk.Event[tk.Text]") -> None:
        if self.text.edit_modified():
            self.text.edit_modified(False)
            self._fit()
            if self.value:
                self._events.wrote()

    def _fit(self) -> None:
        """Be as high as the text, up to a limit; and show the hint in an empty one."""
        counted = self.text.count("1.0", "end", "displaylines")
        lines = counted[0] if counted else 1
        self.text.configure(height=min(MOST_LINES, max(1, lines)))
        if self.value:
            self._hint.place_forget()
        else:
            self._hint.place(x=self._look.px(1), y=0)
