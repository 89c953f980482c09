"""The colours: those of the web client, readable where they meet, and what the widgets are painted with."""

from __future__ import annotations

import re
import tkinter as tk
from dataclasses import fields
from pathlib import Path
from tkinter import ttk

import pytest

from molva.desktop.look import Look
from molva.desktop.palette import DARK, HUES, LIGHT, Palette, mix
from molva.desktop.preferences import Preferences, Theme
from tests.desktop.desk import keep
from tests.desktop.pictures import read_screen

TOKENS = Path(__file__).parents[2] / "web/src/styles/tokens.css"
READABLE = 4.5
"""The contrast of text (WCAG 2.2, 1.4.3)."""
VISIBLE = 3.0
"""The contrast of signs and edges (WCAG 2.2, 1.4.11)."""

OWN = {"theme", "names"}


def web(name: str, theme: str) -> str:
    """A token of the web client."""
    css = TOKENS.read_text(encoding="utf-8")
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", css)
    assert found is not None, name
    return found[1] if theme == "light" else found[2]


def contrast(one: str, other: str) -> float:
    """How much two colours differ (WCAG 2.2, contrast ratio)."""

    def luminance(colour: str) -> float:
        parts = [value / 255 for value in bytes.fromhex(colour[1:])]
        red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colours_are_those_of_the_web_client(palette: Palette) -> None:
    ours = {field.name: getattr(palette, field.name) for field in fields(Palette) if field.name not in OWN}
    assert ours == {name: web(name.replace("_", "-"), palette.theme) for name in ours}
    assert palette.names == tuple(web(f"name-{number}", palette.theme) for number in range(len(HUES)))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_written_can_be_read(palette: Palette) -> None:
    for ink, *grounds in (
        (
            palette.text,
            palette.surface,
            palette.surface_2,
            palette.canvas,
            palette.selected,
            palette.hover,
            palette.pill,
        ),
        (palette.text_2, palette.surface, palette.selected, palette.canvas),
        (palette.text_3, palette.surface, palette.surface_2),
        (palette.accent_text, palette.surface, palette.accent_soft, palette.bubble_in, palette.bubble_out),
        (palette.on_accent, palette.accent, palette.accent_hover, palette.badge_muted),
        (palette.bubble_out_text, palette.bubble_out),
        (palette.bubble_out_meta, palette.bubble_out),
        (palette.bubble_in_meta, palette.bubble_in),
        (palette.text, palette.bubble_in, palette.mention, mix(palette.bubble_in, palette.text, 0.08)),
        (palette.danger, palette.surface, palette.bubble_in),
        (palette.bubble_out_danger, palette.bubble_out),
        (palette.warn, palette.warn_soft),
        *((name, palette.bubble_in) for name in palette.names),
    ):
        for ground in grounds:
            assert contrast(ink, ground) >= READABLE, (ink, ground)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_signs_can_be_told_from_what_they_stand_on(palette: Palette) -> None:
    for sign, *grounds in (
        (palette.border_strong, palette.surface, palette.surface_2),
        (palette.success, palette.bubble_in, palette.bubble_out),
        (palette.danger, palette.bubble_in, palette.bubble_out),
        (palette.tick_read, palette.bubble_out, palette.selected),
        (palette.accent_text, palette.surface, palette.surface_2),
    ):
        for ground in grounds:
            assert contrast(sign, ground) >= VISIBLE, (sign, ground)


def test_a_mixture_lies_between_two_colours() -> None:
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 1) == "#ffffff"
    assert mix("#102030", "#203040", 0.5) == "#182838"


def test_widgets_have_our_colours_in_both_themes_and_after_each_change(screen: Path) -> None:
    root = tk.Tk()
    keep(root)
    root.geometry("400x300+0+0")
    look = Look(root, Preferences(theme=Theme.LIGHT))
    button = ttk.Button(root, text="Send", style="Accent.TButton", width=20)
    button.pack(fill="both", expand=True)
    field = ttk.Entry(root)
    field.pack(fill="both", expand=True)
    box = ttk.Checkbutton(root)
    box.state(["!alternate", "selected"])
    box.pack()
    for theme, palette in ((Theme.LIGHT, LIGHT), (Theme.DARK, DARK), (Theme.LIGHT, LIGHT)):
        look.apply(Preferences(theme=theme))
        for _ in range(5):
            root.update()
        colours = read_screen(screen).colours()
        assert colours[palette.accent] > 5_000, theme
        assert colours[palette.surface_2] > 5_000, theme
        assert colours["#005fb8"] == colours["#57c8ff"] == 0
    look.close()
    root.destroy()
