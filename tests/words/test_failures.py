"""What went wrong is one sentence in the person's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from molva.client import (
    ConnectionEnded,
    ConnectionLost,
    FolderInUse,
    UnknownRefusal,
    Unreachable,
    UnreadableAnswer,
    WrongUser,
)
from molva.client.errors import BadAddress, BrokenLogin, ReadableLogin
from molva.protocol.errors import ChatNotFound, Error, TextTooLong
from molva.words import EN, RU, Sentences, explain


@pytest.mark.parametrize(
    ("words", "error", "line"),
    [
        (EN, ChatNotFound(), "There is no such chat among yours."),
        (RU, TextTooLong(limit=5), "Текст длиннее 5 символов. Сократите его или разделите."),
        (EN, UnknownRefusal(Error(code="too_loud", message="Speak\x1b softly.")), "Speak\ufffd softly."),
        (EN, Unreachable("https://here"), EN.unreachable.format(url="https://here")),
        (EN, ConnectionLost(), EN.open_outcome),
        (RU, ConnectionEnded("1000"), "Соединение завершено: 1000"),
        (EN, UnreadableAnswer("x"), EN.unreadable_answer.format(reason="x")),
        (RU, BadAddress("ftp://x"), "ftp://x — не адрес сервера."),
        (RU, WrongUser(), RU.other_user),
        (EN, FolderInUse(), EN.folder_in_use),
        (EN, ReadableLogin(Path("/a")), "/a can be read by others. Run: chmod 600 /a"),
        (RU, BrokenLogin(Path("/a")), RU.login_broken.format(path="/a")),
        (RU, TimeoutError(), RU.timed_out),
        (EN, OSError(28, "No space left on device"), "That failed: [Errno 28] No space left on device"),
    ],
)
def test_a_failure_is_one_line(words: Sentences, error: Exception, line: str) -> None:
    assert explain(words, error) == line
