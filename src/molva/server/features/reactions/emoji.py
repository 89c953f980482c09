"""What is one emoji: a grapheme that people see as a picture (UTS #51, section 1.4.9, as far as one needs no table)."""

import re
import unicodedata
from typing import Final

from molva.protocol.errors import InvalidField

_PICTURE = "(?:[\\U0001F000-\\U0001F1E5\\U0001F200-\\U0001F3FA\\U0001F400-\\U0001FAFF]|[\u2000-\u3300\u00a9\u00ae])"
_STYLE = "(?:[\\U0001F3FB-\\U0001F3FF]|\ufe0f)?"
_TAGS = "(?:[\\U000E0020-\\U000E007E]+\\U000E007F)?"
_ONE = f"{_PICTURE}{_STYLE}{_TAGS}"
_FLAG = "[\\U0001F1E6-\\U0001F1FF]{2}"
_KEY = "[0-9#*]\ufe0f?\u20e3"

_EMOJI: Final = re.compile(f"{_FLAG}|{_KEY}|{_ONE}(?:\u200d(?:{_FLAG}|{_ONE}))*")


def check_emoji(text: str) -> str:
    """Give the emoji back.

    Raises:
        InvalidField: it is a letter, several emoji, or nothing that can be seen.
    """
    if _EMOJI.fullmatch(text) is None or not _is_picture(text):
        raise InvalidField(reason="`emoji` has to be one emoji")
    return text


def _is_picture(text: str) -> bool:
    """Tell symbols from letters, digits and punctuation, which are pictures only where they ask to be."""
    kind = unicodedata.category(text[0])[0]
    return text[0] >= "\U0001f000" or kind == "S" or (len(text) > 1 and kind in "PLN")
