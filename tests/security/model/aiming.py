"""The rules that aim: what takes several steps by several people before it is allowed is done where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from molva.protocol.commands import (
    AnswerAddRequest,
    AnswerJoinRequest,
    ClosePoll,
    FollowThread,
    JoinPublicChat,
    PublishChat,
    RemoveMember,
    SendScheduledMessage,
    VoteInPoll,
)
from molva.protocol.rows import ChatRole
from tests.security.model.departing import Departing
from tests.security.model.room import Entry, Room

T = TypeVar("T")

BEGINNINGS = ("careful", "poll", "thread", "public", "asks", "planned")
"""What takes long to come about by chance."""

which = st.integers(0, 63)


def somewhere(find: Callable[[Any], list[T]]) -> Callable[[Any], bool]:
    """Let a rule wait until there is something to aim at."""
    return lambda self: bool(find(self))


class Aiming(Departing):
    """What people do where the model says that there is something to do; it still says whether they may."""

    def who(self, user: str) -> int:
        """Number somebody by their id."""
        return [caller.user_id for caller in self.people].index(user)

    def rooms(self) -> list[tuple[str, Room]]:
        """List the chats with people in them."""
        return [(chat_id, room) for chat_id, room in self.model.rooms.items() if room.people()]

    def polls(self) -> list[tuple[str, Room, Entry]]:
        """List what is asked and not closed."""
        open_ = [(chat_id, room, entry) for chat_id, room in self.rooms() for entry in room.entries if entry.poll]
        return [each for each in open_ if each[2].poll and not each[2].poll.closed and not each[2].deleted]

    def public(self) -> list[str]:
        """List the chats that everybody finds."""
        return [chat_id for chat_id, room in self.rooms() if room.address]

    def led(self) -> list[tuple[str, Room, str]]:
        """List the groups with their owners; the general one is nobody's to change so."""
        groups = [(chat_id, room) for chat_id, room in self.rooms() if room.group and not room.general]
        return [
            (chat_id, room, user)
            for chat_id, room in groups
            for user, stay in room.people().items()
            if stay.role is ChatRole.OWNER
        ]

    def asked(self) -> list[tuple[str, str]]:
        """List who waits in which chat to be answered by themselves."""
        return [pair for pair, asking in self.model.askings.items() if asking.waits and pair[0] in self.model.rooms]

    def waiting(self) -> list[tuple[str, str]]:
        """List who waits in which chat to be let in."""
        return [pair for pair in self.model.requests if pair[0] in self.model.rooms and self.model.waits(*pair)]

    def threads_with_people(self) -> list[tuple[str, Room]]:
        """List the threads that somebody has open."""
        return [(chat_id, room) for chat_id, room in self.rooms() if room.root is not None]

    def planned(self) -> list[tuple[str, str]]:
        """List what is not sent yet, as (user, id)."""
        private = self.model.private
        return [(caller.user_id, each) for caller in self.people for each in private[caller.user_id].planned]

    @precondition(somewhere(polls))
    @rule(number=which, by=which, option=st.integers(0, 1))
    def vote_somewhere(self, number: int, by: int, option: int) -> None:
        chat_id, room, entry = _pick(self.polls(), number)
        user = _pick([*room.people()], by)
        self.do(self.who(user), VoteInPoll(chat_id=chat_id, seq=entry.seq, options=(option,)))

    @precondition(somewhere(polls))
    @rule(number=which)
    def close_own_poll(self, number: int) -> None:
        chat_id, room, entry = _pick(self.polls(), number)
        if entry.sender in room.people():
            self.do(self.who(entry.sender), ClosePoll(chat_id=chat_id, seq=entry.seq))

    @precondition(somewhere(led))
    @rule(number=which, approval=st.booleans())
    def publish_own(self, number: int, approval: bool) -> None:
        chat_id, room, user = _pick(self.led(), number)
        address = room.address or f"place{next(self.numbers)}"
        self.do(self.who(user), PublishChat(chat_id=chat_id, address=address, approval=approval))

    @precondition(somewhere(public))
    @rule(number=which, by=which)
    def join_somewhere(self, number: int, by: int) -> None:
        chat_id = _pick(self.public(), number)
        inside = self.model.rooms[chat_id].people()
        outside = [caller.user_id for caller in self.people if caller.user_id not in inside]
        if outside:
            self.do(self.who(_pick(outside, by)), JoinPublicChat(chat_id=chat_id))

    @precondition(somewhere(waiting))
    @rule(number=which, by=which, approve=st.booleans())
    def answer_waiting(self, number: int, by: int, approve: bool) -> None:
        chat_id, asker = _pick(self.waiting(), number)
        user = _pick([*self.model.rooms[chat_id].people()], by)
        self.do(self.who(user), AnswerJoinRequest(chat_id=chat_id, user_id=asker, approve=approve))

    @precondition(somewhere(asked))
    @rule(number=which, accept=st.booleans())
    def answer_own_asking(self, number: int, accept: bool) -> None:
        chat_id, user = _pick(self.asked(), number)
        self.do(self.who(user), AnswerAddRequest(chat_id=chat_id, accept=accept))

    @precondition(somewhere(threads_with_people))
    @rule(number=which, by=which, following=st.booleans())
    def follow_open_thread(self, number: int, by: int, following: bool) -> None:
        chat_id, room = _pick(self.threads_with_people(), number)
        user = _pick([*room.people()], by)
        self.do(self.who(user), FollowThread(chat_id=chat_id, following=following))

    @precondition(somewhere(planned))
    @rule(number=which)
    def send_own_scheduled(self, number: int) -> None:
        user, named = _pick(self.planned(), number)
        self.do(self.who(user), SendScheduledMessage(id=named))

    @precondition(somewhere(led))
    @rule(number=which, by=which)
    def remove_somebody(self, number: int, by: int) -> None:
        chat_id, room, owner = _pick(self.led(), number)
        others = [user for user in room.people() if user != owner]
        if others:
            self.do(self.who(owner), RemoveMember(chat_id=chat_id, user_id=_pick(others, by)))


def _pick(found: list[T], number: int) -> T:
    return found[number % len(found)]
