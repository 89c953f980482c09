"""How everything looks now: colours, fonts and sizes, for the theme, the text size and the screen."""

import sys
import tkinter as tk
from tkinter import font as tkfont
from tkinter import ttk
from typing import Final

import sv_ttk

from molva.desktop.controls import Controls
from molva.desktop.palette import DARK, LIGHT, Palette
from molva.desktop.preferences import Preferences, TextSize, Theme
from molva.desktop.shapes import Shapes
from molva.desktop.system_theme import system_is_dark

FAMILIES: Final = ("Segoe UI", "Inter", "Cantarell", "Ubuntu", "Noto Sans", "Liberation Sans", "DejaVu Sans")
SIZES: Final = {TextSize.SMALL: 0.9, TextSize.NORMAL: 1.0, TextSize.LARGE: 1.2, TextSize.LARGEST: 1.45}


class Look:
    """Colours, fonts and lengths; `apply` changes them, and whoever draws asks again.

    Args:
        root: the window.
    """

    def __init__(self, root: tk.Tk, preferences: Preferences) -> None:
        self._root = root
        self.shapes = Shapes(root)
        self.palette: Palette = LIGHT
        # macOS counts 72 points to the inch and enlarges by itself.
        self._screen = max(1.0, root.winfo_fpixels("1i") / 96)
        self._scale = self._screen
        self._controls = Controls(root, self.shapes, self._screen)
        known = set(tkfont.families(root))
        default = tkfont.nametofont("TkDefaultFont", root)
        self._family = next((name for name in FAMILIES if name in known), default.actual("family"))
        if sys.platform == "darwin":
            self._family = default.actual("family")
        self.body = tkfont.Font(root, family=self._family)
        self.italic = tkfont.Font(root, family=self._family, slant="italic")
        self.strong = tkfont.Font(root, family=self._family, weight="bold")
        self.small = tkfont.Font(root, family=self._family)
        self.small_strong = tkfont.Font(root, family=self._family, weight="bold")
        self.meta = tkfont.Font(root, family=self._family)
        self.title = tkfont.Font(root, family=self._family, weight="bold")
        self._fonts = (
            self.body, self.italic, self.strong, self.small, self.small_strong, self.meta, self.title,
        )  # fmt: skip
        self.apply(preferences)

    def close(self) -> None:
        """Let go of what belongs to the window, before it goes."""
        self.shapes.close()
        for font in self._fonts:
            font.delete_font = False  # the window takes it along

    def px(self, length: float) -> int:
        """Pixels for a length that is given for a screen of 96 dots an inch and text of normal size."""
        return round(length * self._scale)

    def dress(self, menu: tk.Menu) -> None:
        """Give a menu our font and colours."""
        palette = self.palette
        menu.configure(
            font=self.body, background=palette.surface, foreground=palette.text, borderwidth=1, relief="flat",
            activebackground=palette.selected, activeforeground=palette.text, activeborderwidth=4,
        )  # fmt: skip

    def apply(self, preferences: Preferences) -> None:
        """Take theme and text size."""
        dark = preferences.theme is Theme.DARK or (preferences.theme is Theme.SYSTEM and system_is_dark())
        self.palette = DARK if dark else LIGHT
        self._scale = self._screen * SIZES[preferences.text_size]
        for font, size in (
            (self.body, 15), (self.italic, 15), (self.strong, 15), (self.small, 13), (self.small_strong, 13),
            (self.meta, 12), (self.title, 20),
        ):  # fmt: skip
            font.configure(size=-self.px(size))
        sv_ttk.set_theme(self.palette.theme, self._root)
        self._style()
        # The package colours every widget that there is, a moment later: what is made after that keeps its own colours.
        self._root.update_idletasks()

    def _style(self) -> None:
        """Give the theme package's widgets our fonts and colours."""
        palette, style = self.palette, ttk.Style(self._root)
        self._root.configure(background=palette.surface)
        style.configure(
            ".", font=self.body, background=palette.surface, foreground=palette.text,
            selectbackground=palette.accent, selectforeground=palette.on_accent,
        )  # fmt: skip
        self._controls.apply(palette)
        for kind in (
            "TButton",
            "Accent.TButton",
            "TEntry",
            "TCheckbutton",
            "TRadiobutton",
            "TMenubutton",
            "Toolbutton",
        ):
            style.configure(kind, font=self.body)
        for name, colour in (("Surface", palette.surface), ("Warn", palette.warn_soft), ("Line", palette.border)):
            style.configure(f"{name}.TFrame", background=colour)
        for name, font, colour in (
            ("Body", self.body, palette.text), ("Title", self.title, palette.text),
            ("Strong", self.strong, palette.text),
            ("Quiet", self.small, palette.text_2), ("Danger", self.small, palette.danger),
        ):  # fmt: skip
            style.configure(f"{name}.TLabel", font=font, foreground=colour, background=palette.surface)
        style.configure("Warn.TLabel", font=self.small, foreground=palette.warn, background=palette.warn_soft)
