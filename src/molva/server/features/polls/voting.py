"""Voting: all waiting votes of all polls in one go, counted under the chats' locks.

However many votes one commit brings, a poll's message changes once. In a large chat, where every change goes to many
people, it changes at most once in PAUSE_MS beside; the votes themselves are in the table at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from molva.protocol.commands import ListVoters, VoteInPoll, Voters
from molva.protocol.errors import (
    InvalidField,
    MessageDeleted,
    MessageNotFound,
    PollAnswered,
    PollClosed,
    Refusal,
    VotersHidden,
)
from molva.protocol.rows import MARKED_CHAT_MEMBERS, Message, Poll, Vote, account_scope
from molva.server.features.chats import Place, lock_counters, require_member, require_open
from molva.server.features.messages import find_message, find_visible, set_poll
from molva.server.features.polls import store, store_votes
from molva.server.features.polls.closing import TELL, counted, subject_of
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import View
from molva.server.storage.jobs import put_job
from molva.server.storage.transaction import Transaction

PAUSE_MS: Final = 1000
"""How long a large chat is not told of more votes after it was told of some."""


@dataclass(slots=True)
class _Ballot:
    """A poll, and how it stands after the votes of this transaction so far."""

    message: Message
    poll: Poll
    tally: store.Tally
    large: bool
    moved: bool = False


def vote_in_polls(tx: Transaction, batch: Sequence[tuple[Caller, VoteInPoll]]) -> list[Vote | Refusal]:
    """Handle all waiting `VoteInPoll`, in their order."""
    lock_counters(tx.connection, {command.chat_id for _, command in batch})
    ballots: dict[tuple[str, int], _Ballot] = {}
    outcomes: list[Vote | Refusal] = []
    for caller, command in batch:
        try:
            outcomes.append(_vote(tx, ballots, caller.user_id, command))
        except Refusal as refusal:
            # Raised before anything of this vote was written; the others count.
            outcomes.append(refusal)
    for ballot in ballots.values():
        if ballot.moved:
            _settle(tx, ballot)
    return outcomes


def list_voters(view: View, command: ListVoters) -> Voters:
    """Handle `ListVoters`."""
    message = find_visible(view, command.chat_id, command.seq)
    if message.poll is None or command.option >= len(message.poll.options):
        raise MessageNotFound
    if message.poll.anonymous:
        raise VotersHidden
    found = store.list_voters(
        view.connection,
        command.chat_id,
        command.seq,
        command.option,
        after=command.after,
        limit=command.limit + 1,
    )
    page = found[: command.limit]
    return Voters(voters=page, next=page[-1].user_id if len(found) > len(page) else None)


def _vote(tx: Transaction, ballots: dict[tuple[str, int], _Ballot], user_id: str, command: VoteInPoll) -> Vote:
    chat_id, seq = command.chat_id, command.seq
    place = require_member(tx.connection, user_id, chat_id)
    ballot = _find_ballot(tx, ballots, place, seq)
    require_open(tx.connection, place)
    chosen = _check(command, ballot.poll)
    known = store_votes.find_vote(tx.connection, chat_id, seq, user_id) or Vote(chat_id=chat_id, seq=seq, rev=0)
    if known.options == chosen:
        return known
    if ballot.poll.closed or (ballot.poll.closes_at is not None and ballot.poll.closes_at <= tx.now):
        raise PollClosed
    if ballot.poll.quiz and known.options:
        raise PollAnswered
    scope = account_scope(user_id)
    rev = tx.advance(scope)
    store.put_vote(tx.connection, chat_id, seq, user_id, chosen, rev)
    vote = store_votes.told(
        Vote(chat_id=chat_id, seq=seq, rev=rev, options=chosen), ballot.tally.correct, ballot.tally.explanation
    )
    tx.changes[scope].rows.append(vote)
    _count(ballot, known.options, chosen)
    return vote


def _find_ballot(tx: Transaction, ballots: dict[tuple[str, int], _Ballot], place: Place, seq: int) -> _Ballot:
    if not place.sees(seq):
        raise MessageNotFound
    key = place.chat_id, seq
    if key not in ballots:
        message = find_message(tx.connection, place.chat_id, seq)
        if message is not None and message.deleted:
            raise MessageDeleted
        if message is None or message.poll is None:
            raise MessageNotFound
        tally = store.find_tally(tx.connection, place.chat_id, seq)
        ballots[key] = _Ballot(message, message.poll, tally, place.member_count > MARKED_CHAT_MEMBERS)
    return ballots[key]


def _check(command: VoteInPoll, poll: Poll) -> tuple[int, ...]:
    chosen = tuple(sorted(set(command.options)))
    if len(chosen) > 1 and not poll.multiple:
        raise InvalidField(reason="this poll takes one of the `options`")
    if chosen and chosen[-1] >= len(poll.options):
        raise InvalidField(reason="the poll has no such of the `options`")
    return chosen


def _count(ballot: _Ballot, before: tuple[int, ...], after: tuple[int, ...]) -> None:
    for option in before:
        ballot.tally.counts[option] -= 1
    for option in after:
        ballot.tally.counts[option] += 1
    ballot.tally.voters += bool(after) - bool(before)
    ballot.moved = True


def _settle(tx: Transaction, ballot: _Ballot) -> None:
    """Store how a poll stands, and tell its chat now or soon."""
    chat_id, seq, tally = ballot.message.chat_id, ballot.message.seq, ballot.tally
    # A clock that was set back does not let anybody wait.
    told_at = min(tally.told_at, tx.now)
    if ballot.large and tx.now - told_at < PAUSE_MS:
        put_job(tx.connection, TELL, subject_of(chat_id, seq), told_at + PAUSE_MS)
    else:
        tally.told_at = tx.now
        set_poll(tx, ballot.message, counted(ballot.poll, tally))
    store.write_tally(tx.connection, chat_id, seq, tally)
