"""By which words a public chat is found."""

import re
from typing import Final

from molva.protocol.rows import Chat
from molva.server.features.accounts import folded

MAX_WORDS: Final = 8
"""Words of a query that are looked for."""

KEPT: Final = 16
"""Characters by which a word is found in the index; longer ones are told apart by what they are."""

_WORD: Final = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Split a text into what it is searched by: folded runs of letters and digits; ё counts as е."""
    return _WORD.findall(folded(text).replace("ё", "е"))


def name_words(chat: Chat) -> str:
    """Make the words of a chat's name and address, each with a space before it."""
    return "".join(f" {word}" for word in words(f"{chat.name} {chat.address}"))


def all_words(chat: Chat) -> str:
    """Make the words of a chat's name, address and description, each with a space before it."""
    return name_words(chat) + "".join(f" {word}" for word in words(chat.description))


def beginning(word: str) -> bytes:
    """Make what a word is found by in the index."""
    return word[:KEPT].encode()
