"""Who is writing: until they have sent it, or for some seconds."""

from __future__ import annotations

from molva.desktop.typists import Typists
from molva.protocol.signals import TYPING_SECONDS, Typing


def test_whoever_has_sent_or_stopped_is_not_writing() -> None:
    typists = Typists()
    typists.sent("chat", "nobody")
    for user_id, now in (("bob", 0.0), ("ann", 1.0), ("eve", 1.0)):
        typists.heard(Typing(chat_id="chat", user_id=user_id), now)
    assert typists.at(2.0) == {"chat": ["ann", "bob", "eve"]}
    typists.sent("chat", "eve")
    assert typists.at(TYPING_SECONDS + 0.5) == {"chat": ["ann"]}
    assert typists.at(TYPING_SECONDS + 2.0) == {}
