"""Made-up people: names of two languages, usernames that no other looks like, addresses that nobody owns."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from faker import Faker

from molva.cli.populate.talk import LOCALES
from molva.cli.populate.world import Person
from molva.protocol.errors import InvalidUsername, Language
from molva.server.features.accounts import skeleton, username

DOMAIN: Final = "example.org"
"""Belongs to nobody (RFC 2606)."""

PASSWORD_LENGTH: Final = 12


class Usernames:
    """Gives everybody a username that is free, and as near to the wish as can be."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def choose(self, wishes: Iterable[str]) -> str:
        """Take the first wish that can be a username, with a number behind it if it is taken."""
        for wish in (*wishes, "user"):
            plain = re.sub(r"[^\w.-]", "", wish.lower())[:24].strip("._-")
            for number in range(1, 1_000_000):
                try:
                    name = username(plain if number == 1 else f"{plain}.{number}")
                except InvalidUsername:
                    break
                key = skeleton(name)
                if key not in self._taken:
                    self._taken.add(key)
                    return name
        raise InvalidUsername


def make_people(count: int, seed: int, new_id: Callable[[], str]) -> list[Person]:
    """Make people up, every other one Russian; the same seed gives the same ones."""
    fakers: dict[Language, Faker] = {"ru": Faker(LOCALES["ru"]), "en": Faker(LOCALES["en"])}
    for faker in fakers.values():
        faker.seed_instance(f"people {seed}")
    usernames = Usernames()
    return [_person(fakers, usernames, "ru" if number % 2 == 0 else "en", new_id()) for number in range(count)]


def _person(fakers: dict[Language, Faker], usernames: Usernames, language: Language, user_id: str) -> Person:
    faker = fakers[language]
    # Russian surnames agree with the first name.
    if faker.boolean():
        first, last = faker.first_name_female(), faker.last_name_female()
    else:
        first, last = faker.first_name_male(), faker.last_name_male()
    wishes = [faker.user_name()] if language == "ru" else [f"{first}.{last}"]
    name = usernames.choose(wishes)
    password = faker.password(length=PASSWORD_LENGTH)
    return Person(user_id, name, f"{first} {last}", f"{name}@{DOMAIN}", password, language)
