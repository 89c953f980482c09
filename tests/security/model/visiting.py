"""The rules by which chats become public, and people and chats are found."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from molva.protocol.commands import (
    FindPeople,
    FindPublicChats,
    JoinPublicChat,
    ListContacts,
    ListMembers,
    LookUpPublicChat,
    PublicChat,
    PublishChat,
    UnpublishChat,
)
from molva.protocol.rows import ChatRole
from molva.server.kernel.caller import Caller
from tests.security.model.answering import Answering
from tests.security.model.coming import chat, person
from tests.security.model.comparing import code, tried
from tests.security.model.room import Refused
from tests.security.model.watched import PEOPLE

ADDRESSES = ("harbour", "harvest", "market")
address = st.sampled_from(ADDRESSES)


class Visiting(Answering):
    """What people do in the directory, and whom they find."""

    @rule(who=person, where=chat, address=address | st.sampled_from(PEOPLE), approval=st.booleans())
    def publish(self, who: int, where: int, address: str, approval: bool) -> None:
        self.do(who, PublishChat(chat_id=self.chat_id(where), address=address, approval=approval))

    @rule(who=person, where=chat)
    def unpublish(self, who: int, where: int) -> None:
        self.do(who, UnpublishChat(chat_id=self.chat_id(where)))

    @rule(who=person, where=chat)
    def join_public(self, who: int, where: int) -> None:
        command = JoinPublicChat(chat_id=self.chat_id(where))
        joining = self.do(who, command)
        if not isinstance(joining, Refused):
            assert (joining.chat_id, joining.asked) == (
                command.chat_id,
                self.model.waits(command.chat_id, self.user(who)),
            )

    @rule(who=st.none() | person, address=address)
    def look_up_public(self, who: int | None, address: str) -> None:
        """Everybody is told what a public chat is called, and of one that is public no more nothing at all."""
        command = LookUpPublicChat(address=address)
        found: Any = self.wait(self._visit(command)) if who is None else self.ask(who, command)
        listed = [each for each in self.model.listed() if self.model.rooms[each].address == address]
        if isinstance(found, Refused) or not listed:
            assert not listed
            assert code(found) == "public_chat_not_found"
            return
        self._check_public(found, listed[0], who)
        if who is not None:
            room, user = self.model.rooms[listed[0]], self.user(who)
            asks = user not in room.people() and (listed[0], user) in self.model.removed
            assert found.approval == (room.approval or asks)

    @rule(who=person, word=st.sampled_from(["", "har", *ADDRESSES]))
    def find_public(self, who: int, word: str) -> None:
        found = self.ask(who, FindPublicChats(query=word))
        assert [each.chat_id for each in found.chats] == self.model.listed(word)
        for each in found.chats:
            self._check_public(each, each.chat_id, who)

    def _check_public(self, found: PublicChat, chat_id: str, who: int | None) -> None:
        room = self.model.rooms[chat_id]
        told = found.address, found.name, found.member_count, found.channel, found.description
        assert told == (room.address, room.name, len(room.people()), room.channel, "")
        if who is None:
            assert (found.chat_id, found.inside, found.asked) == (None, False, False)
        else:
            user = self.user(who)
            place = chat_id, user in room.people(), self.model.waits(chat_id, user)
            assert (found.chat_id, found.inside, found.asked) == place

    async def _visit(self, command: LookUpPublicChat) -> Any:
        """Ask without a session; all that may be told is told to everybody."""
        here, self.people[0] = self.people[0], Caller()
        try:
            return await self._ask(0, command)
        finally:
            self.people[0] = here

    @rule(who=person, word=st.sampled_from(["a", "nym", "boris", *PEOPLE]))
    def find_people(self, who: int, word: str) -> None:
        """Everybody is found by everybody, and nobody who is gone."""
        found = self.ask(who, FindPeople(query=word, limit=50))
        due = {user for name, user in self.model.names.items() if word == "nym" or name.startswith(word)}
        assert {each.user_id for each in found.people} == due

    @rule(who=person, where=chat, word=st.sampled_from(["", "nym", *PEOPLE]))
    def find_members(self, who: int, where: int, word: str) -> None:
        """Those who are in a chat now are found in it, by whoever may know them."""
        chat_id, user = self.chat_id(where), self.user(who)
        found = self.ask(who, ListMembers(chat_id=chat_id, query=word))
        due = tried(lambda: self.model.stay(user, chat_id))
        if isinstance(due, Refused):
            assert code(found) == code(due)
        elif due[0].channel and due[1].role is ChatRole.MEMBER:
            assert code(found) == "rights_missing"
        else:
            names = {user_id: name for name, user_id in self.model.names.items()}
            here = {each for each in due[0].people() if word == "nym" or names[each].startswith(word)}
            assert {each.user_id for each in found.members} == here

    @rule(who=person)
    def list_contacts(self, who: int) -> None:
        found, user = self.ask(who, ListContacts()), self.user(who)
        told = {(each.user_id, each.saved, each.blocked) for each in found.contacts}
        others = {other for mine, other in self.model.saved | self.model.blocks if mine == user}
        blocked = {other for mine, other in self.model.blocks if mine == user}
        saved = {other for mine, other in self.model.saved if mine == user}
        assert told == {(other, other in saved, other in blocked) for other in others}
