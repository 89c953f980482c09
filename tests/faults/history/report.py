"""The verdict on a history: which guarantees are broken, and the first places where."""

from collections import defaultdict
from enum import StrEnum

import msgspec

PLACES_SHOWN = 3


class Breach(StrEnum):
    """A broken guarantee. The names are what a failing test prints."""

    LOST = "an acknowledged message is in nobody's list"
    SEEN_THEN_LOST = "a message was shown and is in nobody's list"
    PHANTOM = "the list holds a message that nobody sent"
    REFUSED_BUT_STORED = "the list holds a message that was refused"
    DUPLICATE = "one message has two places in the list"
    OTHER_ANSWER = "a repeated message got another answer"
    DIVERGENCE = "two observers saw different messages at one place"
    HOLE = "the list misses a number"
    UNORDERED = "a list is out of order or repeats a number"
    REAL_TIME_ORDER = "a message sent after another's acknowledgement has the smaller number"
    STREAM_GAP = "a stream left a message out"
    STREAM_REPEAT = "a stream gave a message twice or went back"
    STALE_READ = "a read misses a message acknowledged before it began"
    LATE = "a member got a message too late, or never"
    LEAK_TO_STRANGER = "somebody who was never a member got a message"
    LEAK_AFTER_REMOVAL = "a removed member got a later message"
    LEAK_BY_READ = "a removed member's request was answered"
    DELETED_SERVED = "deleted content was served"


class Verdict(StrEnum):
    """A history in which nothing was acknowledged proves nothing, so it is not valid."""

    VALID = "valid"
    BROKEN = "broken"
    UNKNOWN = "unknown: nothing was acknowledged"


class Counts(msgspec.Struct, frozen=True):
    """How much the history holds, in messages (`deliveries` in receipts)."""

    sent: int
    acknowledged: int
    refused: int
    unknown: int
    deliveries: int


class Findings:
    """Collects breaches with the places where they were found."""

    def __init__(self) -> None:
        self._places: defaultdict[Breach, list[str]] = defaultdict(list)

    def add(self, breach: Breach, place: str) -> None:
        self._places[breach].append(place)

    @property
    def places(self) -> dict[Breach, list[str]]:
        return dict(self._places)


class Report(msgspec.Struct, frozen=True):
    """What the checker says."""

    verdict: Verdict
    counts: Counts
    breaches: dict[Breach, list[str]]

    def __str__(self) -> str:
        lines = [f"{self.verdict.value}; {self.counts}"]
        for breach, places in self.breaches.items():
            shown = "; ".join(places[:PLACES_SHOWN])
            lines.append(f"  {breach.name} ({breach.value}): {len(places)} times, first {shown}")
        return "\n".join(lines)
