"""What a message tells of its poll: what may be chosen, and after an answer how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from molva.client.replica import Replica
from molva.protocol.rows import Message, Poll, Vote
from molva.words.polls import poll_kind, poll_total, share
from molva.words.printable import printable
from molva.words.shape import Sentences


@dataclass(frozen=True)
class PollOption:
    """One of the answers."""

    text: str
    marked: bool
    """The reader has chosen it, or ticked it to be sent with others."""
    percent: int = 0
    share: str = ""
    """The same in words; empty until the reader may see it."""
    right: bool | None = None
    """Of a quiz, once that is told."""


@dataclass(frozen=True, kw_only=True)
class PollLine:
    """A poll under its question."""

    kind: str
    options: tuple[PollOption, ...]
    several: bool
    """Several options are ticked, then sent together."""
    votable: bool
    """The reader may answer; else it shows the result."""
    foot: str
    explanation: str = ""


@dataclass(frozen=True)
class Ballots:
    """What the reader has chosen in the polls of a chat and no row tells yet, by number of the message."""

    ticked: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Not sent: more may follow."""
    sent: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """On its way to the server."""


NO_BALLOTS: Final = Ballots()


def poll_line(words: Sentences, replica: Replica, message: Message, poll: Poll, ballots: Ballots, now: int) -> PollLine:
    """Say how a poll stands for the reader; `now` is milliseconds since the epoch."""
    vote = replica.votes.get(message.chat_id, {}).get(message.seq)
    chosen = chosen_options(replica, message, ballots)
    results = poll.closed or bool(chosen)
    marked = chosen if results else ballots.ticked.get(message.seq, ())
    correct, explanation = _solution(poll, vote) if results else (None, "")
    options = tuple(
        _result(words, poll, number, chosen=number in marked, correct=correct)
        if results
        else PollOption(printable(option.text), number in marked)
        for number, option in enumerate(poll.options)
    )
    return PollLine(
        kind=poll_kind(words, poll),
        options=options,
        several=poll.multiple,
        votable=not results,
        foot=words.vote_waits if message.seq in ballots.sent else poll_total(words, poll, now),
        explanation=printable(explanation, lines=True),
    )


def chosen_options(replica: Replica, message: Message, ballots: Ballots) -> tuple[int, ...]:
    """What the reader has answered, from 0, as far as this device knows."""
    vote = replica.votes.get(message.chat_id, {}).get(message.seq)
    return ballots.sent.get(message.seq, () if vote is None else vote.options)


def can_retract(replica: Replica, message: Message, ballots: Ballots) -> bool:
    """Tell whether the reader has a vote that may be taken back: not in a quiz, and not once it is closed."""
    poll = message.poll
    return poll is not None and not poll.closed and not poll.quiz and bool(chosen_options(replica, message, ballots))


def _result(words: Sentences, poll: Poll, number: int, *, chosen: bool, correct: int | None) -> PollOption:
    percent = share(poll, number)
    right = None if correct is None else number == correct
    return PollOption(printable(poll.options[number].text), chosen, percent, words.percent.format(n=percent), right)


def _solution(poll: Poll, vote: Vote | None) -> tuple[int | None, str]:
    if poll.correct is not None or vote is None:
        return poll.correct, poll.explanation
    return vote.correct, vote.explanation
