"""Initials and hues, as the web client has them."""

from __future__ import annotations

import pytest

from molva.desktop.persons import hue, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Аня Петрова", "АП"),
        ("ann", "A"),
        ("Ann Mary Lee", "AM"),
        ("«Лыжи» и сани", "ЛИ"),
        ("", ""),
        ("!!! ...", ""),
        ("🐝 bee", "🐝B"),
    ],
)
def test_initials_are_the_first_letters_of_two_words(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_hue_follows_from_the_last_byte_of_an_id() -> None:
    assert hue("01a203e1-9835-779a-adf2-ea5de725cb34") == 0x34 % 8
    assert hue("") == 0
