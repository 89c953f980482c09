"""Python's notation is read as Python writes it, and nothing that is sent in it does any harm."""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from molva.server.dialects.dash.literals import MAX_DEPTH, MAX_PIECES, NotALiteral, read_literal

LARGE = 64 * 1024

# What JSON could say as well; NUL cannot be stored, and a lone surrogate is no text.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50)
NUMBERS = st.integers(-(10**17), 10**17) | st.decimals(-1000, 1000, places=3).map(float)
PLAIN = st.none() | st.booleans() | NUMBERS | TEXTS
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal and of one kind: True is not 1 here."""
    return repr(one) == repr(other)


@given(VALUES.filter(lambda value: depth(value) <= MAX_DEPTH and "e-" not in repr(value)))
def test_what_python_writes_is_read_as_it_was(value: Any) -> None:
    assert same(read_literal(repr(value)), value)


@given(TEXTS)
def test_a_text_written_in_ascii_alone_is_the_same_text(value: str) -> None:
    assert read_literal(ascii(value)) == value


MARKS = ("{", "}", "[", "]", "(", ")", ",", ":", "'", '"', "\\", "-", "\n")
PIECES = st.sampled_from(
    (
        *MARKS,
        *("'a'", '"b"', "None", "True", "1", "1.5", "1_0", "1j", "١", "b'a'", "f'a'"),
        *("'\\x41'", "'\\u0041'", "'\\ud800'", "'\\x00'", "'\\U00110000'", "'\\N{DIGIT ONE}'"),
    )
)


@pytest.mark.parametrize("text", ["٣", "01", "[\x0b1]", "[\xa01]", "'a\rb'", "'a\nb'", "'a\0b'", "1\x1c", "--1", "+1"])
def test_what_python_does_not_read_is_none(text: str) -> None:
    with pytest.raises(NotALiteral):
        read_literal(text)


@given(st.text(max_size=100) | st.lists(PIECES, max_size=30).map("".join))
def test_whatever_is_sent_is_read_as_python_would_or_is_none(text: str) -> None:
    try:
        value = read_literal(text)
    except NotALiteral:
        return
    assert same(value, ast.literal_eval(text.strip()))


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "{",
        "(",
        "[[]",
        "{'a':",
        "'",
        '"',
        "\\",
        "'\\",
        "\\'",
        "-",
        "1",
        "1.",
        " ",
        "\n",
        "None",
        "'a'",
        "[],",
        "\0",
    ],
)
@pytest.mark.parametrize(("head", "tail"), [("", ""), ("[", "]"), ("{'a': ", "}"), ("'", "'"), ("{'a': '", "'}")])
def test_the_largest_text_takes_a_moment(unit: str, head: str, tail: str) -> None:
    text = head + unit * (LARGE // len(unit)) + tail
    # What goes over the text again and again for each of its letters takes minutes.
    with suppress(NotALiteral):
        read_literal(text)


def test_what_is_too_deep_or_has_too_many_pieces_is_none() -> None:
    assert read_literal("[" * MAX_DEPTH + "]" * MAX_DEPTH) == [[[[[[]]]]]]
    with pytest.raises(NotALiteral):
        read_literal("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert len(read_literal("[" + "1," * (MAX_PIECES // 2 - 1) + "]")) == MAX_PIECES // 2 - 1
    with pytest.raises(NotALiteral):
        read_literal("[" + "1," * (MAX_PIECES // 2) + "]")


def test_of_a_key_that_comes_twice_the_last_one_counts() -> None:
    assert read_literal("{'mode': 'auth', 'mode': 'register'}") == {"mode": "register"}
