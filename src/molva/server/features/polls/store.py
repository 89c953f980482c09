"""What polls read from and write to their tables."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update

from molva.protocol.commands import Voter
from molva.server.features.accounts.tables import users
from molva.server.features.polls.tables import polls, votes
from molva.server.storage.insert import put_row


@dataclass(slots=True)
class Tally:
    """How a poll stands, and what only those who have answered may know of it."""

    correct: int | None
    explanation: str
    counts: list[int]
    voters: int
    told_at: int


def insert_poll(
    connection: Connection, chat_id: str, seq: int, *, options: int, correct: int | None, explanation: str
) -> None:
    """Write a new poll, which nobody has answered."""
    connection.execute(
        insert(polls).values(
            chat_id=chat_id,
            seq=seq,
            correct=correct,
            explanation=explanation,
            counts=msgspec.json.encode([0] * options).decode(),
            voters=0,
            told_at=0,
        )
    )


def find_tally(connection: Connection, chat_id: str, seq: int) -> Tally:
    """Read how a poll stands; the poll is there, and its chat is locked."""
    columns = polls.c.correct, polls.c.explanation, polls.c.counts, polls.c.voters, polls.c.told_at
    found = connection.execute(select(*columns).where(*_message(polls, chat_id, seq))).one()
    correct, explanation, counts, voters, told_at = found
    return Tally(correct, explanation, msgspec.json.decode(counts, type=list[int]), voters, told_at)


def write_tally(connection: Connection, chat_id: str, seq: int, tally: Tally) -> None:
    """Store how a poll stands."""
    counts = msgspec.json.encode(tally.counts).decode()
    values = {"counts": counts, "voters": tally.voters, "told_at": tally.told_at}
    connection.execute(update(polls).where(*_message(polls, chat_id, seq)).values(values))


def list_voters(
    connection: Connection, chat_id: str, seq: int, option: int, *, after: str | None, limit: int
) -> list[Voter]:
    """Read who has chosen an option, in the order of their ids."""
    query = (
        select(votes.c.user_id, users.c.username, users.c.name)
        .join(users, users.c.id == votes.c.user_id)
        .where(*_message(votes, chat_id, seq), votes.c.chosen.bitwise_and(1 << option) != 0)
        .order_by(votes.c.user_id)
        .limit(limit)
    )
    found = connection.execute(query if after is None else query.where(votes.c.user_id > after))
    return [Voter(user_id=user_id, username=username, name=name) for user_id, username, name in found]


def forget_message(connection: Connection, chat_id: str, seq: int) -> bool:
    """Remove the poll of a deleted message, and every vote in it; False if it was none."""
    connection.execute(delete(votes).where(*_message(votes, chat_id, seq)))
    return connection.execute(delete(polls).where(*_message(polls, chat_id, seq))).rowcount == 1


def forget_before(connection: Connection, chat_id: str, seq: int) -> None:
    """Remove every poll that nobody sees any more."""
    for table in (votes, polls):
        connection.execute(delete(table).where(table.c.chat_id == chat_id, table.c.seq < seq))


def forget_chat(connection: Connection, chat_id: str) -> None:
    """Remove every poll of a deleted chat."""
    for table in (votes, polls):
        connection.execute(delete(table).where(table.c.chat_id == chat_id))


def put_vote(connection: Connection, chat_id: str, seq: int, user_id: str, options: tuple[int, ...], rev: int) -> None:
    """Write what a person has chosen; nothing stays as the tombstone of what was taken back."""
    chosen = sum(1 << option for option in options)
    put_row(connection, votes, {"chat_id": chat_id, "seq": seq, "user_id": user_id, "chosen": chosen, "rev": rev})


def _message(table: Table, chat_id: str, seq: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.chat_id == chat_id, table.c.seq == seq
