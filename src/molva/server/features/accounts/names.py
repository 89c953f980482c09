"""How names are folded for finding them, and which texts can be stored as they are."""

import unicodedata
from typing import Final

from molva.protocol.errors import InvalidField

MAX_KEY: Final = 128
"""Characters of a folded name that are kept; folding may lengthen it."""

WORD_BREAKS: Final = "-_.,'\"(«"
"""What may stand before a word of a name, besides a space."""

_SPACES: Final = str.maketrans(dict.fromkeys(WORD_BREAKS, " "))


def folded(text: str) -> str:
    """Fold what people do not tell apart when they search: case, width, ligatures (roughly NFKC_Casefold)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def name_key(text: str) -> str:
    """Make the key by which a name is found and sorted; Russian ё counts as е."""
    return folded(text).replace("ё", "е")[:MAX_KEY]


def name_words(text: str) -> list[str]:
    """Split a text into what is looked for among the words of names, folded as names are."""
    return name_key(text).translate(_SPACES).split()


def storable(text: str, field: str) -> str:
    """Pass a text that is stored or searched as it is.

    Raises:
        InvalidField: it has characters that a database cannot store or a screen cannot show.
    """
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
        raise InvalidField(reason=f"control characters and lone surrogates are not allowed - at `$.{field}`")
    return text
