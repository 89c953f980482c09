"""Everything that the console says, in English and Russian."""

from collections.abc import Mapping

import molva.words
from molva.cli.words.english import EN
from molva.cli.words.russian import RU
from molva.cli.words.shape import Words

__all__ = ["EN", "RU", "Words", "words_for"]


def words_for(environment: Mapping[str, str]) -> Words:
    """Speak the language of the system."""
    return RU if molva.words.choose_language(environment) == "ru" else EN
