"""Looking for members by the words of their names."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, literal

from molva.server.features.accounts import WORD_BREAKS
from molva.server.features.accounts.tables import users

MAX_WORDS: Final = 8
"""Words of a query that are looked for."""


def has_words(words: Sequence[str]) -> ColumnElement[bool]:
    """Tell in SQL whom a query finds: each of its words begins a word of the name or the username."""
    return and_(*(_words.contains(f" {word}", autoescape=True) for word in words[:MAX_WORDS]))


def _split() -> ColumnElement[Any]:
    """The words of a person's name and username, each with a space before it."""
    text: ColumnElement[Any] = literal(" ") + users.c.name_key + " " + func.replace(users.c.username, "ё", "е")
    for mark in WORD_BREAKS:
        text = func.replace(text, mark, " ")
    return text


_words: Final = _split()
