"""Votes on their way: shown until the replica tells them or the server refuses them, the last one alone."""

from __future__ import annotations

from molva.client.replica import Replica
from molva.client.votes import Votes
from molva.protocol.commands import MarkChat, VoteInPoll
from molva.protocol.rows import Vote
from tests.client.rows import CHAT, OTHER


def vote(*options: int, seq: int = 1, chat_id: str = CHAT) -> VoteInPoll:
    return VoteInPoll(chat_id=chat_id, seq=seq, options=options)


def told(*options: int) -> Replica:
    replica = Replica()
    replica.votes[CHAT] = {1: Vote(chat_id=CHAT, seq=1, rev=1, options=options)}
    return replica


def test_what_was_on_its_way_before_is_there_again_the_last_one_of_each_poll() -> None:
    votes = Votes([vote(0), MarkChat(chat_id=CHAT, read_seq=5), vote(2, 1), vote(0, chat_id=OTHER)])
    assert votes.of(CHAT) == {1: (1, 2)}
    assert votes.of(OTHER) == {1: (0,)}


def test_a_refused_vote_does_not_take_along_the_one_that_came_after_it() -> None:
    votes = Votes([vote(0), vote(1)])
    votes.drop(vote(0))
    assert votes.of(CHAT) == {1: (1,)}
    votes.drop(vote(1))
    votes.drop(vote(1, seq=9))
    assert votes.of(CHAT) == {}


def test_a_vote_stays_until_the_replica_tells_that_very_one() -> None:
    votes = Votes([vote(1, 0)])
    votes.arrived(Replica())
    votes.arrived(told(1))
    assert votes.of(CHAT) == {1: (0, 1)}
    votes.arrived(told(0, 1))
    assert votes.of(CHAT) == {}


def test_one_that_is_taken_back_has_arrived_where_none_is_told() -> None:
    votes = Votes([vote()])
    votes.arrived(told(1))
    assert votes.of(CHAT) == {1: ()}
    votes.arrived(Replica())
    assert votes.of(CHAT) == {}
