"""People who write, share and save words, and make all of them go again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import msgspec

from molva.protocol.commands import (
    CancelScheduledMessage,
    ChangeChat,
    ChangeLifetime,
    ChangeScheduledMessage,
    ClearHistory,
    Command,
    Copy,
    CreateChatInvite,
    CreateGroup,
    CreatePoll,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    ForwardMessages,
    GetHistory,
    HideMessages,
    LeaveChat,
    ListEdits,
    OpenThread,
    PinMessage,
    PublishChat,
    React,
    RemoveMember,
    ReportPerson,
    ReportReason,
    SaveDraft,
    ScheduleMessage,
    SendMessage,
    SendScheduledMessage,
    VoteInPoll,
)
from molva.protocol.errors import Internal, Overloaded, Refusal
from molva.protocol.ids import new_id
from molva.protocol.rows import account_scope, chat_scope, marks_scope
from molva.server.kernel.caller import Caller
from molva.server.kernel.feature import Mode
from tests.fixtures.world import World

HOUR = 3_600_000
GONE = re.compile(r"gone-\d+-|gonetown\d")
"""Whatever is to be deleted begins so; what stays does not."""


class Past:
    """What people have written and made to go, with every id by which it could be asked for again."""

    def __init__(self, world: World, people: Sequence[Caller]) -> None:
        self.world = world
        self.people = people
        self.ann, self.bob, self.cid = people
        self.chats: list[str] = []
        self.ids: list[tuple[str, str]] = []
        """Of messages: chat and id."""
        self.codes: list[str] = ["nothing"]
        self.addresses: list[str] = []
        self.keeping = world.core.settings.edit_history == "on"
        """Whether what was changed is there until the message goes."""
        self.words = 0
        self.repeats: list[tuple[Caller, Command[Any]]] = []

    def gone(self, length: int = 1) -> str:
        """Words that nobody may find in the end."""
        self.words += 1
        return f"gone-{self.words}-" * length

    async def group(self, *others: Caller, name: str = "Group") -> str:
        chat_id = new_id(self.world.clock())
        command = CreateGroup(chat_id=chat_id, name=name, user_ids=tuple(each.user_id for each in others))
        await self.world.do(self.ann, command)
        self.chats.append(chat_id)
        self.repeats.append((self.ann, command))
        return chat_id

    async def say(self, who: Caller, chat_id: str, text: str, **fields: Any) -> int:
        command = SendMessage(chat_id=chat_id, id=new_id(self.world.clock()), text=text, **fields)
        self.ids.append((chat_id, command.id))
        return (await self.world.do(who, command)).seq

    async def ask(self, chat_id: str, **fields: Any) -> int:
        """Ask in a poll, and answer it."""
        poll = CreatePoll(
            chat_id=chat_id,
            id=new_id(self.world.clock()),
            question=self.gone(20),
            options=(self.gone(), self.gone()),
            correct=1,
            explanation=self.gone(),
            **fields,
        )
        self.ids.append((chat_id, poll.id))
        seq = (await self.world.do(self.ann, poll)).seq
        await self.world.do(self.ann, VoteInPoll(chat_id=chat_id, seq=seq, options=(1,)))
        return seq

    async def touch(self, chat_id: str, seq: int) -> None:
        """Let everything hang on a message that can."""
        await self.world.do(self.ann, React(chat_id=chat_id, seq=seq, emoji=("👍",)))
        await self.world.do(self.ann, PinMessage(chat_id=chat_id, seq=seq))
        await self.say(self.bob, chat_id, "an answer", reply_to=seq)
        await self.world.do(self.bob, SaveDraft(chat_id=chat_id, text="another answer", reply_to=seq))

    async def comment(self, chat_id: str, seq: int) -> None:
        """Comment on a message, and change the comment."""
        thread = (await self.world.do(self.bob, OpenThread(chat_id=chat_id, seq=seq))).thread.chat.id
        self.chats.append(thread)
        await self.change(self.bob, thread, await self.say(self.bob, thread, self.gone()))

    async def delete_messages(self) -> None:
        """Delete for everybody: what was said, answered, changed, mentioned, reported, hidden and forwarded."""
        chat_id, other = await self.group(self.bob, self.cid), await self.world.direct(self.ann, self.bob)
        self.chats.append(other)
        for length in (1, 350):
            seq = await self.say(self.bob, chat_id, f"@ann {self.gone(length)}")
            await self.touch(chat_id, seq)
            await self.world.do(self.cid, HideMessages(chat_id=chat_id, seqs=(seq,)))
            report = ReportPerson(user_id=self.bob.user_id, reason=ReportReason.SPAM, chat_id=chat_id, seq=seq)
            await self.world.do(self.ann if length == 1 else self.cid, report)
            await self.change(self.bob, chat_id, seq)
            await self.world.do(self.bob, EditMessage(chat_id=chat_id, seq=seq, text=f"@cid {self.gone(length)}"))
            await self.comment(chat_id, seq)
            copy = ForwardMessages(
                chat_id=other, from_chat_id=chat_id, messages=(Copy(seq=seq, id=new_id(self.world.clock())),)
            )
            (sent,) = (await self.world.do(self.ann, copy)).sent
            await self.world.do(self.bob, DeleteMessage(chat_id=chat_id, seq=seq))
            # A forward is its sender's own message, and outlives what it repeats.
            (kept,) = (await self.world.do(self.bob, GetHistory(chat_id=other, after=sent.seq - 1))).messages
            assert GONE.search(kept.text)
            await self.world.do(self.ann, DeleteMessage(chat_id=other, seq=sent.seq))
        seq = await self.ask(chat_id, anonymous=False)
        await self.touch(chat_id, seq)
        await self.world.do(self.ann, DeleteMessage(chat_id=chat_id, seq=seq))
        seq = await self.say(self.ann, chat_id, self.gone())
        await self.world.do(self.ann, EditMessage(chat_id=chat_id, seq=seq, text="other words"))
        if self.keeping:
            (edit,) = (await self.world.do(self.ann, ListEdits(chat_id=chat_id, seq=seq))).edits
            assert GONE.search(edit.text)
            await self.world.do(self.ann, DeleteMessage(chat_id=chat_id, seq=seq))

    async def change(self, who: Caller, chat_id: str, seq: int) -> None:
        """Change a message over and over, so that the oldest of what it said goes by itself."""
        for length in (1, 300, *[1] * 50):
            await self.world.do(who, EditMessage(chat_id=chat_id, seq=seq, text=self.gone(length)))

    async def let_expire(self) -> None:
        """Let the time of messages be over."""
        chat_id = await self.group(self.bob, self.cid)
        await self.world.do(self.ann, ChangeLifetime(chat_id=chat_id, lifetime_s=60))
        seq = await self.say(self.ann, chat_id, self.gone(300))
        await self.change(self.ann, chat_id, seq)
        await self.touch(chat_id, seq)
        chat_id = await self.group(self.bob, self.cid)
        await self.touch(chat_id, await self.say(self.ann, chat_id, self.gone(), lifetime_s=30))
        await self.ask(chat_id, lifetime_s=30)
        await self.world.pass_time(60_000)

    async def clear(self) -> None:
        """Clear a direct chat for both, and one's own notes."""
        direct, saved = await self.world.direct(self.ann, self.cid), await self.world.direct(self.ann, self.ann)
        for chat_id in (direct, saved):
            self.chats.append(chat_id)
            await self.ask(chat_id)
            seq = await self.say(self.ann, chat_id, self.gone(300))
            await self.change(self.ann, chat_id, seq)
            await self.world.do(self.ann, PinMessage(chat_id=chat_id, seq=seq))
            await self.world.do(self.ann, ClearHistory(chat_id=chat_id, up_to=seq, for_both=chat_id == direct))

    async def delete_chats(self) -> None:
        """Delete a group, and leave one as the last."""
        for leaving in (False, True):
            chat_id = await self.group(self.bob, self.cid, name=self.gone())
            described = ChangeChat(chat_id=chat_id, name=self.gone(), description=self.gone(20))
            await self.world.do(self.ann, described)
            self.addresses.append(f"gonetown{len(self.addresses)}")
            await self.world.do(self.ann, PublishChat(chat_id=chat_id, address=self.addresses[-1]))
            invite = await self.world.do(self.ann, CreateChatInvite(chat_id=chat_id, name=self.gone()))
            self.codes.append(invite.code or "")
            seq = await self.say(self.bob, chat_id, self.gone(300))
            await self.change(self.bob, chat_id, seq)
            await self.touch(chat_id, seq)
            await self.comment(chat_id, seq)
            await self.ask(chat_id, closes_at=self.world.clock() + HOUR)
            due = self.world.clock() + HOUR
            planned = ScheduleMessage(chat_id=chat_id, id=new_id(self.world.clock()), text=self.gone(), due_at=due)
            await self.world.do(self.ann, planned)
            for who in self.people:
                await self.world.do(who, SaveDraft(chat_id=chat_id, text=self.gone()))
            if leaving:
                await self.world.do(self.bob, LeaveChat(chat_id=chat_id))
                await self.world.do(self.ann, RemoveMember(chat_id=chat_id, user_id=self.cid.user_id))
                await self.world.do(self.ann, LeaveChat(chat_id=chat_id))
            else:
                await self.world.do(self.ann, DeleteChat(chat_id=chat_id))

    async def put_away(self) -> None:
        """Write drafts and scheduled messages, and think better of them."""
        chat_id = await self.group(self.bob)
        await self.world.do(self.ann, SaveDraft(chat_id=chat_id, text=self.gone(300)))
        await self.world.do(self.ann, SaveDraft(chat_id=chat_id, text=""))
        due = self.world.clock() + HOUR
        one, two, three = (new_id(self.world.clock()) for _ in range(3))
        for named in (one, two, three):
            planned = ScheduleMessage(chat_id=chat_id, id=named, text=self.gone(300), due_at=due)
            await self.world.do(self.ann, planned)
        await self.world.do(self.ann, ChangeScheduledMessage(id=one, text="other words"))
        await self.world.do(self.ann, CancelScheduledMessage(id=two))
        sent = await self.world.do(self.ann, SendScheduledMessage(id=three))
        await self.world.do(self.ann, DeleteMessage(chat_id=chat_id, seq=sent.seq))

    def questions(self) -> Iterator[Command[Any]]:
        """Everything that can be asked, of every chat, message and code; a question of a new kind names its fields."""
        people = [each.user_id for each in self.people]
        scopes = [scope(chat_id) for chat_id in self.chats for scope in (chat_scope, marks_scope)]
        known: dict[str, Sequence[Any]] = {
            "chat_id": self.chats,
            "seq": range(1, 6),
            "option": range(2),
            "code": self.codes,
            "address": self.addresses,
            "scope": [*scopes, *map(account_scope, people)],
        }
        kinds = [each.command for each in self.world.core.dispatcher.endpoints.values() if each.mode is Mode.READ]
        for kind in kinds:
            needed = [field.name for field in msgspec.structs.fields(kind) if field.required]
            for values in product(*(known[name] for name in needed)):
                yield kind(**dict(zip(needed, values, strict=True)))
        for chat_id in self.chats:
            yield GetHistory(chat_id=chat_id, after=0, limit=200)
            for place in range(1, 6):
                yield GetHistory(chat_id=chat_id, around=place, limit=2)
        for chat_id, message_id in self.ids:
            yield GetHistory(chat_id=chat_id, around_id=message_id)

    async def told(self) -> str:
        """Every answer to every question, and to what is said again, as anybody gets it."""
        asked = [(who, each) for who in self.people for each in self.questions()] + self.repeats
        assert len(asked) > 500
        return str([await self._answer(who, command) for who, command in asked])

    async def _answer(self, who: Caller, command: Command[Any]) -> Any:
        try:
            return await self.world.core.dispatcher.execute(who, command)
        except (Internal, Overloaded):
            raise
        except Refusal as refusal:
            return refusal.to_wire(who.language)
