"""Nothing that others wrote commands a terminal, and what people write stays as it is."""

from __future__ import annotations

import pytest

from molva.words import printable

BOX = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb\r\u202ec\n", f"a{BOX}[2Jb{BOX}{BOX}c{BOX}"),
        ("\x9b31m", f"{BOX}31m"),
        ("\u2066\u2069\u200e\u200f\ufeff\u2028\u2029", BOX * 7),
        ("\x00\x07\x08\x7f", BOX * 4),
    ],
)
def test_what_commands_a_terminal_is_a_box(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("text", ["Ёжик — 🦔", "👨‍👩‍👧", "می‌خواهم", "שלום", "日本語", "[red]bold[/red]"])
def test_what_people_write_stays(text: str) -> None:
    assert printable(text) == text


def test_lines_stay_where_there_is_room_for_them() -> None:
    assert printable("one\n\ttwo", lines=True) == "one\n\ttwo"


def test_every_space_is_a_plain_one() -> None:
    assert printable("12\N{NO-BREAK SPACE}000\N{THIN SPACE}₽") == "12 000 ₽"
