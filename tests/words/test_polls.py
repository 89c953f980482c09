"""How a poll stands, in both languages."""

from __future__ import annotations

from datetime import datetime

import pytest

from molva.protocol.rows import Poll, PollOption
from molva.words import EN, RU, poll_kind, poll_total, share

NOW = int(datetime(2026, 11, 22, 15, 9).astimezone().timestamp() * 1000)
LATER = int(datetime(2027, 1, 2, 9, 30).astimezone().timestamp() * 1000)


def poll(*counts: int, voters: int = 0, closed: bool = False, closes_at: int | None = None) -> Poll:
    options = tuple(PollOption(text=str(count), count=count) for count in counts)
    return Poll(options=options, voters=voters, closed=closed, closes_at=closes_at)


@pytest.mark.parametrize(
    ("asked", "english", "russian"),
    [
        (Poll(options=()), "Anonymous poll", "Анонимный опрос"),
        (Poll(options=(), anonymous=False), "Poll with names", "Открытый опрос"),
        (Poll(options=(), quiz=True), "Anonymous quiz", "Анонимная викторина"),
        (Poll(options=(), quiz=True, anonymous=False), "Quiz", "Викторина"),
        (Poll(options=(), quiz=True, closed=True), "Final results", "Итоги"),
    ],
)
def test_what_kind_of_poll_it_is(asked: Poll, english: str, russian: str) -> None:
    assert (poll_kind(EN, asked), poll_kind(RU, asked)) == (english, russian)


@pytest.mark.parametrize(
    ("asked", "english", "russian"),
    [
        (poll(), "No votes yet", "Голосов пока нет"),
        (poll(1, voters=1), "1 vote", "1 голос"),
        (poll(22, voters=22), "22 votes", "22 голоса"),
        (
            poll(3, voters=3, closes_at=LATER),
            "3 votes · until January 2, 2027, 09:30",
            "3 голоса · до 2 января 2027 г., 09:30",
        ),
        (poll(3, voters=3, closes_at=LATER, closed=True), "3 votes", "3 голоса"),
    ],
)
def test_how_many_have_voted_and_until_when_one_may(asked: Poll, english: str, russian: str) -> None:
    assert (poll_total(EN, asked, NOW), poll_total(RU, asked, NOW)) == (english, russian)


def test_shares_are_of_the_people_who_have_voted() -> None:
    assert share(poll(0), 0) == 0
    assert [share(poll(1, 2, 3, voters=3), option) for option in range(3)] == [33, 67, 100]
    # In a large chat the counts may be ahead of the people for a moment.
    assert share(poll(3, voters=2), 0) == 100
