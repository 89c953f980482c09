"""Polls: what is not told before one has answered, and how one answers, with a connection and without."""

from __future__ import annotations

import pytest

from molva.protocol.rows import Poll
from tests.fixtures.settling import settle
from tests.fixtures.site import RunningSite
from tests.tui.conftest import Two
from tests.tui.terminal import terminal

pytestmark = pytest.mark.anyio


def poll(two: Two, seq: int) -> Poll:
    found = two.ann.replica.chats[two.group].messages[seq].poll
    assert found is not None
    return found


async def test_how_a_poll_stands_is_told_to_whoever_has_answered(two: Two) -> None:
    asked = await two.ann.create_poll(two.group, "Where to?", ["Forest", "Lake"])
    await two.ann.vote(two.group, asked.seq, 1)
    async with terminal(two.home) as bob:
        await bob.open("Walkers")
        await bob.sees("Where to?", "Anonymous poll", "○ Forest", "○ Lake", "1 vote")
        assert "%" not in bob.screen
        await bob.on_message("Where to?")
        await bob.press("v")
        await bob.choose("Forest")
        await bob.sees("50% ● Forest", "50% ○ Lake", "2 votes")
        await bob.press("enter")
        await bob.choose("Retract vote")
        await bob.sees("○ Forest", "1 vote")
        await settle(lambda: [each.count for each in poll(two, asked.seq).options] == [0, 1])


async def test_nobody_answers_a_closed_poll_or_a_quiz_twice(two: Two) -> None:
    quiz = await two.ann.create_poll(two.group, "2 + 2?", ["4", "5"], correct=0, explanation="By counting.")
    async with terminal(two.home, language="ru") as bob:
        await bob.open("Walkers")
        await bob.on_message("2 + 2?")
        assert "By counting." not in bob.screen
        await bob.press("м")
        await bob.choose("5")
        await bob.sees("○ 4 ✓", "● 5 ✗", "By counting.", "1 голос")
        await bob.press("enter")
        await bob.sees("Ответить")
        assert "Отозвать голос" not in bob.screen
        assert "Голосовать" not in bob.screen
        await bob.press("escape")
        await two.ann.close_poll(two.group, quiz.seq)
        asked = await two.ann.create_poll(two.group, "Where to?", ["Forest", "Lake"])
        await two.ann.close_poll(two.group, asked.seq)
        await bob.sees("Итоги", "Голосов пока нет")
        await bob.on_message("Where to?")
        window = bob.app.screen
        await bob.press("v")
        assert bob.app.screen is window


async def test_several_options_are_ticked_and_sent_together(two: Two) -> None:
    asked = await two.ann.create_poll(two.group, "What to bring?", ["Tea", "Bread", "[b]Jam[/b]"], multiple=True)
    async with terminal(two.home) as bob:
        await bob.open("Walkers")
        await bob.on_message("What to bring?")
        await bob.press("v")
        await bob.choose("Tea")
        await bob.choose("[ ] Bread")
        await bob.choose("[x] Tea")
        await bob.choose("[ ] [b]Jam[/b]")
        await bob.sees("[ ] Tea", "[x] Bread", "[x] [b]Jam[/b]")
        await bob.choose("Vote")
        await bob.sees("100% ● [b]Jam[/b]", "0% ○ Tea")
    await settle(lambda: [each.count for each in poll(two, asked.seq).options] == [0, 1, 1])


async def test_an_answer_without_a_connection_waits_and_survives_quitting(two: Two, site: RunningSite) -> None:
    asked = await two.ann.create_poll(two.group, "Where to?", ["Forest", "Lake"])
    async with terminal(two.home) as bob:
        await bob.open("Walkers")
        await bob.sees("○ Lake")
        site.stop()
        await bob.sees("No connection")
        await bob.on_message("Where to?")
        await bob.press("v")
        await bob.choose("Lake")
        await bob.sees("● Lake", "Your vote waits for the network")
    site.start()
    async with terminal(two.home) as bob:
        await settle(lambda: [each.count for each in poll(two, asked.seq).options] == [0, 1])
        await bob.open("Walkers")
        await bob.sees("100% ● Lake", "1 vote")
