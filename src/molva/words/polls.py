"""How a poll stands, as a line of a message says it."""

from molva.protocol.rows import Poll
from molva.words.shape import Sentences
from molva.words.times import clock_time, date_name


def poll_kind(words: Sentences, poll: Poll) -> str:
    """`Anonymous poll`, `Quiz`; of one that is closed `Final results`."""
    if poll.closed:
        return words.poll_results
    if poll.quiz:
        return words.quiz_anonymous if poll.anonymous else words.quiz_named
    return words.poll_anonymous if poll.anonymous else words.poll_named


def poll_total(words: Sentences, poll: Poll, now: int) -> str:
    """`3 votes`, and until when an open one takes more; moments in milliseconds."""
    total = words.votes.of(poll.voters) if poll.voters else words.no_votes
    if poll.closed or poll.closes_at is None:
        return total
    day = date_name(words, poll.closes_at, now)
    return f"{total} · {words.poll_until.format(day=day, clock=clock_time(poll.closes_at))}"


def share(poll: Poll, option: int) -> int:
    """How many percent of those who have answered chose an option; fewer than 0 or more than 100 are never told."""
    return round(100 * min(1.0, poll.options[option].count / poll.voters)) if poll.voters else 0
