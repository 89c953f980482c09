"""How a person or a chat is drawn without a picture: one of eight hues, and initials, as in the web client."""

import re
import unicodedata

from molva.desktop.palette import HUES


def hue(some_id: str) -> int:
    """Choose a hue by the last byte of an id, the same on every device."""
    try:
        return int(some_id[-2:], 16) % len(HUES)
    except ValueError:
        return 0


def initials(name: str) -> str:
    """Take the first letters of the first two words: `Аня Петрова` is `АП`; marks and quotes are no letters."""
    words = [first for word in re.split(r"[\s_.-]+", name) if (first := _first_letter(word))]
    return "".join(words[:2]).upper()


def _first_letter(word: str) -> str:
    return next(
        (sign for sign in word if unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) == "So"), ""
    )
