"""Sentences that every program for people says in the same way, in English and Russian."""

from molva.words.english import EN
from molva.words.failures import explain
from molva.words.language import choose_language
from molva.words.names import chat_name, person_name, shown_name
from molva.words.polls import poll_kind, poll_total, share
from molva.words.presence import members_line, seen_line, typing_line
from molva.words.previews import preview, service_line
from molva.words.printable import printable
from molva.words.russian import RU
from molva.words.shape import Counted, Sentences
from molva.words.ticks import Tick, tick_of, tick_of_unsent
from molva.words.times import clock_time, date_name, day_name, short_time, span

__all__ = [
    "EN",
    "RU",
    "Counted",
    "Sentences",
    "Tick",
    "chat_name",
    "choose_language",
    "clock_time",
    "date_name",
    "day_name",
    "explain",
    "members_line",
    "person_name",
    "poll_kind",
    "poll_total",
    "preview",
    "printable",
    "seen_line",
    "sentences_in",
    "service_line",
    "share",
    "short_time",
    "shown_name",
    "span",
    "tick_of",
    "tick_of_unsent",
    "typing_line",
]


def sentences_in(language: str) -> Sentences:
    """The sentences of a language; of one that we do not speak, the English ones."""
    return RU if language == "ru" else EN
