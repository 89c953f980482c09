"""A history sorted by time, grouped by kind of event, with the outcome of every message."""

from collections.abc import Iterable
from typing import TypeVar

from tests.faults.history.events import (
    Acknowledged,
    AnyEvent,
    Deleted,
    FinalLog,
    Phase,
    Received,
    Refused,
    Sent,
    Unknown,
)

Kind = TypeVar("Kind", bound=AnyEvent)
Key = tuple[str, str]
"""Chat and message."""


class Record:
    """All events, and what follows from them for each message.

    `first_sent` and `answers` are keyed by (chat, message). A message that was refused once but
    acknowledged or unknown at another try is not among `refused`: it may be there.
    """

    def __init__(self, events: Iterable[AnyEvent]) -> None:
        self.events = sorted(events, key=lambda event: event.at)
        self.first_sent: dict[Key, int] = {}
        self.answers: dict[Key, Acknowledged] = {}
        for sent in self.of(Sent):
            self.first_sent.setdefault((sent.chat, sent.message), sent.at)
        for answer in self.of(Acknowledged):
            self.answers.setdefault((answer.chat, answer.message), answer)
        unknown = {(event.chat, event.message) for event in self.of(Unknown)}
        refused = {(event.chat, event.message) for event in self.of(Refused)}
        self.refused = refused - unknown - self.answers.keys()
        self.deletion_asked = {(event.chat, event.message) for event in self.of(Deleted)}
        self.deletion_confirmed = {
            (event.chat, event.message): event.at for event in self.of(Deleted) if event.phase is Phase.CONFIRMED
        }
        self.received = self.of(Received)
        self.chats: dict[str, list[FinalLog]] = {}
        for log in self.of(FinalLog):
            self.chats.setdefault(log.chat, []).append(log)

    def of(self, kind: type[Kind]) -> list[Kind]:
        """The events of one kind, in the order of time."""
        return [event for event in self.events if isinstance(event, kind)]

    def sent_at(self, chat: str, message: str) -> int | None:
        """When an acknowledged message was first sent; None for any other."""
        answer = self.answers.get((chat, message))
        return None if answer is None else self.first_sent.get((chat, message), answer.at)
