"""What the row Vote reads from its table: one person's own answers, and what they may know by them."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select, update

from molva.protocol.rows import Vote
from molva.server.features.polls.tables import polls, votes
from molva.server.kernel.feature import Page, Reader

_votes = select(
    votes.c.chat_id, votes.c.seq, votes.c.rev, votes.c.chosen, polls.c.correct, polls.c.explanation
).join_from(votes, polls, and_(polls.c.chat_id == votes.c.chat_id, polls.c.seq == votes.c.seq))


def find_vote(connection: Connection, chat_id: str, seq: int, user_id: str) -> Vote | None:
    """Read what a person has chosen, the tombstone of what they took back included."""
    found = connection.execute(_votes.where(*_place(user_id, chat_id), votes.c.seq == seq)).first()
    return None if found is None else _vote(found)


def votes_after(connection: Connection, reader: Reader, user_id: str, rev: int) -> Page:
    """Query of the row kind Vote."""
    newer = votes.c.user_id == user_id, votes.c.rev > rev
    query = _votes.where(*newer).order_by(votes.c.rev, votes.c.seq)
    return Page([_vote(row) for row in connection.execute(query)])


def set_aside(connection: Connection, user_id: str, chat_id: str) -> None:
    """Let a person's votes in a chat wait until they are there again; so long, no device is told of them."""
    connection.execute(update(votes).where(*_place(user_id, chat_id)).values(rev=0))


def is_waiting(connection: Connection, user_id: str, chat_id: str) -> bool:
    """Tell whether anything was set aside."""
    waiting = select(votes.c.seq).where(*_place(user_id, chat_id), votes.c.rev == 0)
    return connection.execute(waiting.limit(1)).first() is not None


def take_up(connection: Connection, user_id: str, chat_id: str, from_seq: int, rev: int) -> list[Vote]:
    """Give what was set aside a revision, from the first message that the user sees now; list it in its order."""
    seen = *_place(user_id, chat_id), votes.c.seq >= from_seq
    connection.execute(update(votes).where(*seen, votes.c.rev == 0).values(rev=rev))
    found = connection.execute(_votes.where(*seen, votes.c.rev == rev).order_by(votes.c.seq))
    return [_vote(row) for row in found]


def _vote(row: Row[*tuple[Any, ...]]) -> Vote:
    options = tuple(option for option in range(row.chosen.bit_length()) if row.chosen >> option & 1)
    return told(Vote(chat_id=row.chat_id, seq=row.seq, rev=row.rev, options=options), row.correct, row.explanation)


def told(vote: Vote, correct: int | None, explanation: str) -> Vote:
    """Let a vote tell what only those who have answered may know."""
    if not vote.options:
        return vote
    return Vote(
        chat_id=vote.chat_id,
        seq=vote.seq,
        rev=vote.rev,
        options=vote.options,
        correct=correct,
        explanation=explanation,
    )


def _place(user_id: str, chat_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return votes.c.user_id == user_id, votes.c.chat_id == chat_id
