"""The state machine: people do whatever there is to do in chats, allowed or not."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from molva.protocol.commands import (
    AddMember,
    BlockPerson,
    ChangeAccount,
    ChangeChat,
    ChangeChatSettings,
    ChangeRights,
    ChangeRole,
    Copy,
    CreateGroup,
    DeleteChat,
    DeleteFolder,
    DeleteMessage,
    EditMessage,
    ForwardMessages,
    GetHistory,
    LeaveChat,
    ListEdits,
    ListReactions,
    MarkChat,
    OpenDirect,
    OrderFolders,
    OrderPinnedChats,
    PinMessage,
    React,
    RemoveContact,
    RemoveMember,
    SaveContact,
    SaveDraft,
    SaveFolder,
    SendMessage,
    SignalTyping,
    TransferChat,
    UnblockPerson,
    UnpinAllMessages,
    UnpinMessage,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole, Circle
from tests.security.model.aiming import BEGINNINGS, Aiming
from tests.security.model.coming import MAX_CHATS, anybody, chat, person, place
from tests.security.model.comparing import code, seen, tried
from tests.security.model.room import RIGHTS, Refused
from tests.security.model.watched import PEOPLE

FOREIGN = 6
"""Numbers up to here name any message of a chat, greater ones a message of one's own."""

one = st.integers(1, 3 * FOREIGN)
bounds = st.tuples(st.sampled_from(["before", "after", "around", "around_id", "around_at"]), place)
calls = st.sampled_from(["", "", " @anna", " @boris @gleb", " @vera @nobody", " `@vera`", " @all"])
folder = st.integers(0, 2)
some_chats = st.lists(chat, max_size=3)
keeping = st.fixed_dictionaries(
    {},
    optional={
        "muted_until": st.sampled_from([0, 2**53 - 1]),
        "archived": st.booleans(),
        "marked_unread": st.booleans(),
        "pinned": st.booleans(),
    },
).filter(lambda change: not (change.get("pinned") and change.get("archived")))
rights = st.fixed_dictionaries({}, optional=dict.fromkeys(RIGHTS, st.sampled_from(ChatRole)))
circle = st.sampled_from(Circle)
emoji = st.lists(st.sampled_from(["👍", "🎉"]), unique=True, max_size=2).map(tuple)


class Permissions(Aiming):
    """What people do."""

    def seq(self, who: int, where: int, number: int) -> int:
        """Number a message; beyond FOREIGN it is one of one's own, if there is any."""
        room = self.model.rooms.get(self.chat_id(where))
        own = [each.seq for each in room.entries if each.sender == self.user(who) and each.id] if room else []
        return own[number % len(own)] if own and number > FOREIGN else number

    @initialize(shared=st.booleans(), more=st.sets(st.sampled_from(BEGINNINGS), min_size=2))
    def begin(self, shared: bool, more: AbstractSet[str] = frozenset()) -> None:
        """One is there from the start, one comes after something was said, one never does; and more has begun."""
        if "careful" in more:
            self.choose_rules(3, None, None, ask=True)
        self.create(0, {1}, shared)
        self.send(0, 0, None)
        self.add(0, 0, 2)
        if "careful" in more:
            self.add(0, 0, 3)
        if "poll" in more:
            self.create_poll(0, 0, "one", named=True)
        if "thread" in more:
            self.open_thread(1, 0, 2)
        if "public" in more:
            self.publish_own(0, approval="asks" in more)
        if "planned" in more:
            self.schedule(1, 0, 2, None)

    @rule(who=person, others=st.sets(anybody), shared=st.booleans(), channel=st.booleans())
    def create(self, who: int, others: set[int], shared: bool, channel: bool = False) -> None:
        if len(self.chats) < MAX_CHATS:
            chat_id, ids = new_id(self.clock()), tuple(self.user(each) for each in sorted(others))
            self.chats.insert(0, chat_id)
            said = {"name": self.canary(), "history_shared": shared, "channel": channel}
            self.do(who, CreateGroup(chat_id=chat_id, user_ids=ids, **said))  # type: ignore[arg-type]  # as named

    @rule(who=person, other=anybody)
    def open_direct(self, who: int, other: int) -> None:
        opened = self.do(who, OpenDirect(user_id=self.user(other)))
        if not isinstance(opened, Refused) and opened.chat.id not in self.chats:
            self.chats.insert(0, opened.chat.id)

    @rule(who=person, where=chat, reply=st.none() | place, call=calls)
    def send(self, who: int, where: int, reply: int | None, call: str = "") -> None:
        named = new_id(self.clock())
        self.do(who, SendMessage(chat_id=self.chat_id(where), id=named, text=self.canary() + call, reply_to=reply))

    @rule(who=person, where=chat, to=chat, numbers=st.lists(one, min_size=1, max_size=3), show=st.booleans())
    def forward(self, who: int, where: int, to: int, numbers: list[int], show: bool) -> None:
        copies = tuple(Copy(seq=self.seq(who, where, number), id=new_id(self.clock())) for number in numbers)
        source, target = self.chat_id(where), self.chat_id(to)
        self.do(who, ForwardMessages(chat_id=target, from_chat_id=source, messages=copies, show_author=show))

    @rule(who=person, where=chat, number=one, known=st.sampled_from(["nothing", "the last", "another"]), call=calls)
    def edit(self, who: int, where: int, number: int, known: str, call: str = "") -> None:
        seq = self.seq(who, where, number)
        room = self.model.rooms.get(self.chat_id(where))
        last = (room.entries[seq - 1].edited_at or 0) if room and seq <= len(room.entries) else 0
        seen_at = {"nothing": None, "the last": last, "another": last + 1}[known]
        text = self.canary() + call
        self.do(who, EditMessage(chat_id=self.chat_id(where), seq=seq, text=text, known_edited_at=seen_at))

    @rule(who=person, where=chat, number=one)
    def delete(self, who: int, where: int, number: int) -> None:
        seq = self.seq(who, where, number)
        self.do(who, DeleteMessage(chat_id=self.chat_id(where), seq=seq))

    @rule(who=person, where=chat, number=one, emoji=emoji)
    def react(self, who: int, where: int, number: int, emoji: tuple[str, ...]) -> None:
        seq = self.seq(who, where, number)
        self.do(who, React(chat_id=self.chat_id(where), seq=seq, emoji=emoji))

    @rule(who=person, where=chat, number=one)
    def pin(self, who: int, where: int, number: int) -> None:
        self.do(who, PinMessage(chat_id=self.chat_id(where), seq=self.seq(who, where, number)))

    @rule(who=person, where=chat, seq=place)
    def unpin(self, who: int, where: int, seq: int) -> None:
        self.do(who, UnpinMessage(chat_id=self.chat_id(where), seq=seq))

    @rule(who=person, where=chat)
    def unpin_all(self, who: int, where: int) -> None:
        self.do(who, UnpinAllMessages(chat_id=self.chat_id(where)))

    @rule(who=person, where=chat, read=place)
    def mark(self, who: int, where: int, read: int) -> None:
        self.do(who, MarkChat(chat_id=self.chat_id(where), read_seq=read))

    @rule(who=person, where=chat, reply=st.none() | place, blank=st.booleans())
    def draft(self, who: int, where: int, reply: int | None, blank: bool) -> None:
        text = " " if blank else self.canary()
        self.do(who, SaveDraft(chat_id=self.chat_id(where), text=text, reply_to=reply))

    @rule(who=person, where=chat, change=keeping)
    def keep(self, who: int, where: int, change: dict[str, Any]) -> None:
        self.do(who, ChangeChatSettings(chat_id=self.chat_id(where), **change))

    @rule(who=person, order=some_chats)
    def order_pinned(self, who: int, order: list[int]) -> None:
        self.do(who, OrderPinnedChats(chat_ids=tuple(dict.fromkeys(map(self.chat_id, order)))))

    @rule(who=person, number=folder, chats=some_chats)
    def file(self, who: int, number: int, chats: list[int]) -> None:
        chat_ids = tuple(map(self.chat_id, chats))
        self.do(who, SaveFolder(folder_id=self.folders[number], name=self.canary(), chat_ids=chat_ids))

    @rule(who=person, number=folder)
    def delete_folder(self, who: int, number: int) -> None:
        self.do(who, DeleteFolder(folder_id=self.folders[number]))

    @rule(who=person, order=st.permutations(range(3)), size=st.integers(0, 3))
    def order_folders(self, who: int, order: list[int], size: int) -> None:
        self.do(who, OrderFolders(folder_ids=tuple(self.folders[number] for number in order[:size])))

    @rule(who=person, where=chat)
    def type(self, who: int, where: int) -> None:
        for device in self.devices:
            device.signalled.clear()
        refused = isinstance(self.do(who, SignalTyping(chat_id=self.chat_id(where))), Refused)
        room = self.model.rooms.get(self.chat_id(where))
        typing = set() if refused else {self.user(who)}
        for other, device in enumerate(self.devices):
            between = {(self.user(who), self.user(other)), (self.user(other), self.user(who))} & self.model.blocks
            told = typing if other != who and room and self.user(other) in room.people() and not between else set()
            assert not device.conversation.synced or device.signalled == told, PEOPLE[other]

    @rule(who=person, other=anybody, kept=st.booleans())
    def save(self, who: int, other: int, kept: bool) -> None:
        self.do(who, (SaveContact if kept else RemoveContact)(user_id=self.user(other)))

    @rule(who=person, other=anybody, blocked=st.booleans())
    def block(self, who: int, other: int, blocked: bool) -> None:
        self.do(who, (BlockPerson if blocked else UnblockPerson)(user_id=self.user(other)))

    @rule(who=person, write=st.none() | circle, add=st.none() | circle, ask=st.none() | st.booleans())
    def choose_rules(self, who: int, write: Circle | None, add: Circle | None, ask: bool | None) -> None:
        self.do(who, ChangeAccount(who_may_write=write, who_may_add=add, ask_before_adding=ask))

    @rule(who=person, where=chat, other=anybody)
    def add(self, who: int, where: int, other: int) -> None:
        self.do(who, AddMember(chat_id=self.chat_id(where), user_id=self.user(other)))

    @rule(who=person, where=chat, other=anybody)
    def remove(self, who: int, where: int, other: int) -> None:
        self.do(who, RemoveMember(chat_id=self.chat_id(where), user_id=self.user(other)))

    @rule(who=person, where=chat)
    def leave(self, who: int, where: int) -> None:
        self.do(who, LeaveChat(chat_id=self.chat_id(where)))

    @rule(who=person, where=chat, other=anybody, role=st.sampled_from(ChatRole))
    def change_role(self, who: int, where: int, other: int, role: ChatRole) -> None:
        self.do(who, ChangeRole(chat_id=self.chat_id(where), user_id=self.user(other), role=role))

    @rule(who=person, where=chat, rights=rights)
    def change_rights(self, who: int, where: int, rights: dict[str, ChatRole]) -> None:
        self.do(who, ChangeRights(chat_id=self.chat_id(where), **rights))  # type: ignore[arg-type]  # rights alone

    @rule(who=person, where=chat, other=anybody)
    def transfer(self, who: int, where: int, other: int) -> None:
        self.do(who, TransferChat(chat_id=self.chat_id(where), user_id=self.user(other)))

    @rule(who=person, where=chat, shared=st.none() | st.booleans())
    def change_chat(self, who: int, where: int, shared: bool | None) -> None:
        self.do(who, ChangeChat(chat_id=self.chat_id(where), history_shared=shared))

    @rule(who=person, where=chat)
    def delete_chat(self, who: int, where: int) -> None:
        self.do(who, DeleteChat(chat_id=self.chat_id(where)))

    @rule(who=person, where=chat, where_to_begin=bounds, limit=st.integers(1, 5))
    def read_history(self, who: int, where: int, where_to_begin: tuple[str, int], limit: int) -> None:
        name, value = where_to_begin
        at: dict[str, Any] = {name: value}
        if name in ("around_id", "around_at"):
            room = self.model.rooms.get(self.chat_id(where))
            entry = room.entries[min(value, len(room.entries)) - 1] if room and room.entries else None
            at = {name: new_id(0) if entry is None else entry.id or new_id(0)}
            if name == "around_at":
                at = {name: 0 if entry is None else entry.sent_at}
        command = GetHistory(chat_id=self.chat_id(where), limit=limit, **at)
        found = self.ask(who, command)
        due = tried(lambda: self.model.page(self.user(who), command))
        assert code(found) == code(due)
        if not isinstance(due, Refused):
            sight = self.model.sight(self.user(who))[command.chat_id]
            assert [each.seq for each in found.messages] == due
            quoted = {sight[seq].reply_to for seq in due} & set(sight) - set(due)
            assert {each.seq: seen(each) for each in found.quoted} == {seq: sight[seq] for seq in quoted if seq}

    @rule(who=person, where=chat, seq=place)
    def list_reactions(self, who: int, where: int, seq: int) -> None:
        found = self.ask(who, ListReactions(chat_id=self.chat_id(where), seq=seq))
        due = tried(lambda: self.model.entry(self.user(who), self.chat_id(where), seq)[2])
        assert code(found) == code(due)
        if not isinstance(due, Refused):
            put = {(emoji, each.user_id) for each in found.reactors for emoji in each.emoji}
            room, mine = self.model.rooms[self.chat_id(where)], self.user(who)
            # Who reads a channel is for those to know who lead it.
            alone = room.channel and room.people()[mine].role is ChatRole.MEMBER
            assert put == {(emoji, user) for emoji, user in due.seen().reactions if user == mine or not alone}

    @rule(who=person, where=chat, seq=place)
    def list_edits(self, who: int, where: int, seq: int) -> None:
        found = self.ask(who, ListEdits(chat_id=self.chat_id(where), seq=seq, limit=50))
        due = tried(lambda: self.model.earlier(self.user(who), self.chat_id(where), seq))
        assert code(found) == code(due)
        if not isinstance(due, Refused):
            assert [each.text for each in found.edits] == due

    @rule(who=person)
    def cut(self, who: int) -> None:
        async def run() -> None:
            self.devices[who].cut()

        self.wait(run())

    @rule(who=person)
    def resume(self, who: int) -> None:
        async def run() -> None:
            self.devices[who].connect()
            await self._listen()
            assert self.devices[who].conversation.synced

        self.wait(run())
