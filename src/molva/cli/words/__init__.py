"""Everything that the console says, in English and Russian."""

from collections.abc import Mapping

from molva.cli.words.english import EN
from molva.cli.words.russian import RU
from molva.cli.words.shape import Words

__all__ = ["EN", "RU", "Words", "words_for"]


def words_for(environment: Mapping[str, str]) -> Words:
    """Choose the language as programs on Unix do: the first of LC_ALL, LC_MESSAGES and LANG that is set."""
    chosen = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return RU if chosen.lower().startswith("ru") else EN
