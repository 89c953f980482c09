"""The state machine: people act, links fail, and every replica comes out as a fresh one would."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from molva.protocol.commands import (
    AddMember,
    ChangeAccount,
    ChangeChat,
    ChangeRole,
    ClearHistory,
    CreateGroup,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    GetHistory,
    HideMessages,
    LeaveChat,
    MarkChat,
    OpenDirect,
    PinMessage,
    RemoveMember,
    SendMessage,
    UnpinAllMessages,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole
from tests.convergence.link import Device, Fate
from tests.convergence.people import PEOPLE
from tests.convergence.stage import DEVICES, Stage

person = st.integers(0, len(PEOPLE) - 1)
device = st.integers(0, len(DEVICES) - 1)
chat = st.integers(0, 3)
place = st.integers(1, 12)
text = st.sampled_from(["hello", "привет", "x"])
fates = st.lists(st.sampled_from(Fate), min_size=1, max_size=6)


class Convergence(Stage):
    """What people and links do."""

    @initialize(shared=st.booleans())
    def begin(self, shared: bool) -> None:
        self.create(0, {1, 2}, shared)

    @rule(who=person, others=st.sets(person), shared=st.booleans())
    def create(self, who: int, others: set[int], shared: bool) -> None:
        if len(self.chats) < 4:
            chat_id, ids = new_id(self.clock()), tuple(self.people[each].user_id for each in sorted(others))
            self.do(who, CreateGroup(chat_id=chat_id, name="Group", user_ids=ids, history_shared=shared))
            self.chats.append(chat_id)

    @rule(who=person, other=person)
    def open_direct(self, who: int, other: int) -> None:
        opened = self.do(who, OpenDirect(user_id=self.people[other].user_id))
        if opened.chat.id not in self.chats:
            self.chats.append(opened.chat.id)

    @rule(who=person, where=chat, text=text, reply=st.none() | place, times=st.integers(1, 6))
    def send(self, who: int, where: int, text: str, reply: int | None, times: int) -> None:
        for _ in range(times):
            self.do(who, SendMessage(chat_id=self.chat_id(where), id=new_id(self.clock()), text=text, reply_to=reply))

    @rule(which=device, where=chat, text=text)
    def post(self, which: int, where: int, text: str) -> None:
        command = SendMessage(chat_id=self.chat_id(where), id=new_id(self.clock()), text=text)
        self.on(which, lambda at: at.post(command))

    @rule(who=person, where=chat, seq=place, text=text)
    def edit(self, who: int, where: int, seq: int, text: str) -> None:
        self.do(who, EditMessage(chat_id=self.chat_id(where), seq=seq, text=text + "!"))

    @rule(who=person, where=chat, seq=place)
    def delete(self, who: int, where: int, seq: int) -> None:
        self.do(who, DeleteMessage(chat_id=self.chat_id(where), seq=seq))

    @rule(who=person, where=chat, seq=place)
    def pin(self, who: int, where: int, seq: int) -> None:
        self.do(who, PinMessage(chat_id=self.chat_id(where), seq=seq))

    @rule(who=person, where=chat, seqs=st.sets(place, min_size=1, max_size=3))
    def hide(self, who: int, where: int, seqs: set[int]) -> None:
        self.do(who, HideMessages(chat_id=self.chat_id(where), seqs=tuple(sorted(seqs))))

    @rule(who=person, where=chat, up_to=place, both=st.booleans())
    def clear(self, who: int, where: int, up_to: int, both: bool) -> None:
        self.do(who, ClearHistory(chat_id=self.chat_id(where), up_to=up_to, for_both=both))

    @rule(who=person, where=chat)
    def unpin_all(self, who: int, where: int) -> None:
        self.do(who, UnpinAllMessages(chat_id=self.chat_id(where)))

    @rule(who=person, where=chat, read=st.none() | place, delivered=st.none() | place)
    def mark(self, who: int, where: int, read: int | None, delivered: int | None) -> None:
        self.do(who, MarkChat(chat_id=self.chat_id(where), read_seq=read, delivered_seq=delivered))

    @rule(who=person, where=chat, other=person)
    def add(self, who: int, where: int, other: int) -> None:
        self.do(who, AddMember(chat_id=self.chat_id(where), user_id=self.people[other].user_id))

    @rule(who=person, where=chat, other=person)
    def remove(self, who: int, where: int, other: int) -> None:
        self.do(who, RemoveMember(chat_id=self.chat_id(where), user_id=self.people[other].user_id))

    @rule(who=person, where=chat)
    def leave(self, who: int, where: int) -> None:
        self.do(who, LeaveChat(chat_id=self.chat_id(where)))

    @rule(who=person, where=chat, other=person, role=st.sampled_from(ChatRole))
    def change_role(self, who: int, where: int, other: int, role: ChatRole) -> None:
        self.do(who, ChangeRole(chat_id=self.chat_id(where), user_id=self.people[other].user_id, role=role))

    @rule(who=person, where=chat, name=st.none() | text, shared=st.none() | st.booleans())
    def change_chat(self, who: int, where: int, name: str | None, shared: bool | None) -> None:
        self.do(who, ChangeChat(chat_id=self.chat_id(where), name=name, history_shared=shared))

    @rule(who=person, where=chat)
    def delete_chat(self, who: int, where: int) -> None:
        self.do(who, DeleteChat(chat_id=self.chat_id(where)))

    @rule(who=person, name=text)
    def rename(self, who: int, name: str) -> None:
        self.do(who, ChangeAccount(name=name))

    @rule(which=device, how=fates)
    def deliver(self, which: int, how: list[Fate]) -> None:
        self.on(which, lambda at: at.deliver(how))

    @rule(which=device)
    def deliver_all(self, which: int) -> None:
        self.on(which, Device.deliver)

    @rule(which=device)
    def catch_late(self, which: int) -> None:
        self.on(which, Device.catch_late)

    @rule(which=device)
    def cut(self, which: int) -> None:
        self.on(which, Device.cut)

    @rule(which=device)
    def connect(self, which: int) -> None:
        self.on(which, Device.connect)

    @rule(which=device, where=chat, before=st.none() | place, limit=st.integers(1, 5))
    def read_history(self, which: int, where: int, before: int | None, limit: int) -> None:
        command = GetHistory(chat_id=self.chat_id(where), before=before, limit=limit)
        self.on(which, lambda at: at.read_history(command))

    @rule(how=fates)
    def disturb_bus(self, how: list[Fate]) -> None:
        if self.lossy_bus:
            self.bus.fates = how
