"""Usernames: what is refused, what counts as alike, and that the one form is stable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from molva.protocol.errors import InvalidUsername
from molva.server.features.accounts.usernames import skeleton, username

REFUSED = {
    "empty": "",
    "one letter": "a",
    "too long": "a" * 33,
    "a digit first": "1anna",
    "a dot first": ".anna",
    "a dash first": "-anna",
    "only digits": "12345",
    "a space": "an na",
    "a no-break space": "an\u00a0na",
    "a line break": "anna\n",
    "NUL": "an\0na",
    "a lone surrogate": "an\ud800na",
    "an at sign": "anna@home",
    "a slash": "an/na",
    "angle brackets": "<anna>",
    "a quote": "an'na",
    "an emoji": "anna\U0001f600",
    "a zero-width space": "an\u200bna",
    "a zero-width joiner": "an\u200dna",
    "a byte order mark": "\ufeffanna",
    "a soft hyphen": "an\u00adna",
    "a turn of direction": "an\u202ena",
    "a mark that stays by itself": "q\u0307x",
    "a dotted capital I, which folds into two": "\u0130i",
    "a stroke through a letter": "a\u0335b",
    "Arabic digits": "anna\u0661",
    "Latin and Cyrillic": "\u0430dmin",
    "Latin and Greek": "\u03b1dmin",
    "Cyrillic with one Latin letter": "\u0440\u0430ypal",
    "Latin and Han": "abc\u65e5\u672c",
    "a double-struck letter": "\U0001d538nna",
    "a variation selector": "a\ufe0fb",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_a_name_that_could_be_mistaken_or_not_written_is_refused(text: str) -> None:
    with pytest.raises(InvalidUsername):
        username(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna", "anna"),
        ("ADMIN", "admin"),
        ("Иван_Петров-2", "иван_петров-2"),
        ("a.b", "a.b"),
        ("ａｎｎａ", "anna"),
        ("Straße", "strasse"),
        ("ﬁsh", "fish"),
        ("Jose\u0301", "jos\u00e9"),
        ("\u0438\u0306\u043e\u0434", "\u0439\u043e\u0434"),
        ("हिन्दी", "हिन्दी"),
        ("漢字かな", "漢字かな"),
        ("한국", "한국"),
        ("א1ב", "א1ב"),
        ("a" * 32, "a" * 32),
    ],
)
def test_a_name_has_one_form(text: str, name: str) -> None:
    assert username(text) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("coco", "\u0441\u043e\u0441\u043e"),
        ("bill", "bi1l"),
        ("bob", "b0b"),
        ("mark", "rnark"),
        ("ivan", "\u0131van"),
        ("admin", "\u00e1dmin"),
        ("admin", "\u0251dmin"),
        ("jose", "jos\u00e9"),
        ("фёдор", "федор"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(username(one)) == skeleton(username(other))


def test_names_that_look_different_have_different_skeletons() -> None:
    names = [
        "anna",
        "hanna",
        "anna1",
        "anna2",
        "a.nna",
        "a-nna",
        "анна",
        "иван",
        "иванна",
        "漢字",
        "한국",
        "हिन्दी",
        "हन्दी",
    ]
    assert len({skeleton(username(name)) for name in names}) == len(names)


@given(st.text(max_size=40))
def test_any_text_is_refused_or_brought_into_a_form_that_stays(text: str) -> None:
    try:
        name = username(text)
    except InvalidUsername:
        return
    assert username(name) == name
    assert 2 <= len(name) <= 32
    assert len(skeleton(name)) <= 128
    assert name == unicodedata.normalize("NFC", name)
    assert not any(unicodedata.category(letter)[0] in "CZ" for letter in name)


@given(st.text("аАеЕоОрРсСхХуУіІaAeEoOpPcCxXyYiIlL1lоO0._-", min_size=1, max_size=8))
def test_a_name_that_is_taken_is_alike_in_any_case(text: str) -> None:
    try:
        name = username(text)
    except InvalidUsername:
        return
    assert skeleton(username(name.upper())) == skeleton(name)
    assert skeleton(username(text.swapcase())) == skeleton(name)
