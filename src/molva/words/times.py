"""Times, days and spans as people say them; moments are milliseconds since the epoch, shown in the local zone."""

from datetime import date, datetime
from typing import Final

from molva.words.shape import Counted, Sentences

WEEK_DAYS: Final = 7
MINUTE_SECONDS: Final = 60
HOUR_SECONDS: Final = 60 * MINUTE_SECONDS
DAY_SECONDS: Final = 24 * HOUR_SECONDS


def clock_time(at: int) -> str:
    """`14:32`."""
    return _local(at).strftime("%H:%M")


def day_name(words: Sentences, at: int, now: int) -> str:
    """The day as between the messages of a chat: today, yesterday, `November 21`, and the year of another one."""
    day, today = _day(at), _day(now)
    match (today - day).days:
        case 0:
            return words.today
        case 1:
            return words.yesterday
    return date_name(words, at, now)


def date_name(words: Sentences, at: int, now: int) -> str:
    """The day by its date: `November 21`, and the year of another one."""
    day, today = _day(at), _day(now)
    shape = words.day if day.year == today.year else words.day_of_year
    return shape.format(day=day.day, month=words.months[day.month - 1], year=day.year)


def short_time(words: Sentences, at: int, now: int) -> str:
    """The moment as in a list of chats: `14:32`, `Fri`, `Nov 21`, `11/21/25`."""
    day, today = _day(at), _day(now)
    days = (today - day).days
    if days <= 0:
        return clock_time(at)
    if days < WEEK_DAYS:
        return words.weekdays[day.weekday()]
    if day.year == today.year:
        return words.day_short.format(day=day.day, month=words.months_short[day.month - 1])
    return day.strftime(words.date)


def span(words: Sentences, seconds: int) -> str:
    """How long: `3 days`, in the largest unit that divides it without a rest."""
    units: list[tuple[int, Counted]] = [
        (DAY_SECONDS, words.days),
        (HOUR_SECONDS, words.hours),
        (MINUTE_SECONDS, words.minutes),
        (1, words.seconds),
    ]
    size, forms = next(unit for unit in units if seconds % unit[0] == 0)
    return forms.of(seconds // size)


def _local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000).astimezone()


def _day(at: int) -> date:
    return _local(at).date()
