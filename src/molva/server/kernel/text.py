"""What people may write: names that can be shown and texts that can be stored."""

import unicodedata
from typing import Final

from molva.protocol.errors import InvalidName, InvalidText, TextTooLong

MAX_NAME: Final = 64
"""Characters of a name: what fits a list row twice over."""

BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category that are drawn as nothing (Hangul fillers, the blank Braille pattern)."""

REORDERING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
"""Direction marks: in a name they could turn the text around it."""


def clean_name(name: str, *, limit: int = MAX_NAME) -> str:
    """Bring a name of a person or chat into its one form: NFC, single inner spaces, no control characters.

    Raises:
        InvalidName: nothing visible, too long, or characters that turn or break the text around it.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if len(name) > limit or any(unicodedata.category(char) in {"Cc", "Cs"} or char in REORDERING for char in name):
        raise InvalidName(limit=limit)
    # Controls, spaces and marks by themselves show nothing.
    if all(unicodedata.category(char)[0] in "CZM" or char in BLANK for char in name):
        raise InvalidName(limit=limit)
    return name


MAX_MARKS: Final = 6
"""Marks on one letter that are kept: more than any script has, and too few to paint over the lines around."""


def tame(text: str, limit: int) -> str:
    """Bring a foreign text into one line that harms no other: what no name may have is left out, the end if need be.

    Args:
        limit: characters of the result, the dots of a cut end included.
    """
    kept: list[str] = []
    pile = 0
    # The letters of a long text, with its marks and spaces, are among its first ones.
    for char in unicodedata.normalize("NFC", " ".join(text[: 20 * limit].split())):
        kind = unicodedata.category(char)
        pile = pile + 1 if kind == "Mn" else 0
        if pile <= MAX_MARKS and kind not in {"Cc", "Cs", "Co", "Cn"} and char not in REORDERING:
            kept.append(char)
    line = "".join(kept)
    if all(unicodedata.category(char)[0] in "CZM" or char in BLANK for char in line):
        return ""
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def check_text(text: str, limit: int) -> str:
    """Check the text of a message and return it unchanged.

    Raises:
        InvalidText: blank, or with NUL, which PostgreSQL cannot store.
        TextTooLong: more than `limit` characters (Unicode code points).
    """
    if len(text) > limit:
        raise TextTooLong(limit=limit)
    if "\x00" in text or not text.strip():
        raise InvalidText
    return text
