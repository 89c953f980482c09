"""The rules by which people ask and answer in polls, and comment on messages."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from molva.protocol.commands import (
    ClosePoll,
    CreatePoll,
    FollowThread,
    ListThreads,
    ListVoters,
    OpenThread,
    VoteInPoll,
)
from molva.protocol.ids import new_id
from tests.security.model.coming import Coming, chat, person, place
from tests.security.model.comparing import code, seen, tried
from tests.security.model.joining import HOUR_MS
from tests.security.model.room import Refused

poll = st.integers(1, 12)
"""Beyond 3 one of the chat's polls, if there is any."""
choice = st.integers(0, 2)


class Answering(Coming):
    """What people do with polls and threads."""

    def poll_seq(self, where: int, number: int) -> int:
        """Number a message, mostly one that asks something."""
        room = self.model.rooms.get(self.chat_id(where))
        polls = [each.seq for each in room.entries if each.poll] if room else []
        return polls[-(number % len(polls)) - 1] if polls and number > 3 else number

    @rule(
        who=person,
        where=chat,
        kind=st.sampled_from(["one", "several", "quiz"]),
        named=st.booleans(),
        hours=st.none() | st.just(2),
        reply=st.none() | place,
    )
    def create_poll(
        self, who: int, where: int, kind: str, named: bool, hours: int | None = None, reply: int | None = None
    ) -> None:
        command = CreatePoll(
            chat_id=self.chat_id(where),
            id=new_id(self.clock()),
            question=self.canary(),
            options=("now", "later"),
            multiple=kind == "several",
            anonymous=not named,
            correct=1 if kind == "quiz" else None,
            explanation=self.canary() if kind == "quiz" else "",
            closes_at=None if hours is None else self.clock() + hours * HOUR_MS,
            reply_to=reply,
        )
        self.do(who, command)

    @rule(who=person, where=chat, number=poll, options=st.lists(choice, max_size=2))
    def vote(self, who: int, where: int, number: int, options: list[int]) -> None:
        self.do(who, VoteInPoll(chat_id=self.chat_id(where), seq=self.poll_seq(where, number), options=tuple(options)))

    @rule(who=person, where=chat, number=poll)
    def close_poll(self, who: int, where: int, number: int) -> None:
        self.do(who, ClosePoll(chat_id=self.chat_id(where), seq=self.poll_seq(where, number)))

    @rule(who=person, where=chat, number=poll, option=choice)
    def list_voters(self, who: int, where: int, number: int, option: int) -> None:
        """Nobody is told who has chosen what where that was promised."""
        command = ListVoters(chat_id=self.chat_id(where), seq=self.poll_seq(where, number), option=option)
        found = self.ask(who, command)
        due = tried(lambda: self.model.voters(command, self.user(who)))
        assert code(found) == code(due)
        if not isinstance(due, Refused):
            assert {each.user_id for each in found.voters} == due

    @rule(who=person, where=chat, seq=place)
    def open_thread(self, who: int, where: int, seq: int) -> None:
        command = OpenThread(chat_id=self.chat_id(where), seq=seq)
        opened = self.do(who, command)
        if not isinstance(opened, Refused):
            assert seen(opened.root) == self.model.sight(self.user(who))[command.chat_id][seq]

    @rule(who=person, where=chat, following=st.booleans())
    def follow_thread(self, who: int, where: int, following: bool) -> None:
        self.do(who, FollowThread(chat_id=self.chat_id(where), following=following))

    @rule(who=person, limit=st.sampled_from([1, 50]))
    def list_threads(self, who: int, limit: int) -> None:
        """Whoever follows threads is told of them alone, with what is commented on."""
        found = self.ask(who, ListThreads(limit=limit))
        due = self.model.followed(self.user(who))
        assert [each.thread.chat.id for each in found.threads] == due[:limit]
        assert found.more == (len(due) > limit)
        sight = self.model.sight(self.user(who))
        for each in found.threads:
            assert seen(each.root) == sight[each.root.chat_id][each.root.seq]
