"""The stock of dialogues, as they stand in `talk/*.txt`, and how one of them is spoken.

A file begins with slots (`$day: Monday | Friday`) that hold for all its dialogues; dialogues are separated by empty
lines and may have slots of their own. Each further line is a message:

    who: text             somebody writes
    who> text             the same, as an answer that may quote the message before
    who~ text => text     the same, corrected a little later
    who- text             the same, deleted a little later

`who` is a username, or x1, x2, x3: anybody else in the chat who writes the text's language. `{a|b}` chooses each time,
`{$day}` is chosen once a dialogue.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from random import Random
from typing import Final, Literal

from molva.cli.demo.people import PEOPLE, Place

QUOTED: Final = 0.5
"""How often an answer quotes what it answers; most people just write on."""

Kind = Literal[":", ">", "~", "-"]

_LINE: Final = re.compile(r"^([a-z]\w*)([:>~-]) (.+)$")
_SLOT: Final = re.compile(r"^\$(\w+): (.+)$")
_CHOICE: Final = re.compile(r"\{([^{}]*)\}")
_CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)
_BY_NAME: Final = {person.username: person for person in PEOPLE}


@dataclass(frozen=True)
class Line:
    """One message of a dialogue, not yet spoken."""

    who: str
    kind: Kind
    text: str


@dataclass(frozen=True)
class Dialogue:
    """A few messages that belong together."""

    lines: tuple[Line, ...]
    slots: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Spoken:
    """One message as it is written."""

    who: str
    text: str
    replies: bool = False
    corrected: str | None = None
    deleted: bool = False


@cache
def dialogues(key: str) -> tuple[Dialogue, ...]:
    """Read the dialogues of a chat.

    Raises:
        ValueError: a line that is not of the form above, or a slot that is not defined.
    """
    text = resources.files("molva.cli.demo").joinpath("talk", f"{key}.txt").read_text(encoding="utf-8")
    common: dict[str, list[str]] = {}
    found = []
    for block in text.strip().split("\n\n"):
        slots: dict[str, list[str]] = {}
        lines = []
        for line in block.split("\n"):
            if slot := _SLOT.match(line):
                slots[slot[1]] = [value.strip() for value in slot[2].split("|")]
            elif message := _LINE.match(line):
                lines.append(Line(message[1], _kind(message[2]), message[3]))
            else:
                raise ValueError(f"{key}: {line}")
        if lines:
            found.append(Dialogue(tuple(lines), {**common, **slots}))
        else:
            common = slots
    return tuple(found)


def speak(dialogue: Dialogue, place: Place, random: Random) -> list[Spoken]:
    """Choose words and speakers."""
    values = {name: random.choice(choices) for name, choices in dialogue.slots.items()}
    named = {line.who for line in dialogue.lines}
    free = [username for username in place.members if username not in named]
    cast: dict[str, str] = {}
    spoken = []
    for line in dialogue.lines:
        text = _fill(line.text, values, random)
        who = line.who if line.who in _BY_NAME else _cast(line.who, text, cast, free, random)
        first, _, corrected = text.partition(" => ")
        replies = line.kind == ">" and random.random() < QUOTED
        spoken.append(Spoken(who, first, replies=replies, corrected=corrected or None, deleted=line.kind == "-"))
    return spoken


def _cast(role: str, text: str, cast: dict[str, str], free: Sequence[str], random: Random) -> str:
    """Give a role to somebody who has none in this dialogue yet and writes the text's language."""
    if role not in cast:
        language = "ru" if _CYRILLIC.search(text) else "en"
        wordless = not any(letter.isalpha() for letter in text)
        left = [who for who in free if who not in cast.values()]
        fitting = [who for who in left if wordless or _BY_NAME[who].language == language or _BY_NAME[who].both]
        cast[role] = random.choice(fitting or left)
    return cast[role]


def _fill(text: str, values: Mapping[str, str], random: Random) -> str:
    """Choose every `{a|b}` and put in every `{$name}`, the inner ones first."""

    def choose(found: re.Match[str]) -> str:
        inside = found[1]
        return values[inside[1:]] if inside.startswith("$") else random.choice(inside.split("|"))

    while (filled := _CHOICE.sub(choose, text)) != text:
        text = filled
    return text


def _kind(sign: str) -> Kind:
    match sign:
        case ">":
            return ">"
        case "~":
            return "~"
        case "-":
            return "-"
        case _:
            return ":"
