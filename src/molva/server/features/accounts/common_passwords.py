"""The commonest passwords: words that guessers try first, and the ways in which people dress them up."""

import re
from functools import cache
from importlib import resources
from typing import Final

DRESS: Final = 5
"""Digits and signs beside a common word that do not make it another password: `password2024!`."""

WORDS: Final = 2
"""Common words that do not make a password together; of more one can make a good phrase."""

DAY: Final = "(0[1-9]|[12][0-9]|3[01])"
MONTH: Final = "(0[1-9]|1[0-2])"
YEAR: Final = "(19|20)[0-9][0-9]"
DATE: Final = re.compile(f"{DAY}{MONTH}{YEAR}|{MONTH}{DAY}{YEAR}|{YEAR}{MONTH}{DAY}")

DRESSED: Final = re.compile(rf"^[\W\d_]{{0,{DRESS}}}|[\W\d_]{{0,{DRESS}}}$")

PIECES: Final = re.compile(r"[^\W\d_]+|\d+|[\W_]+")
"""Letters, digits and signs, each as long as they last."""

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
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "!@#$%^&*()_+",
    '!"№;%:?*()_+',
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
    return _is_pattern(lowered) or any(map(_is_dressed, spellings))


def _is_pattern(text: str) -> bool:
    """Tell whether the text is a run of keys, a date, or a short piece over and over."""
    return (
        _is_run(text)
        or DATE.fullmatch(text) is not None
        or any(
            text == (text[:size] * len(text))[: len(text)] and (size < 5 or _is_run(text[:size]))
            for size in range(1, len(text) // 2 + 1)
        )
    )


def _is_run(text: str) -> bool:
    return len(text) > 2 and any(text in run for run in RUNS)


def _is_dressed(text: str) -> bool:
    """Tell whether the text is a common word, or two, with runs or a few digits and signs beside them."""
    if not _words().isdisjoint((text, DRESSED.sub("", text))):
        return True
    pieces = PIECES.findall(text)
    words = [piece for piece in pieces if piece[0].isalpha()]
    beside = sum(len(piece) for piece in pieces if not piece[0].isalpha() and not _is_run(piece))
    return 1 <= len(words) <= WORDS and beside <= DRESS and all(word in _words() or _is_run(word) for word in words)


@cache
def _words() -> frozenset[str]:
    listed = resources.files(__package__).joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())
