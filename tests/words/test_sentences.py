"""Every sentence exists in both languages with the same gaps, and numbers take the right form."""

from __future__ import annotations

import string
from dataclasses import fields

import pytest

from molva.words import EN, RU, Counted, choose_language, sentences_in

NAMES = [field.name for field in fields(EN) if field.name != "language"]


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def forms(value: object) -> list[str]:
    """The sentences of a field: one, the forms of a counted one, or a row of names."""
    if isinstance(value, Counted):
        return [value.one, value.few, value.many]
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return [str(value)]


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_say_the_same(name: str) -> None:
    english, russian = forms(getattr(EN, name)), forms(getattr(RU, name))
    assert len(english) == len(russian)
    for one, other in zip(english, russian, strict=True):
        assert one
        assert other
        # A day beside a month stands in another order in each language; what is filled in is the same.
        assert gaps(one) == gaps(other)


@pytest.mark.parametrize(
    ("n", "english", "russian"),
    [
        (0, "0 members", "0 участников"),
        (1, "1 member", "1 участник"),
        (2, "2 members", "2 участника"),
        (5, "5 members", "5 участников"),
        (11, "11 members", "11 участников"),
        (14, "14 members", "14 участников"),
        (21, "21 members", "21 участник"),
        (22, "22 members", "22 участника"),
        (111, "111 members", "111 участников"),
        (121, "121 members", "121 участник"),
    ],
)
def test_a_number_takes_its_form(n: int, english: str, russian: str) -> None:
    assert (EN.members.of(n), RU.members.of(n)) == (english, russian)


def test_an_unknown_language_is_answered_in_english() -> None:
    assert sentences_in("de") is EN
    assert sentences_in("ru") is RU


def test_no_russian_verb_has_a_gender() -> None:
    for name in NAMES:
        for sentence in forms(getattr(RU, name)):
            assert "(а)" not in sentence
            assert "четная запись" not in sentence.replace("ё", "е")


def test_the_language_is_that_of_the_system() -> None:
    assert choose_language({}) == "en"
    assert choose_language({"LANG": "ru_RU.UTF-8"}) == "ru"
    assert choose_language({"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}) == "en"
