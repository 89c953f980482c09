"""Usernames: one case, one script, and no two that look alike (RFC 8265, Unicode Technical Standard 39)."""

import re
import unicodedata
from functools import cache
from typing import Final

from precis_i18n import get_profile

from molva.protocol.errors import InvalidUsername

MAX_SKELETON: Final = 128
"""Characters of a skeleton that the table holds; only names of rare ligatures reach it."""

PROFILE: Final = get_profile("UsernameCaseMapped:CaseFold")

WRITTEN_TOGETHER: Final = (frozenset({"HAN", "HIRAGANA", "KATAKANA"}), frozenset({"HAN", "HANGUL"}))
"""Scripts that one word may mix: Japanese and Korean."""


def username(text: str) -> str:
    """Bring a username into its one form: lower case, composed, ordinary width.

    Raises:
        InvalidUsername: other characters than letters of one script, ASCII digits, dots, dashes and underscores.
    """
    try:
        name: str = PROFILE.enforce(text)
    except UnicodeError as error:
        raise InvalidUsername from error
    letters = re.sub(r"[0-9._-]", "", name)
    kinds = [_kind(letter) for letter in letters]
    scripts = frozenset(script for script, _ in kinds)
    if (
        not 2 <= len(name) <= 32
        or not name[0].isalpha()
        or any(category[0] not in "LM" for _, category in kinds)
        or scripts & {"COMMON", "INHERITED"}
        or not (len(scripts) == 1 or any(scripts <= together for together in WRITTEN_TOGETHER))
        or len(skeleton(name)) > MAX_SKELETON
    ):
        raise InvalidUsername
    return name


def skeleton(name: str) -> str:
    """Make the key that is equal for names that look alike: `admin` in Latin and in Cyrillic, `bill` and `bi1l`.

    Source: UTS 39, section 4. Beyond it marks above and below letters do not count (`jose`, `josé`), nor does the
    case of what the table gives.
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not _is_accent(letter))
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", "".join(map(_prototype, plain))).lower())


@cache
def _prototype(letter: str) -> str:
    """The letter that stands for all that look like this one.

    The table lists for a prototype all its look-alikes, for any other letter only the prototype; where a group
    has two letters, either may be it, and the smaller is taken.
    """
    alike = _alike(letter)
    if len(alike) != 1:
        return letter
    return min(letter, alike[0]) if _alike(alike[0]) == [letter] else alike[0]


def _is_accent(letter: str) -> bool:
    """Tell a mark that any script's letters may bear from one that belongs to its script's spelling."""
    return unicodedata.combining(letter) != 0 and _kind(letter)[0] == "INHERITED"


def _alike(letter: str) -> list[str]:
    # The table wraps letters of right-to-left scripts in marks of direction.
    return [entry["c"].strip("\u200e") for entry in _lookalikes().get(letter, ())]


def _kind(letter: str) -> tuple[str, str]:
    """Tell a letter's script and category."""
    # Unicode's tables take an eighth of a second to load, which a start need not wait for.
    from confusable_homoglyphs.categories import aliases_categories

    kind: tuple[str, str] = aliases_categories(letter)
    return kind


def _lookalikes() -> dict[str, list[dict[str, str]]]:
    """Read which letters look like which (Unicode Technical Standard 39, confusables)."""
    from confusable_homoglyphs.confusables import confusables_data

    lookalikes: dict[str, list[dict[str, str]]] = confusables_data
    return lookalikes
