"""The rules by which people come into groups by links and requests, are reported, and are kept from sending."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from molva.protocol.commands import (
    AnswerAddRequest,
    AnswerJoinRequest,
    BanPerson,
    ChatInvitation,
    CreateChatInvite,
    JoinChat,
    LiftBan,
    ListChatInvites,
    ListReports,
    LookUpChatInvite,
    ReportPerson,
    ReportReason,
    RevokeChatInvite,
    WithdrawJoinRequest,
)
from molva.protocol.ids import new_id
from tests.security.model.comparing import code, tried
from tests.security.model.joining import HOUR_MS, Link
from tests.security.model.room import Refused
from tests.security.model.watched import PEOPLE, Watched

MAX_CHATS = 4

# The first in a chat may most, and the newest chat is the liveliest: more often than by chance something is allowed.
person = st.sampled_from([0, 0, *range(len(PEOPLE))])
anybody = st.sampled_from([0, 0, *range(len(PEOPLE) + 1)])
"""Somebody else, who may be gone."""
chat = st.sampled_from([0, 0, 0, *range(-2, MAX_CHATS + 1)])
place = st.integers(1, 6)
link = st.sampled_from([0, 0, 1, 2])
"""The newest link most often."""


class Coming(Watched):
    """What people do with links, requests, reports and bans."""

    def named_link(self, number: int) -> Link:
        """Name a link, the newest first; where there are not so many, one that nobody has made."""
        made = self.model.links[::-1]
        return made[number] if number < len(made) else Link(new_id(0), "no such code", new_id(0), None, None, False)

    @rule(who=person, where=chat, uses=st.none() | st.integers(1, 2), hours=st.none() | st.just(1), ask=st.booleans())
    def make_link(self, who: int, where: int, uses: int | None, hours: int | None, ask: bool) -> None:
        lifetime_s = None if hours is None else hours * 3600
        chat_id = self.chat_id(where)
        self.do(who, CreateChatInvite(chat_id=chat_id, max_uses=uses, lifetime_s=lifetime_s, approval=ask))

    @rule(who=person, number=link)
    def follow_link(self, who: int, number: int) -> None:
        joining = self.do(who, JoinChat(code=self.named_link(number).code))
        if not isinstance(joining, Refused):
            chat_id = self.named_link(number).chat_id
            assert (joining.chat_id, joining.asked) == (chat_id, self.model.waits(chat_id, self.user(who)))

    @rule(who=person, number=link)
    def revoke_link(self, who: int, number: int) -> None:
        named = self.named_link(number)
        self.do(who, RevokeChatInvite(chat_id=named.chat_id, invite_id=named.id))

    @rule(who=person, number=link, where=chat)
    def revoke_link_of_another_chat(self, who: int, number: int, where: int) -> None:
        self.do(who, RevokeChatInvite(chat_id=self.chat_id(where), invite_id=self.named_link(number).id))

    @rule(who=person, number=link)
    def look_up_link(self, who: int, number: int) -> None:
        """Whoever holds a code is told what it opens, and of a group that it does not open nothing."""
        named, user, now = self.named_link(number), self.user(who), self.clock()
        # What it says is compared word by word: a holder of the code reads more than a member's sight.
        found = self.wait(self._ask(who, LookUpChatInvite(code=named.code)))
        assert code(found) == code(tried(lambda: self.model.find_link(named.code)))
        if isinstance(found, Refused):
            return
        assert isinstance(found, ChatInvitation)
        room = self.model.rooms.get(named.chat_id)
        inside, asked = bool(room and user in room.people()), self.model.waits(named.chat_id, user)
        state = named.state(now)
        told = (found.state, found.chat_name, found.member_count, found.approval, found.chat_id, found.asked)
        if room is None or not (inside or asked or state == "works"):
            assert told == (state, "", 0, False, None, False)
            assert (found.inviter, found.description) == ("", "")
        else:
            chat_id = named.chat_id if inside or asked else None
            expected = len(room.people()), self.model.must_ask(named, user), chat_id, asked
            assert told == (state, room.name, *expected)

    @rule(who=person, where=chat)
    def list_links(self, who: int, where: int) -> None:
        chat_id = self.chat_id(where)
        found = self.ask(who, ListChatInvites(chat_id=chat_id))
        due = tried(lambda: self.model.require_inviter(self.user(who), chat_id))
        assert code(found) == code(due)
        if not isinstance(found, Refused):
            assert all(invite.code is None for invite in found.invites)
            kept = {each.id for each in self.model.links if each.chat_id == chat_id and not each.revoked}
            assert {invite.id for invite in found.invites} == kept

    @rule(who=person, where=chat)
    def withdraw(self, who: int, where: int) -> None:
        self.do(who, WithdrawJoinRequest(chat_id=self.chat_id(where)))

    @rule(who=person, where=chat, other=anybody, approve=st.booleans())
    def answer(self, who: int, where: int, other: int, approve: bool) -> None:
        self.do(who, AnswerJoinRequest(chat_id=self.chat_id(where), user_id=self.user(other), approve=approve))

    @rule(who=person, where=chat, accept=st.booleans())
    def answer_asking(self, who: int, where: int, accept: bool) -> None:
        self.do(who, AnswerAddRequest(chat_id=self.chat_id(where), accept=accept))

    @rule(who=person, other=anybody, where=chat, seq=st.none() | place)
    def report(self, who: int, other: int, where: int, seq: int | None) -> None:
        chat_id = None if seq is None else self.chat_id(where)
        about, comment = self.user(other), self.canary()
        reason = ReportReason.SPAM
        self.do(who, ReportPerson(user_id=about, reason=reason, comment=comment, chat_id=chat_id, seq=seq))

    @rule(who=person)
    def list_reports(self, who: int) -> None:
        """Whoever runs the server reads every report, and the text of the message that it names while that is there."""
        found = self.wait(self._ask(who, ListReports()))
        assert code(found) == code(tried(lambda: self.model.require_server_admin(self.user(who))))
        if isinstance(found, Refused):
            return
        due = set()
        for each in self.model.reports:
            room = self.model.rooms.get(each.chat_id or "")
            entry = room.entries[each.seq - 1] if room and each.seq else None
            due.add((each.by, each.about, each.comment, None if entry is None or entry.deleted else entry.text))
        told = {(each.reporter.user_id, each.person.user_id, each.comment, each.text) for each in found.reports}
        assert told == due

    @rule(who=person, other=anybody)
    def ban(self, who: int, other: int) -> None:
        self.do(who, BanPerson(user_id=self.user(other), hours=1))

    @rule(who=person, other=anybody)
    def lift(self, who: int, other: int) -> None:
        self.do(who, LiftBan(user_id=self.user(other)))

    @rule(hours=st.sampled_from([1, 5, 25, 49]))
    def wait_hours(self, hours: int) -> None:
        """Let links expire, bans and refusals end, and messages become too old to be changed."""
        self.clock.advance(hours * HOUR_MS)
        self.wait(self._pass_time())
