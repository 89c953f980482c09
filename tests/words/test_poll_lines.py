"""What a message tells of its poll: nothing of the result before the reader has answered."""

from __future__ import annotations

import msgspec
import pytest

from molva.client.replica import Replica
from molva.protocol.rows import Message, Poll, PollOption, Vote
from molva.words import EN
from molva.words.poll_lines import NO_BALLOTS, Ballots, can_retract, poll_line
from tests.client.rows import CHAT, message

ASKED = Poll(options=(PollOption(text="Forest", count=3), PollOption(text="Lake", count=1)), voters=4)
WAITS = Ballots(sent={1: (1,)})


def asking(poll: Poll) -> Message:
    return msgspec.structs.replace(message(1, 1), poll=poll)


def answered(*options: int, correct: int | None = None, explanation: str = "") -> Replica:
    replica = Replica()
    vote = Vote(chat_id=CHAT, seq=1, rev=1, options=options, correct=correct, explanation=explanation)
    replica.votes[CHAT] = {1: vote}
    return replica


@pytest.mark.parametrize("replica", [Replica(), answered()], ids=["never answered", "taken back"])
def test_whoever_has_not_answered_sees_no_result_and_may_answer(replica: Replica) -> None:
    line = poll_line(EN, replica, asking(ASKED), ASKED, NO_BALLOTS, 0)
    assert line.votable
    assert [(each.share, each.percent, each.marked) for each in line.options] == [("", 0, False)] * 2
    assert not can_retract(replica, asking(ASKED), NO_BALLOTS)


def test_whoever_has_answered_sees_how_it_stands() -> None:
    replica = answered(1)
    line = poll_line(EN, replica, asking(ASKED), ASKED, NO_BALLOTS, 0)
    assert not line.votable
    assert [(each.share, each.marked, each.right) for each in line.options] == [
        ("75%", False, None),
        ("25%", True, None),
    ]
    assert can_retract(replica, asking(ASKED), NO_BALLOTS)


def test_an_answer_on_its_way_counts_as_one_and_says_that_it_waits() -> None:
    line = poll_line(EN, Replica(), asking(ASKED), ASKED, WAITS, 0)
    assert (line.votable, line.foot) == (False, "Your vote waits for the network")
    assert can_retract(Replica(), asking(ASKED), WAITS)


def test_a_quiz_tells_the_right_option_after_the_answer_which_stays() -> None:
    quiz = msgspec.structs.replace(ASKED, quiz=True)
    replica = answered(1, correct=0, explanation="By counting.")
    line = poll_line(EN, replica, asking(quiz), quiz, NO_BALLOTS, 0)
    assert [each.right for each in line.options] == [True, False]
    assert line.explanation == "By counting."
    assert not can_retract(replica, asking(quiz), NO_BALLOTS)


def test_of_a_closed_poll_everybody_sees_the_result_and_nobody_changes_it() -> None:
    closed = msgspec.structs.replace(ASKED, closed=True)
    assert not poll_line(EN, Replica(), asking(closed), closed, NO_BALLOTS, 0).votable
    assert not can_retract(answered(1), asking(closed), NO_BALLOTS)
