"""Answers reach whoever waits for them, once, and nobody waits for ever."""

from __future__ import annotations

import pytest

from molva.client.calls import ENVELOPE_BYTES, Calls, require_sendable
from molva.client.errors import ConnectionEnded
from molva.protocol.commands import SaveDraft
from molva.protocol.errors import InvalidText, TooLarge
from molva.protocol.frames import MAX_FRAME_BYTES
from molva.protocol.ids import new_id

pytestmark = pytest.mark.anyio


async def test_an_answer_that_nobody_waits_for_is_passed_over() -> None:
    calls = Calls()
    calls.answer(1, "early")
    with calls.waiting(1) as future:
        calls.answer(2, "another's")
        assert not future.done()
    calls.answer(1, "late")
    calls.end(ConnectionEnded("over"))
    assert not future.done()


async def test_the_first_answer_holds() -> None:
    calls = Calls()
    with calls.waiting(1) as future:
        calls.answer(1, "first")
        calls.answer(1, "second")
        calls.end(ConnectionEnded("over"))
        assert await future == "first"


async def test_an_exception_and_the_end_are_raised_where_somebody_waits() -> None:
    calls = Calls()
    with calls.waiting(1) as one, calls.waiting(2) as other:
        calls.answer(1, KeyError("why"))
        calls.end(ConnectionEnded("over"))
        with pytest.raises(KeyError):
            await one
        with pytest.raises(ConnectionEnded):
            await other


def test_what_a_frame_does_not_hold_is_refused_here() -> None:
    def draft(text: str) -> SaveDraft:
        return SaveDraft(chat_id=new_id(1), text=text)

    with pytest.raises(InvalidText):
        require_sendable(draft("\ud800"))
    with pytest.raises(TooLarge):
        require_sendable(draft("a" * (MAX_FRAME_BYTES - ENVELOPE_BYTES)))
    require_sendable(draft("a" * 1000))
