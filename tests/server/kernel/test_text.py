"""What people may write: names that can be shown, texts that can be stored."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from molva.protocol.errors import InvalidName, InvalidText, TextTooLong
from molva.server.kernel.text import MAX_NAME, check_text, clean_name

NAMELESS = {
    "empty": "",
    "spaces": " \u00a0\u3000",
    "zero-width spaces": "\u200b\u2060\ufeff",
    "joiners": "\u200d\u200c",
    "a mark by itself": "\u0301",
    "a Hangul filler": "\u3164\u115f",
    "the blank Braille pattern": "\u2800 \u2800",
    "a private letter": "\ue000",
    "NUL": "An\0na",
    "an escape": "An\x1b[31mna",
    "a lone surrogate": "An\ud800na",
    "an overriding direction": "An\u202ena",
    "an isolated direction": "An\u2067na",
    "a direction mark": "An\u200fna",
    "too long": "x" * (MAX_NAME + 1),
}


@pytest.mark.parametrize("text", NAMELESS.values(), ids=NAMELESS.keys())
def test_what_cannot_be_shown_is_no_name(text: str) -> None:
    with pytest.raises(InvalidName) as refused:
        clean_name(text)
    assert refused.value.params == {"limit": MAX_NAME}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  Анна \n Берг\t", "Анна Берг"),
        ("Jose\u0301", "Jos\u00e9"),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f467"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("7", "7"),
        ("x" * MAX_NAME, "x" * MAX_NAME),
    ],
)
def test_a_name_has_one_form(text: str, name: str) -> None:
    assert clean_name(text) == name


@given(st.text(max_size=80))
def test_any_text_is_refused_or_brought_into_a_form_that_stays(text: str) -> None:
    try:
        name = clean_name(text)
    except InvalidName:
        return
    assert clean_name(name) == name
    assert 1 <= len(name) <= MAX_NAME
    assert name == unicodedata.normalize("NFC", name)
    assert name.encode()


@pytest.mark.parametrize("text", ["", " ", "\n\t", "a\0b"])
def test_a_text_that_is_blank_or_cannot_be_stored_is_refused(text: str) -> None:
    with pytest.raises(InvalidText):
        check_text(text, 100)


def test_a_text_is_counted_in_characters_and_left_as_it_is() -> None:
    with pytest.raises(TextTooLong) as refused:
        check_text("ы" * 11, 10)
    assert refused.value.params == {"limit": 10}
    assert check_text(" \U0001f642" * 5, 10) == " \U0001f642" * 5
