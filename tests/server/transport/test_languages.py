"""Of the two languages the reader gets the one they prefer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from molva.server.transport.languages import preferred_language


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "en"),
        ("de,fr", "en"),
        ("ru", "ru"),
        ("RU-ru", "ru"),
        ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "ru"),
        ("en-GB,en;q=0.9,ru;q=0.8", "en"),
        ("de, ru;q=0.1", "ru"),
        ("en;q=0.2, ru;q=0.3", "ru"),
        ("ru, en", "en"),
        ("ru;q=0, *", "en"),
        ("en;q=0, *;q=0.5", "ru"),
        ("ru;q=9", "en"),
        ("russian", "en"),
    ],
)
def test_the_heavier_language_wins_and_english_where_nothing_is_said(asked: str, language: str) -> None:
    assert preferred_language(asked) == language


@given(st.text())
def test_any_header_has_an_answer(asked: str) -> None:
    assert preferred_language(asked) in ("en", "ru")


def test_a_huge_header_is_not_read_to_its_end() -> None:
    assert preferred_language("de," * 100_000 + "ru") == "en"
