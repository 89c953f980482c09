"""Moments, days and spans in both languages, and when somebody was here."""

from __future__ import annotations

from datetime import datetime

import pytest

from molva.words import EN, RU, Sentences, clock_time, day_name, members_line, seen_line, short_time, span, typing_line


def at(*moment: int) -> int:
    """Milliseconds of a moment on the clock of this machine."""
    return int(datetime(*moment).astimezone().timestamp() * 1000)  # type: ignore[arg-type]  # year to minute


NOW = at(2026, 11, 22, 15, 9)


@pytest.mark.parametrize(
    ("moment", "english", "russian"),
    [
        (at(2026, 11, 22, 0, 5), "00:05", "00:05"),
        (at(2026, 11, 23, 0, 5), "00:05", "00:05"),
        (at(2026, 11, 21, 23, 5), "Sat", "сб"),
        (at(2026, 11, 16, 0, 5), "Mon", "пн"),
        (at(2026, 11, 15, 0, 5), "Nov 15", "15 ноя"),
        (at(2025, 3, 4, 0, 5), "03/04/25", "04.03.25"),
    ],
)
def test_a_moment_in_a_list(moment: int, english: str, russian: str) -> None:
    assert (short_time(EN, moment, NOW), short_time(RU, moment, NOW)) == (english, russian)


@pytest.mark.parametrize(
    ("moment", "english", "russian"),
    [
        (at(2026, 11, 22, 0, 5), "Today", "Сегодня"),
        (at(2026, 11, 21, 23, 59), "Yesterday", "Вчера"),
        (at(2026, 3, 4, 12, 0), "March 4", "4 марта"),
        (at(2025, 12, 31, 12, 0), "December 31, 2025", "31 декабря 2025 г."),
    ],
)
def test_a_day_between_messages(moment: int, english: str, russian: str) -> None:
    assert (day_name(EN, moment, NOW), day_name(RU, moment, NOW)) == (english, russian)


def test_a_time_of_day() -> None:
    assert clock_time(NOW) == "15:09"


@pytest.mark.parametrize(
    ("words", "seconds", "said"),
    [
        (EN, 1, "1 second"),
        (EN, 90, "90 seconds"),
        (EN, 120, "2 minutes"),
        (EN, 86_400, "1 day"),
        (RU, 3_600, "1 час"),
        (RU, 604_800, "7 дней"),
        (RU, 60, "1 минуту"),
    ],
)
def test_a_span_is_said_in_its_largest_unit(words: Sentences, seconds: int, said: str) -> None:
    assert span(words, seconds) == said


@pytest.mark.parametrize(
    ("ago_s", "english", "russian"),
    [
        (5, "online just now", "в сети только что"),
        (60, "online 1 minute ago", "в сети 1 минуту назад"),
        (7_200, "online 2 hours ago", "в сети 2 часа назад"),
        (90_000, "offline", "не в сети"),
    ],
)
def test_when_somebody_was_here(ago_s: int, english: str, russian: str) -> None:
    seen = NOW - ago_s * 1000
    assert seen_line(EN, online=False, seen_at=seen, now=NOW) == english
    assert seen_line(RU, online=False, seen_at=seen, now=NOW) == russian


def test_who_is_here_and_who_writes() -> None:
    assert seen_line(EN, online=True, seen_at=None, now=NOW) == "online"
    assert seen_line(EN, online=False, seen_at=None, now=NOW) == "offline"
    assert members_line(RU, 3, 2) == "3 участника, 2 в сети"
    assert members_line(EN, 3, 0) == "3 members"
    assert typing_line(EN, [], direct=False) == ""
    assert typing_line(EN, ["Ann"], direct=True) == "typing…"
    assert typing_line(EN, ["Ann"], direct=False) == "Ann is typing…"
    assert typing_line(RU, ["Ann", "Bob"], direct=False) == "2 человека печатают…"
