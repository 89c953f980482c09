"""Polls: who asks, who answers, and what each person knows of the answers."""

from __future__ import annotations

from molva.protocol.commands import ClosePoll, CreatePoll, ListVoters, VoteInPoll
from molva.protocol.rows import ChatRole
from tests.security.model.room import Ballot, Entry, Room, Stay, refuse
from tests.security.model.rules import rule_of
from tests.security.model.writing import Writing


class Polling(Writing):
    """What people ask and choose."""

    @rule_of(CreatePoll)
    def create_poll(self, command: CreatePoll, user: str, now: int) -> None:
        room, _ = self.stay(user, command.chat_id)
        refuse("voters_hidden", room.channel and not command.anonymous)
        self.require_writer(user, command.chat_id, now)
        if command.reply_to is not None:
            self.entry(user, command.chat_id, command.reply_to)
        rules = command.multiple, command.anonymous, command.correct, command.explanation, command.closes_at
        said = self.say(room, user, now, command.id, command.question, command.reply_to)
        said.poll = Ballot(len(command.options), *rules)

    @rule_of(VoteInPoll)
    def vote(self, command: VoteInPoll, user: str, now: int) -> None:
        room, _, entry = self.entry(user, command.chat_id, command.seq)
        ballot = self._require_poll(entry)
        self.require_open(room, user)
        chosen = tuple(sorted(set(command.options)))
        refuse("invalid_field", len(chosen) > 1 and not ballot.multiple)
        refuse("invalid_field", any(option >= ballot.options for option in chosen))
        before = ballot.votes.get(user, ())
        if chosen != before:
            refuse("poll_closed", ballot.closed)
            refuse("poll_answered", ballot.correct is not None and before != ())
            ballot.votes[user] = chosen

    @rule_of(ClosePoll)
    def close_poll(self, command: ClosePoll, user: str, now: int) -> None:
        room, stay, entry = self.entry(user, command.chat_id, command.seq)
        ballot = self._require_poll(entry)
        refuse("rights_missing", entry.sender != user and not self._moderates(room, stay))
        ballot.closed = True

    def voters(self, command: ListVoters, user: str) -> set[str]:
        """Say who has chosen an option. Raises Refused."""
        ballot = self.entry(user, command.chat_id, command.seq)[2].poll
        refuse("message_not_found", ballot is None or command.option >= ballot.options)
        assert ballot is not None
        refuse("voters_hidden", ballot.anonymous)
        return {other for other, chosen in ballot.votes.items() if command.option in chosen}

    def own_votes(self, user: str) -> dict[tuple[str, int], tuple[tuple[int, ...], int | None, str]]:
        """Say what somebody has chosen in what they see, and what they know by that, by chat and number."""
        found = {}
        for chat_id, sight in self.sight(user).items():
            for seq in sight:
                ballot = self.rooms[chat_id].entries[seq - 1].poll
                chosen = ballot.votes.get(user, ()) if ballot else ()
                if ballot and chosen:
                    found[chat_id, seq] = (chosen, ballot.correct, ballot.explanation)
        return found

    def _require_poll(self, entry: Entry) -> Ballot:
        refuse("message_deleted", entry.deleted)
        refuse("message_not_found", entry.poll is None)
        assert entry.poll is not None
        return entry.poll

    def _moderates(self, room: Room, stay: Stay) -> bool:
        return room.group and stay.role is not ChatRole.MEMBER
