"""Every dialogue of the demo can be spoken, by people who are in its chat and in good typography."""

from __future__ import annotations

import re
from random import Random

import pytest

from molva.cli.demo.people import PEOPLE, PLACES, Place
from molva.cli.demo.stock import dialogues, speak

NAMES = {person.username: person for person in PEOPLE}
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
places = pytest.mark.parametrize("place", [pytest.param(place, id=place.key) for place in PLACES])


def texts(place: Place) -> list[tuple[str, str]]:
    """Who says what, in many tellings of every dialogue."""
    random = Random(7)
    tellings = [speak(dialogue, place, random) for dialogue in dialogues(place.key) for _ in range(30)]
    return [
        (spoken.who, text) for scene in tellings for spoken in scene for text in (spoken.text, spoken.corrected) if text
    ]


def test_there_are_twelve_people_in_eight_chats() -> None:
    assert len(NAMES) == 12
    assert len({place.key for place in PLACES}) == 8
    assert sum(place.share for place in PLACES) == pytest.approx(1.0)
    assert {username for place in PLACES for username in place.members} == set(NAMES)


@places
def test_only_members_speak_and_nothing_is_left_unsaid(place: Place) -> None:
    for who, text in texts(place):
        assert who in place.members
        assert not re.search(r"[{}|$]|=>|\s$|^\s|  ", text), text


@places
def test_everybody_speaks_a_language_of_theirs(place: Place) -> None:
    for who, text in texts(place):
        person = NAMES[who]
        if person.both or not any(letter.isalpha() for letter in text) or place.key in ("trail", "general"):
            continue
        assert bool(CYRILLIC.search(text)) == (person.language == "ru"), f"{who}: {text}"


@places
def test_dashes_and_quotes_are_those_of_the_language(place: Place) -> None:
    for _, text in texts(place):
        assert " - " not in text, text
        if CYRILLIC.search(text):
            assert '"' not in text or place.key == "trail", text
            assert "..." not in text, text


@places
def test_nobody_answers_themselves_in_somebody_elses_role(place: Place) -> None:
    random = Random(3)
    for dialogue in dialogues(place.key):
        for _ in range(10):
            cast = {
                line.who: spoken.who
                for line, spoken in zip(dialogue.lines, speak(dialogue, place, random), strict=True)
            }
            assert len(set(cast.values())) == len(cast)


@places
def test_dialogues_are_many_and_short(place: Place) -> None:
    stock = dialogues(place.key)
    assert len(stock) >= 8
    assert all(2 <= len(dialogue.lines) <= 8 for dialogue in stock)
