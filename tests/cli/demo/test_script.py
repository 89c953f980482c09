"""The demo's story is the same each time, lies in the past, and could have happened."""

from __future__ import annotations

from collections import defaultdict

import pytest

from molva.cli.demo.people import PLACES
from molva.cli.demo.script import DAY_MS, DAYS, MESSAGES, UNREAD, Correct, Deed, Delete, Read, Write, write_script

UNTIL = 1_767_225_600_000


@pytest.fixture(scope="module")
def script() -> list[Deed]:
    return write_script(UNTIL)


def test_the_same_seed_tells_the_same_story(script: list[Deed]) -> None:
    assert write_script(UNTIL) == script
    assert write_script(UNTIL, seed=2) != script


def test_it_is_as_long_as_promised_and_lies_in_the_past(script: list[Deed]) -> None:
    written = [deed for deed in script if isinstance(deed, Write)]
    assert abs(len(written) - MESSAGES) <= 8 * len(PLACES)
    assert max(deed.at for deed in script) < UNTIL
    assert UNTIL - (DAYS + 2) * DAY_MS < min(deed.at for deed in script) < UNTIL - (DAYS - 5) * DAY_MS


def test_it_is_told_in_the_order_of_time(script: list[Deed]) -> None:
    assert [deed.at for deed in script] == sorted(deed.at for deed in script)
    lines = defaultdict(list)
    for deed in script:
        if isinstance(deed, Write):
            lines[deed.place.key].append(deed.line)
    assert set(lines) == {place.key for place in PLACES}
    assert all(found == list(range(len(found))) for found in lines.values())


def test_every_deed_is_about_a_message_that_is_there_and_ones_own(script: list[Deed]) -> None:
    author: dict[tuple[str, int], str] = {}
    kinds = set()
    for deed in script:
        key = deed.place.key
        kinds.add(type(deed))
        if isinstance(deed, Write):
            author[key, deed.line] = deed.who
            assert deed.reply_to is None or (key, deed.reply_to) in author
        elif isinstance(deed, Correct | Delete):
            assert author[key, deed.line] == deed.who
        else:
            assert isinstance(deed, Read)
            assert (key, deed.line) in author
    assert kinds == {Write, Correct, Delete, Read}


def test_a_correction_changes_the_text(script: list[Deed]) -> None:
    first = {(deed.place.key, deed.line): deed.text for deed in script if isinstance(deed, Write)}
    corrected = [deed for deed in script if isinstance(deed, Correct)]
    assert len(corrected) > 20
    assert all(deed.text != first[deed.place.key, deed.line] for deed in corrected)


def test_some_have_left_something_unread_and_everybody_else_nothing(script: list[Deed]) -> None:
    last = {deed.place.key: deed.line for deed in script if isinstance(deed, Write)}
    behind = {deed.who for deed in script if isinstance(deed, Read) and deed.line < last[deed.place.key]}
    assert {"olga", "emma"} <= behind <= set(UNREAD)


def test_a_chat_does_not_sound_like_a_broken_record(script: list[Deed]) -> None:
    for place in PLACES:
        said = [deed.text for deed in script if isinstance(deed, Write) and deed.place == place and len(deed.text) > 40]
        assert len(set(said)) > len(said) / 2
