"""Many chats read together are what each of them is by itself, whatever has happened in them."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pytest

from molva.protocol.commands import (
    AddMember,
    BlockPerson,
    ChangeRole,
    ClearHistory,
    Command,
    DeleteAccount,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    GetChat,
    LeaveChat,
    ListChats,
    MarkChat,
    OpenThread,
    PinMessage,
    React,
    RemoveMember,
    SendMessage,
    UnpinMessage,
    WhatStays,
)
from molva.protocol.errors import Refusal
from molva.protocol.frames import Rows
from molva.protocol.ids import new_id
from molva.protocol.rows import Chat, ChatRole, Message, Pin
from molva.server.features.chats import find_places, listed_chats
from molva.server.features.chats.store import first, rows
from molva.server.features.chats.store.access import visible
from molva.server.features.messages.store import catching_up
from molva.server.kernel.caller import Caller
from molva.server.kernel.catchup import Catchup
from molva.server.kernel.feature import Feature
from tests.fixtures.world import PASSWORD, World

pytestmark = pytest.mark.anyio

FEW = 3
"""Messages of a page, and members of a chat that is told whole: few steps go beyond."""


@pytest.fixture(autouse=True)
def soon_full(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (rows, first):
        monkeypatch.setattr(module, "SYNCED_MEMBERS", FEW)
    monkeypatch.setattr(rows, "MARKED_CHAT_MEMBERS", FEW)
    monkeypatch.setattr(catching_up, "SYNC_PAGE", FEW)
    monkeypatch.setattr(catching_up, "MAX_COUNTED", FEW)


@dataclass
class Life:
    """What people do at random; what they may not do is refused and changes nothing."""

    world: World
    luck: random.Random
    people: list[Caller]
    chats: list[str]

    def text(self) -> str:
        return self.luck.choice(["hello", "hello @ann", "@all hello", "@bob and @ann", "@cid"])

    def command(self) -> Command[Any]:
        luck, chat_id, seq = self.luck, self.luck.choice(self.chats), self.luck.randint(1, 18)
        user_id = luck.choice(self.people).user_id
        send = SendMessage(chat_id=chat_id, id=new_id(self.world.clock()), text=self.text())
        made: list[Callable[[], Command[Any]]] = [
            *[lambda: send] * 8,
            lambda: AddMember(chat_id=chat_id, user_id=user_id),
            lambda: AddMember(chat_id=chat_id, user_id=user_id),
            lambda: BlockPerson(user_id=user_id),
            lambda: ChangeRole(chat_id=chat_id, user_id=user_id, role=luck.choice([ChatRole.ADMIN, ChatRole.MEMBER])),
            lambda: ClearHistory(chat_id=chat_id, up_to=seq, for_both=luck.random() < 0.3),
            lambda: DeleteMessage(chat_id=chat_id, seq=seq),
            lambda: EditMessage(chat_id=chat_id, seq=seq, text=self.text()),
            lambda: MarkChat(chat_id=chat_id, read_seq=seq),
            *[lambda: OpenThread(chat_id=chat_id, seq=seq)] * 4,
            lambda: PinMessage(chat_id=chat_id, seq=seq),
            lambda: UnpinMessage(chat_id=chat_id, seq=seq),
            lambda: React(chat_id=chat_id, seq=seq, emoji=("👍",)),
            lambda: RemoveMember(chat_id=chat_id, user_id=user_id),
            lambda: LeaveChat(chat_id=chat_id),
        ]
        return luck.choice(made)()

    async def go_on(self, steps: int) -> None:
        for _ in range(steps):
            who, command = self.luck.choice(self.people), self.command()
            with suppress(Refusal):  # what one may not do changes nothing
                answer = await self.do(who, command)
                if isinstance(command, SendMessage):
                    place = {"chat_id": command.chat_id, "seq": answer.seq}
                    made: list[Command[Any]] = [DeleteMessage(**place), PinMessage(**place), OpenThread(**place)]
                    await self.do(who, self.luck.choice(made))

    async def do(self, who: Caller, command: Command[Any]) -> Any:
        answer = await self.world.core.dispatcher.execute(who, command)
        if isinstance(command, OpenThread) and answer.thread.chat.id not in self.chats:
            self.chats.append(answer.thread.chat.id)
        return answer


async def begin(world: World, seed: int) -> Life:
    people = await world.people("ann", "bob", "cid", "dan")
    ann, bob, cid, dan = people
    chats = [
        await world.group(ann, bob),
        await world.group(ann, bob, cid, dan, history_shared=False),
        await world.group(bob, ann, cid, channel=True),
        await world.group(cid, ann, bob, dan),
        await world.direct(ann, bob),
        await world.direct(ann, cid),
        await world.direct(ann, ann),
    ]
    for chat_id in chats[:2]:
        sent = await world.say(ann, chat_id, "to be pinned")
        await world.do(ann, PinMessage(chat_id=chat_id, seq=sent.seq))
    return Life(world, random.Random(seed), people, chats)


def one_by_one(features: tuple[Feature, ...]) -> tuple[Feature, ...]:
    """The same slices without what they offer for many at once."""
    return tuple(replace(each, rows=tuple(replace(kind, first=None) for kind in each.rows)) for each in features)


async def compare(world: World, caller: Caller) -> list[Rows]:
    """See that everything a person's new device gets is the same both ways."""
    user_id, features = caller.user_id, world.core.features
    together, single = Catchup(features, "epoch"), Catchup(one_by_one(features), "epoch")

    def read(db: Any) -> list[Rows]:
        followed = together.followed(db, user_id)
        frames = together.all_rows(db, followed, {})
        assert frames == single.all_rows(db, followed, {})
        assert frames == [together.rows(db, each, 0) for each in followed]
        # Of some of them something is known.
        known = {each.scope: each.rev - number % 3 for number, each in enumerate(followed) if each.rev > 2}
        some = together.all_rows(db, followed, known)
        assert some == [together.rows(db, each, known.get(each.scope, 0)) for each in followed]
        scopes = [each.scope for each in followed]
        assert together.find_all(db, user_id, [*scopes, f"chat:{new_id(0)}", "chat:x"]) == [
            found for scope in scopes if (found := together.find(db, user_id, scope)) is not None
        ]
        ids = [scope.partition(":")[2] for scope in scopes]
        places = ((chat_id, visible(db, user_id, chat_id)) for chat_id in ids)
        assert find_places(db, user_id, ids) == {chat_id: place for chat_id, place in places if place is not None}
        return frames

    frames = await world.core.database.read(read)
    listed = (await world.do(caller, ListChats())).chats
    ids = await world.core.database.read(lambda db: listed_chats(db, user_id))
    assert listed == [await world.do(caller, GetChat(chat_id=chat_id)) for chat_id in ids]
    return frames


@pytest.mark.parametrize("seed", range(2))
async def test_together_they_are_what_each_is_by_itself(world: World, seed: int) -> None:
    life = await begin(world, seed)
    frames = await compare(world, life.people[0])
    for _ in range(2):
        await life.go_on(70)
        for who in life.people:
            frames += await compare(world, who)
    told = [row for frame in frames for row in frame.rows]
    assert any(frame.hole and frame.unread for frame in frames)
    assert any(isinstance(row, Chat) and row.root is not None for row in told)
    assert any(isinstance(row, Message) and row.deleted for row in told)
    assert any(isinstance(row, Pin) for row in told)
    await world.do(life.people[3], DeleteAccount(password=PASSWORD, messages=WhatStays.KEEP))
    with suppress(Refusal):  # by now it may be gone, or another's
        await world.do(life.people[0], DeleteChat(chat_id=life.chats[0]))
    await world.pass_time(60_000)
    for who in life.people[:3]:
        await compare(world, who)
