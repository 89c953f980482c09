"""The settings: each takes effect at once and is there the next time; the window has the colours of its theme."""

from __future__ import annotations

import json
from pathlib import Path
from tkinter import ttk

import pytest

from molva.desktop.palette import DARK, LIGHT, Palette
from molva.desktop.preferences import Preferences, TextSize, Theme, preferences_file, read_preferences
from molva.desktop.screens.settings import SettingsDialog
from tests.desktop.desk import Desk, Desks
from tests.fixtures.site import RunningSite


def opened(desk: Desk) -> SettingsDialog:
    desk.main.settings_button.invoke()
    return desk.window(SettingsDialog, desk.root)


def choose(box: ttk.Combobox, index: int) -> None:
    box.current(index)
    box.event_generate("<<ComboboxSelected>>")


def test_choices_take_effect_at_once_and_are_kept(desks: Desks, site: RunningSite) -> None:
    ann = desks.start("ann")
    ann.join(site.url, "ann")
    assert ann.names == ["General"]
    ann.main.open(ann.main.list.entries[0].chat_id)
    ann.main.conversation.writing.composer.value = "not sent yet"
    settings = opened(ann)
    choose(settings.theme, 2)
    assert ann.main.conversation.writing.composer.value == "not sent yet"
    assert ann.program.look.palette is DARK
    choose(settings.text_size, 2)
    choose(settings.language, 2)
    ann.until(lambda: ann.names == ["Общий чат"])
    settings.notify.invoke()
    ann.quit()
    kept = read_preferences(preferences_file(ann.environment))
    assert (kept.theme, kept.text_size, kept.language, kept.notifications) == (Theme.DARK, TextSize.LARGE, "ru", False)
    again = desks.start("ann")
    again.until(lambda: again.online and again.names == ["Общий чат"])
    assert again.program.look.palette is DARK


@pytest.mark.parametrize("written", ["", "{", "[]", '{"theme": "pink"}', "\x00"])
def test_a_broken_file_of_choices_does_no_harm(tmp_path: Path, written: str) -> None:
    path = tmp_path / "desktop.json"
    path.write_text(written, encoding="utf-8")
    assert read_preferences(path) == Preferences()


@pytest.mark.parametrize(("theme", "palette"), [("light", LIGHT), ("dark", DARK)])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_window_looks_like_its_theme(
    desks: Desks, site: RunningSite, theme: str, palette: Palette, language: str
) -> None:
    ann = desks.start("ann")
    path = preferences_file(ann.environment)
    ann.quit()
    path.write_text(json.dumps({"theme": theme, "language": language}), encoding="utf-8")
    ann = desks.start("ann")
    ann.join(site.url, "ann")
    ann.main.open(ann.main.list.entries[0].chat_id)
    for text in ("Hello", "Привет! 🌲", "and a long one " * 20):
        ann.write(text)
    ann.until(lambda: len(ann.texts) == 3 and not ann.session.client.waiting)
    colours = ann.picture(f"chat-{theme}-{language}")
    assert colours.most_common(1)[0][0] == palette.canvas
    for expected in (palette.surface, palette.bubble_out, palette.selected, palette.border):
        assert colours[expected] > 100, expected
