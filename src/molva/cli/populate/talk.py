"""What made-up people say: sentences of the library Faker, put together anew each time."""

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Final

from faker import Faker

LOCALES: Final = {"ru": "ru_RU", "en": "en_US"}

SENTENCES: Final = 3_000
"""Sentences of a language that are made once; a message is one to three of them, so that hardly any come twice."""

LENGTHS: Final = (1, 1, 1, 2, 2, 3)


class Talker:
    """Speaks both languages; the same seed has the same vocabulary."""

    def __init__(self, seed: int) -> None:
        self._sentences = {language: _sentences(language, seed) for language in LOCALES}

    def text(self, language: str, random: Random) -> str:
        """Say something."""
        return " ".join(random.choices(self._sentences[language], k=random.choice(LENGTHS)))

    def title(self, language: str, random: Random) -> str:
        """Name a chat by the first words of a sentence."""
        words = random.choice(self._sentences[language]).rstrip(".").split()
        return " ".join(words[: random.randint(1, 3)])[:64]


@cache
def _sentences(language: str, seed: int) -> Sequence[str]:
    faker = Faker(LOCALES[language])
    faker.seed_instance(f"talk {seed}")
    return [faker.sentence(nb_words=8) for _ in range(SENTENCES)]
