"""What happens in the demo's ninety days, in order: who writes, corrects, deletes and reads what, and when."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from molva.cli.demo.people import PLACES, Place
from molva.cli.demo.stock import Spoken, dialogues, speak

DAYS: Final = 90
MESSAGES: Final = 3_000

DAY_MS: Final = 86_400_000
HOUR_MS: Final = 3_600_000

BUSY_HOURS: Final = {
    7: 2,
    8: 6,
    9: 7,
    10: 6,
    11: 5,
    12: 6,
    13: 6,
    14: 4,
    15: 4,
    16: 5,
    17: 6,
    18: 8,
    19: 9,
    20: 8,
    21: 6,
    22: 2,
}
"""Hours of the day in Moscow, and how much is written in each."""
MOSCOW_MS: Final = 3 * HOUR_MS

FRESH: Final = 4
"""Attempts to speak a dialogue in words that its chat has not heard yet."""

SLIPS: Final = 0.02
"""How often a message is mistyped and then corrected."""
LONG_WORD: Final = 6

UNREAD: Final = {"olga": 3, "emma": 3, "misha": 2, "priya": 2, "tamara": 1}
"""Dialogues at the end of each chat that these people have not read; everybody else has read everything."""


@dataclass(frozen=True)
class Deed:
    """Something that somebody does at a moment; `line` counts the messages of its chat from 0."""

    at: int
    number: int
    place: Place
    who: str
    line: int


@dataclass(frozen=True)
class Write(Deed):
    """Send a message."""

    text: str = ""
    reply_to: int | None = None


@dataclass(frozen=True)
class Correct(Deed):
    """Change one's own message."""

    text: str = ""


@dataclass(frozen=True)
class Delete(Deed):
    """Delete one's own message."""


@dataclass(frozen=True)
class Read(Deed):
    """Mark everything up to the message as read."""


def write_script(until: int, *, seed: int = 1, messages: int = MESSAGES, days: int = DAYS) -> list[Deed]:
    """Write down everything that happens, in the order of time; the same arguments give the same script.

    Args:
        until: the moment at which the demo begins, milliseconds since the epoch; everything lies before it.
        messages: how many are sent in all, nearly.
        days: over how many days.
    """
    deeds: list[Deed] = []
    for place in PLACES:
        random = Random(f"{seed}/{place.key}")  # noqa: S311  # a story, not a secret
        deeds += _Chronicle(place, random).tell(until, round(messages * place.share), days)
    return sorted(deeds, key=lambda deed: (deed.at, deed.place.key, deed.number))


class _Chronicle:
    """Tells the story of one chat."""

    def __init__(self, place: Place, random: Random) -> None:
        self._place = place
        self._random = random
        self._deeds: list[Deed] = []
        self._heard: set[str] = set()
        self._recent: deque[int] = deque(maxlen=max(1, len(dialogues(place.key)) // 2))
        self._once: set[int] = set()
        """Dialogues with a slip of the pen, which happens only once."""
        self._told = 0

    def tell(self, until: int, messages: int, days: int) -> list[Deed]:
        """Fill the days with dialogues until there are enough messages, and let people read them."""
        scenes: list[list[Spoken]] = []
        while sum(map(len, scenes)) < messages:
            scenes.append(self._scene())
        moments = sorted(self._moment(until, days) for _ in scenes)
        for scene, at in zip(scenes, self._apart(moments, until), strict=True):
            self._play(scene, at)
        for who in self._place.members:
            self._read(who, scenes, until)
        return self._deeds

    def _scene(self) -> list[Spoken]:
        """Speak a dialogue that was not heard lately, in words as fresh as can be had."""
        stock = dialogues(self._place.key)
        known = self._once.union(self._recent)
        index = self._random.choice([each for each in range(len(stock)) if each not in known])
        self._recent.append(index)
        if any(line.kind in "~-" for line in stock[index].lines):
            self._once.add(index)
        best: list[Spoken] = []
        stalest = len(stock[index].lines) + 1
        for _ in range(FRESH):
            spoken = speak(stock[index], self._place, self._random)
            stale = sum(line.text in self._heard for line in spoken)
            if stale < stalest:
                best, stalest = spoken, stale
        self._heard.update(line.text for line in best)
        return [self._slip(line) if self._random.random() < SLIPS else line for line in best]

    def _slip(self, line: Spoken) -> Spoken:
        """Mistype a word at first: two letters of it have changed places."""
        words = line.text.split(" ")
        long = [index for index, word in enumerate(words) if len(word) >= LONG_WORD and word.isalpha()]
        if not long or line.corrected is not None or line.deleted:
            return line
        index = self._random.choice(long)
        word, at = words[index], self._random.randrange(1, len(words[index]) - 2)
        words[index] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return replace(line, text=" ".join(words), corrected=line.text)

    def _moment(self, until: int, days: int) -> int:
        """A moment of the last days, at an hour at which people write."""
        hour = self._random.choices(list(BUSY_HOURS), list(BUSY_HOURS.values()))[0]
        midnight = (until + MOSCOW_MS) // DAY_MS * DAY_MS - MOSCOW_MS
        at = midnight - self._random.randrange(days) * DAY_MS + hour * HOUR_MS + self._random.randrange(HOUR_MS)
        return at if at < until - HOUR_MS else at - days * DAY_MS

    def _apart(self, moments: list[int], until: int) -> Iterator[int]:
        """Keep dialogues of one chat from running into each other, and the last ones from running into the present."""
        previous = 0
        for index, moment in enumerate(moments):
            latest = until - (len(moments) - index) * HOUR_MS // 2
            previous = max(previous + HOUR_MS // 2, min(moment, latest))
            yield previous

    def _play(self, scene: list[Spoken], at: int) -> None:
        """Write the messages of a dialogue, with pauses between."""
        for spoken in scene:
            line = self._told
            self._told += 1
            self._do(Write, at, spoken.who, line, text=spoken.text, reply_to=line - 1 if spoken.replies else None)
            if spoken.corrected is not None:
                later = at + 20_000 + self._random.randrange(40_000)
                self._do(Correct, later, spoken.who, line, text=spoken.corrected)
            if spoken.deleted:
                self._do(Delete, at + 30_000 + self._random.randrange(60_000), spoken.who, line)
            at += 8_000 + round(self._random.expovariate(1 / 45_000)) % 180_000

    def _read(self, who: str, scenes: list[list[Spoken]], until: int) -> None:
        """Read to the end, but for the last dialogues that one has left for later and has not taken part in."""
        unread = 0
        for scene in scenes[: -1 - UNREAD.get(who, 0) : -1]:
            if any(spoken.who == who for spoken in scene):
                break
            unread += len(scene)
        self._do(Read, until - self._random.randrange(60_000), who, self._told - 1 - unread)

    def _do(self, kind: type[Deed], at: int, who: str, line: int, **rest: object) -> None:
        self._deeds.append(kind(at, len(self._deeds), self._place, who, line, **rest))
