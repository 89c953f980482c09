"""Every sentence of the console exists in both languages, with the same gaps to fill."""

from __future__ import annotations

import string
from dataclasses import fields

import pytest

from molva.cli.words import EN, RU, words_for


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("name", [field.name for field in fields(EN) if field.name not in ("language", "shared")])
def test_both_languages_say_the_same(name: str) -> None:
    english, russian = getattr(EN, name), getattr(RU, name)
    assert english
    assert russian
    assert gaps(english) == gaps(russian)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "ru_RU"}, "ru"),
        ({"LC_ALL": "", "LANG": "ru"}, "ru"),
    ],
)
def test_the_language_is_that_of_the_environment(environment: dict[str, str], language: str) -> None:
    assert words_for(environment).language == language
