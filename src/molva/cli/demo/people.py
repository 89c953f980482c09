"""The twelve people of the demo and the eight chats in which they meet."""

from dataclasses import dataclass
from typing import Final

from molva.protocol.errors import Language


@dataclass(frozen=True)
class Person:
    """Somebody who can be signed in as."""

    username: str
    name: str
    language: Language
    both: bool = False
    """Writes the other language too."""


@dataclass(frozen=True)
class Place:
    """A chat of the demo."""

    key: str
    """Names the file of its talk."""
    name: str
    members: tuple[str, ...]
    """Usernames; the first one creates the chat."""
    share: float
    """Part of all messages that are written here."""
    description: str = ""
    direct: bool = False
    general: bool = False


PEOPLE: Final = (
    Person("olga", "Ольга Лебедева", "ru"),
    Person("tamara", "Тамара Ильинична", "ru"),
    Person("viktor", "Виктор Андреевич", "ru"),
    Person("misha", "Миша Лебедев", "ru"),
    Person("anya", "Аня Воронцова", "ru", both=True),
    Person("dmitry", "Дмитрий Орлов", "ru", both=True),
    Person("sveta", "Светлана Ким", "ru"),
    Person("lena", "Елена Сергеевна", "ru"),
    Person("emma", "Emma Clarke", "en"),
    Person("liam", "Liam Byrne", "en"),
    Person("priya", "Priya Nair", "en"),
    Person("jonas", "Jonas Weber", "en"),
)
"""The first one registers first and so becomes the server's owner."""

PLACES: Final = (
    Place("general", "Общий чат", tuple(person.username for person in PEOPLE), 0.09, general=True),
    Place(
        "dacha",
        "СНТ «Берёзка»",
        ("tamara", "viktor", "olga", "misha", "sveta", "dmitry"),
        0.20,
        "Вода, дорога, взносы и кабачки.",
    ),
    Place("school", "5 «Б», родители", ("lena", "olga", "sveta", "dmitry", "misha", "viktor"), 0.22, "Без открыток!"),
    Place("studio", "Lumen Studio", ("emma", "liam", "priya", "jonas", "anya"), 0.21, "Work in progress."),
    Place(
        "trail",
        "Тропа / The Trail",
        ("dmitry", "misha", "anya", "priya", "jonas", "liam"),
        0.15,
        "Походы выходного дня. Weekend walks.",
    ),
    Place("family", "", ("olga", "misha"), 0.06, direct=True),
    Place("design", "", ("emma", "anya"), 0.04, direct=True),
    Place("neighbours", "", ("tamara", "viktor"), 0.03, direct=True),
)
"""Eight chats; the general one comes with the server, and everybody reads its name in their own language."""
