"""The commonest passwords: words that guessers try first, and the ways in which people dress them up."""

from functools import cache
from importlib import resources
from typing import Final

DRESS: Final = 5
"""Digits and signs around a common word that do not make it another password: `password2024!`."""

ROWS: Final = (
    "`1234567890-=",
    "qwertyuiop[]\\",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "ё1234567890-=",
    "йцукенгшщзхъ\\",
    "фывапролджэ",
    "ячсмитьбю.",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1йфя2цыч3увс4кам5епи6нрт7гоь8шлб9щдю0зж",
    "1q2w3e4r5t6y7u8i9o0p",
    "1й2ц3у4к5е6н7г8ш9щ0з",
    "q1w2e3r4t5y6u7i8o9p0",
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "0123456789012345678901234567890",
)
"""What fingers run along: the rows and columns of both keyboards, the alphabets, the digits."""

RUNS: Final = tuple(run for row in ROWS for run in (row, row[::-1]))

KEYS: Final = str.maketrans("`qwertyuiop[]asdfghjkl;'zxcvbnm,.", "ёйцукенгшщзхъфывапролджэячсмитьбю")
"""The Russian letter on each key, for Russian words typed with the other layout: `gfhjkm` is `пароль`."""

OTHER_KEYS: Final = {value: key for key, value in KEYS.items()}


def is_common(password: str) -> bool:
    """Tell whether a guesser finds the password among the first thousands of tries."""
    lowered = password.casefold()
    spellings = {lowered, lowered.translate(KEYS), lowered.translate(OTHER_KEYS)}
    return _is_pattern(lowered) or any(spelling in _words() or _undressed(spelling) for spelling in spellings)


def _is_pattern(text: str) -> bool:
    """Tell whether the text is a run of keys, or a short piece over and over."""
    return _is_run(text) or any(
        text == (text[:size] * len(text))[: len(text)] and (size < 5 or _is_run(text[:size]))
        for size in range(1, len(text) // 2 + 1)
    )


def _is_run(text: str) -> bool:
    return any(text in run for run in RUNS)


def _undressed(text: str) -> bool:
    """Tell whether the text is a common word with a few digits and signs around it."""
    start, end = 0, len(text)
    while start < end and not text[start].isalpha():
        start += 1
    while end > start and not text[end - 1].isalpha():
        end -= 1
    bare = text[start:end]
    return len(text) - len(bare) <= DRESS and (bare in _words() or (len(bare) > 3 and _is_run(bare)))


@cache
def _words() -> frozenset[str]:
    listed = resources.files(__package__).joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())
