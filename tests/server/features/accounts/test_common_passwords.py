"""Common passwords: the list, the runs and the ways to dress a common word up."""

from __future__ import annotations

from importlib import resources

import pytest

from molva.server.features.accounts.common_passwords import is_common

COMMON = """
    password Password1 PASSWORD2024! p@ssw0rd passw0rd! iloveyou trustno1 qwertyuiop qwerty123456 1q2w3e4r
    1qaz2wsx q1w2e3r4 zxcvbnm, asdfghjk !@#$%^&* 12345678 87654321 1234567890 11111111 aaaaaaaa abababab
    abcdabcd abcabcabc qwertyqwerty 19851231 31121985 abcdefgh пароль123 Пароль2024! любимая1 йцукенгш
    йцукенг1 йцукен123 фывапрол абвгдежз солнышко наташа1990 спартак1922 gfhjkm123 ghbdtn2024 yfnfif1990
    зфыыцщкв privet123 drakon-77 masha1990masha pa55word12
"""


@pytest.mark.parametrize("password", COMMON.split())
def test_a_guessable_password_is_common(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "corn-flower-9-boat",
        "purple-monkey-cookie",
        "мороз и солнце день чудесный",
        "Xk92jfla",
        "dragon-582914",
        "58291407",
        "aa11bb22",
        "наташа-582914",
        "qwertz-ist-anders",
    ],
)
def test_a_password_of_ones_own_is_not(password: str) -> None:
    assert not is_common(password)


def test_the_list_is_folded_so_that_folded_passwords_are_found_in_it() -> None:
    listed = (
        resources.files("molva.server.features.accounts").joinpath("common_passwords.txt").read_text("utf-8").split()
    )
    assert len(set(listed)) > 2000
    assert [word for word in listed if word != word.casefold()] == []
