"""Buttons, fields and check boxes in our colours: the theme package has pictures for them in its own blue."""

import tkinter as tk
from tkinter import ttk
from typing import Final

from molva.desktop.palette import Palette
from molva.desktop.shapes import Shapes

SIDE: Final = 20
RADIUS: Final = 6
EDGE: Final = 1
RING: Final = 2
"""Around what the keys go to."""
PADDING: Final = 4
CHECK: Final = 18
CHECK_ROOM: Final = 28

Paint = tuple[str, str]
"""What something is filled with, and its edge."""


class Controls:
    """Makes the pictures of a theme and lets its widgets be drawn with them.

    Args:
        scale: pixels of the screen for one of a screen of 96 dots an inch.
    """

    def __init__(self, root: tk.Tk, shapes: Shapes, scale: float) -> None:
        self._style = ttk.Style(root)
        self._shapes = shapes
        self._scale = scale

    def apply(self, palette: Palette) -> None:
        """Draw the widgets of the theme that is in use with our pictures; once for a theme, again does nothing."""
        if "Molva.button" in self._style.element_names():
            return
        rest = (palette.surface_2, palette.border)
        self._frames("Molva.button", palette, rest, palette.hover, palette.selected)
        self._frames("Molva.tool", palette, (palette.surface, palette.surface), palette.hover, palette.selected)
        accent = (palette.accent, palette.accent)
        self._frames("Molva.accent", palette, accent, palette.accent_hover, palette.accent_hover)
        self._field("Molva.field", palette)
        self._check(palette)
        for name, element in (
            ("TButton", "Molva.button"), ("Accent.TButton", "Molva.accent"), ("Toolbutton", "Molva.tool"),
        ):  # fmt: skip
            self._style.layout(name, [(element, {"sticky": "nswe", "children": [
                ("Button.padding", {"sticky": "nswe", "children": [("Button.label", {"sticky": "nswe"})]}),
            ]})])  # fmt: skip
        self._style.layout("TEntry", [("Molva.field", {"sticky": "nswe", "children": [
            ("Entry.padding", {"sticky": "nswe", "children": [("Entry.textarea", {"sticky": "nswe"})]}),
        ]})])  # fmt: skip
        self._style.layout("TCombobox", [("Molva.field", {"sticky": "nswe", "children": [
            ("Combobox.arrow", {"side": "right", "sticky": "ns"}),
            ("Combobox.padding", {"sticky": "nswe", "children": [("Combobox.textarea", {"sticky": "nswe"})]}),
        ]})])  # fmt: skip
        self._style.layout("TCheckbutton", [("Checkbutton.padding", {"sticky": "nswe", "children": [
            ("Molva.check", {"side": "left", "sticky": ""}), ("Checkbutton.label", {"side": "left"})]})])  # fmt: skip
        self._colour_text(palette)

    def _colour_text(self, palette: Palette) -> None:
        style = self._style
        for name, ink in (
            ("TButton", palette.text),
            ("Toolbutton", palette.accent_text),
            ("Accent.TButton", palette.on_accent),
        ):
            style.configure(name, foreground=ink)
            style.map(name, foreground=[("disabled", palette.text_3)])
        for name in ("TEntry", "TCombobox"):
            style.configure(name, foreground=palette.text)
            style.map(
                name, foreground=[("disabled", palette.text_3)],
                selectbackground=[("readonly", palette.surface_2), ("!readonly", palette.accent)],
                selectforeground=[("readonly", palette.text), ("!readonly", palette.on_accent)],
            )  # fmt: skip

    def _frames(self, element: str, palette: Palette, rest: Paint, hover: str, pressed: str) -> None:
        """The pictures of something to be pressed."""
        fill, edge = rest
        disabled = palette.pill
        self._image(
            element, self._frame(fill, edge),
            ("disabled", self._frame(disabled, disabled)),
            ("pressed", self._frame(pressed, edge)),
            ("focus", "active", self._frame(hover, palette.accent_text, RING)),
            ("focus", self._frame(fill, palette.accent_text, RING)),
            ("active", self._frame(hover, edge)),
        )  # fmt: skip

    def _field(self, element: str, palette: Palette) -> None:
        """The pictures of something to be written in."""
        self._image(
            element, self._frame(palette.surface_2, palette.border_strong),
            ("disabled", self._frame(palette.surface_2, palette.border)),
            ("focus", self._frame(palette.surface_2, palette.accent_text, RING)),
        )  # fmt: skip

    def _check(self, palette: Palette) -> None:
        side, radius = self._px(CHECK), self._px(4)
        shapes = self._shapes
        accent, plain = palette.accent, palette.surface_2

        def box(fill: str, edge: str, *, ring: bool = False, tick: str = "") -> tk.PhotoImage:
            return shapes.frame(side, radius, fill, edge, self._px(RING if ring else EDGE), tick=tick)

        ink, ring = palette.on_accent, palette.accent_text
        self._style.element_create(
            "Molva.check", "image", box(plain, palette.border_strong),
            ("selected", "focus", box(accent, ring, ring=True, tick=ink)), ("selected", box(accent, accent, tick=ink)),
            ("focus", box(plain, ring, ring=True)),
            width=self._px(CHECK_ROOM), sticky="w",
        )  # fmt: skip

    def _frame(self, fill: str, edge: str, line: int = EDGE) -> tk.PhotoImage:
        return self._shapes.frame(self._px(SIDE), self._px(RADIUS), fill, edge, self._px(line))

    def _image(self, element: str, rest: tk.PhotoImage, *states: tuple[*tuple[str, ...], tk.PhotoImage]) -> None:
        border = self._px(RADIUS) + 1
        self._style.element_create(
            element, "image", rest, *states, border=border, padding=self._px(PADDING), sticky="nswe"
        )

    def _px(self, length: float) -> int:
        return max(1, round(length * self._scale))
