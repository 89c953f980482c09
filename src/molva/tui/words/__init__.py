"""Everything that the terminal client says, in English and Russian."""

from molva.tui.words.english import EN
from molva.tui.words.russian import RU
from molva.tui.words.shape import Words

__all__ = ["EN", "RU", "Words", "words_in"]


def words_in(language: str) -> Words:
    """The words of a language; of one that we do not speak, the English ones."""
    return RU if language == "ru" else EN
