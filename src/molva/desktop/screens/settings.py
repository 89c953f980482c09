"""The settings: language, colours, text size, notices, and signing out."""

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from msgspec.structs import replace

from molva.desktop.look import Look
from molva.desktop.preferences import Preferences, TextSize, Theme
from molva.desktop.widgets.dialog import Dialog, Question
from molva.desktop.words import Words
from molva.protocol.errors import Language

LANGUAGES: dict[Language | None, str] = {None: "", "en": "English", "ru": "Русский"}


class SettingsDialog(Dialog):
    """Every choice takes effect at once.

    Args:
        who: the person who is signed in, and where.
        chosen: called with what is to hold from now on.
    """

    def __init__(
        self,
        master: tk.Misc,
        look: Look,
        words: Words,
        preferences: Preferences,
        *,
        who: tuple[str, str],
        chosen: Callable[[Preferences], None],
        sign_out: Callable[[], None],
    ) -> None:
        super().__init__(master, look, words.settings)
        self._preferences = preferences
        self._chosen = chosen
        for text, style in zip(who, ("Strong.TLabel", "Quiet.TLabel"), strict=True):
            ttk.Label(self.body, text=text, style=style).pack(anchor="w")
        languages = {words.language_system if code is None else name: code for code, name in LANGUAGES.items()}
        self.language = self._choice(
            words.language_choice, list(languages), list(languages.values()).index(preferences.language)
        )
        self.language.bind(
            "<<ComboboxSelected>>",
            lambda _: self._take(replace(self._preferences, language=languages[self.language.get()])),
        )
        themes = dict(zip((words.theme_system, words.theme_light, words.theme_dark), Theme, strict=True))
        self.theme = self._choice(words.theme, list(themes), list(Theme).index(preferences.theme))
        self.theme.bind(
            "<<ComboboxSelected>>", lambda _: self._take(replace(self._preferences, theme=themes[self.theme.get()]))
        )
        names = (words.size_small, words.size_normal, words.size_large, words.size_largest)
        sizes = dict(zip(names, TextSize, strict=True))
        self.text_size = self._choice(words.text_size, list(sizes), list(TextSize).index(preferences.text_size))
        self.text_size.bind(
            "<<ComboboxSelected>>",
            lambda _: self._take(replace(self._preferences, text_size=sizes[self.text_size.get()])),
        )
        self.notify = self._check(words.notifications, on=preferences.notifications)
        self.sound = self._check(words.sound, on=preferences.sound)

        def ask() -> None:
            self.destroy()
            Question(master, look, words, words.really_sign_out, words.sign_out, sign_out)

        self.sign_out = ttk.Button(self.body, text=words.sign_out, command=ask)
        self.sign_out.pack(fill="x", pady=(look.px(18), 0))
        self.present()

    def _choice(self, name: str, values: list[str], at: int) -> ttk.Combobox:
        ttk.Label(self.body, text=name, style="Quiet.TLabel").pack(anchor="w", pady=(self.look.px(12), self.look.px(3)))
        box = ttk.Combobox(self.body, values=values, state="readonly", width=36, font=self.look.body)
        box.current(at)
        box.pack(fill="x")
        return box

    def _check(self, text: str, *, on: bool) -> ttk.Checkbutton:
        box = ttk.Checkbutton(self.body, text=text, command=self._checked)
        box.state(["!alternate", "selected" if on else "!selected"])
        box.pack(anchor="w", pady=(self.look.px(10), 0))
        return box

    def _checked(self) -> None:
        self._take(
            replace(
                self._preferences,
                notifications=self.notify.instate(["selected"]),
                sound=self.sound.instate(["selected"]),
            )
        )

    def _take(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._chosen(preferences)
