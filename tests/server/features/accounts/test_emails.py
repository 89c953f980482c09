"""E-mail addresses: what cannot be one, and what counts as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from molva.protocol.errors import InvalidEmail
from molva.server.features.accounts.emails import email, email_key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "@example.org",
        "anna@",
        "anna@home",
        "anna@@example.org",
        "anna@b@example.org",
        "an na@example.org",
        "anna@exa mple.org",
        "anna@-example.org",
        "anna@example-.org",
        "anna@example..org",
        "anna@.example.org",
        "anna@example.org.",
        "anna@example.o",
        "<anna@example.org>",
        "anna@example.org,boris@example.org",
        "anna@example.org\r\nBcc: boris@example.org",
        "anna\0@example.org",
        "anna@example.org\0",
        "an\ud800na@example.org",
        "an\u200bna@example.org",
        "an\u202ena@example.org",
        "a" * 65 + "@example.org",
        "a@" + "b." * 130 + "org",
        "anna@[127.0.0.1]",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidEmail):
        email(text)


def test_an_address_that_folding_makes_too_long_is_refused() -> None:
    address = email("ﷺ" * 60 + "@example.org")
    with pytest.raises(InvalidEmail):
        email_key(address)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Anna@Example.ORG ", "Anna@example.org"),
        ("anna+molva@mail.example.org", "anna+molva@mail.example.org"),
        ("анна@пример.рф", "анна@пример.рф"),
        ("o'hara@example.org", "o'hara@example.org"),
        ("a_b-c.d@xn--e1afmkfd.xn--p1ai", "a_b-c.d@xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_an_address_has_one_form(text: str, address: str) -> None:
    assert email(text) == address


def test_capitals_and_width_do_not_make_another_address() -> None:
    assert email_key(email("ANNA@example.org")) == email_key(email("ａnna@EXAMPLE.org")) == "anna@example.org"


@given(st.text(max_size=300) | st.from_regex(r"[\w.]{1,70}@[\w.-]{1,70}", fullmatch=True))
def test_any_text_is_refused_or_brought_into_a_form_that_stays(text: str) -> None:
    try:
        address = email(text)
    except InvalidEmail:
        return
    assert email(address) == address
    assert len(address) <= 254
    assert address.count("@") == 1
