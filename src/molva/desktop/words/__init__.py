"""What the desktop client alone says, in English and Russian; the rest is in `molva.words`."""

from molva.desktop.words.english import EN
from molva.desktop.words.russian import RU
from molva.desktop.words.shape import Words

__all__ = ["EN", "RU", "Words", "words_in"]


def words_in(language: str) -> Words:
    """The words of a language; of one that we do not speak, the English ones."""
    return RU if language == "ru" else EN
