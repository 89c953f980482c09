"""What is pushed: to members only, from the commit on, each row once and in order."""

from __future__ import annotations

from typing import Any

import pytest

from molva.protocol.commands import (
    AddMember,
    Command,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    GetChanges,
    GetHistory,
    LeaveChat,
    ListChats,
    MarkChat,
    RemoveMember,
    SignalTyping,
)
from molva.protocol.errors import ChatNotFound
from molva.protocol.frames import Rows, Signalled
from molva.protocol.rows import Mark, Membership
from molva.protocol.signals import Presence, Typing
from molva.server.delivery.presence import GRACE_SECONDS
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def test_a_never_member_hears_nothing(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    stranger = await world.connect(eve)
    stranger.take()
    chat_id = await world.group(ann, bob)
    seq = (await world.say(ann, chat_id, "secret")).seq
    await world.do(ann, EditMessage(chat_id=chat_id, seq=seq, text="secret too"))
    await world.do(bob, MarkChat(chat_id=chat_id, read_seq=seq))
    await world.do(bob, SignalTyping(chat_id=chat_id))
    assert stranger.take() == []
    for scope in (f"chat:{chat_id}", f"marks:{chat_id}", f"account:{ann.user_id}", "chat:nonsense", "nonsense"):
        with pytest.raises(ChatNotFound):
            await world.do(eve, GetChanges(scope=scope))


@pytest.mark.parametrize("way", ["removed", "left"])
async def test_whoever_is_out_hears_nothing_more_live_or_asked(world: World, way: str) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    device = await world.connect(bob)
    device.take()
    if way == "removed":
        await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    else:
        await world.do(bob, LeaveChat(chat_id=chat_id))
    # Only the own account tells that one is out; the chat's own rows of that very commit do not come any more.
    (told,) = device.take()
    assert told.scope == f"account:{bob.user_id}"
    assert [row.left for row in told.rows] == [True]
    seq = (await world.say(ann, chat_id, "secret")).seq
    await world.do(ann, EditMessage(chat_id=chat_id, seq=seq, text="secret too"))
    await world.do(ann, SignalTyping(chat_id=chat_id))
    assert device.take() == []
    asked: tuple[Command[Any], ...] = (
        GetChanges(scope=f"chat:{chat_id}"),
        GetChanges(scope=f"marks:{chat_id}"),
        GetHistory(chat_id=chat_id),
        EditMessage(chat_id=chat_id, seq=1, text="x"),
        DeleteMessage(chat_id=chat_id, seq=1),
        MarkChat(chat_id=chat_id, read_seq=1),
    )
    for command in asked:
        with pytest.raises(ChatNotFound):
            await world.do(bob, command)
    assert chat_id not in [state.chat.id for state in (await world.do(bob, ListChats())).chats]
    again = await world.connect(bob)
    assert all(chat_id not in frame.scope for frame in again.take() if isinstance(frame, Rows))


async def test_a_deleted_chat_leaves_nobody_in_it(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    device = await world.connect(bob)
    device.take()
    await world.do(ann, DeleteChat(chat_id=chat_id))
    assert {frame.scope for frame in device.take()} == {f"account:{bob.user_id}"}
    with pytest.raises(ChatNotFound):
        await world.say(ann, chat_id, "echo")


async def test_hidden_history_stays_hidden_from_newcomers_also_when_it_changes(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, history_shared=False)
    seq = (await world.say(ann, chat_id, "before bob")).seq
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    device = await world.connect(bob)
    assert device.texts() == [""]  # the service message that bob was added
    await world.do(ann, EditMessage(chat_id=chat_id, seq=seq, text="before bob, changed"))
    (rows,) = device.take()
    assert (rows.after + 1, rows.rows) == (rows.rev, [])
    await world.say(ann, chat_id, "hello bob")
    assert device.texts() == ["hello bob"]
    history = await world.do(bob, GetHistory(chat_id=chat_id))
    assert [message.text for message in history.messages] == ["", "hello bob"]
    assert history.at_start
    changes = await world.do(bob, GetChanges(scope=f"chat:{chat_id}"))
    assert "before bob" not in str(changes)


async def test_a_message_reaches_every_device_of_every_member_once(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    devices = [await world.connect(caller) for caller in (ann, ann, bob)]
    for device in devices:
        device.take()
    await world.say(ann, chat_id, "hello")
    for device in devices:
        (rows,) = device.take()
        assert (rows.scope, rows.after, rows.rev) == (f"chat:{chat_id}", 1, 2)
        assert [row.text for row in rows.rows] == ["hello"]


async def test_revisions_that_are_pushed_have_no_gaps(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    device = await world.connect(bob)
    known = {frame.scope: frame.rev for frame in device.take() if isinstance(frame, Rows)}
    for n in range(20):
        seq = (await world.say(ann, chat_id, f"{n}")).seq
        await world.do(ann, EditMessage(chat_id=chat_id, seq=seq, text=f"{n}!"))
        await world.do(bob, MarkChat(chat_id=chat_id, read_seq=seq))
    for frame in device.take():
        assert frame.after == known.get(frame.scope, 0)
        known[frame.scope] = frame.rev


async def test_marks_are_shown_to_the_others_and_read_ones_to_the_own_devices(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await world.say(ann, chat_id, "hello")
    sender, reader = await world.connect(ann), await world.connect(bob)
    sender.take()
    reader.take()
    await world.do(bob, MarkChat(chat_id=chat_id, delivered_seq=1))
    (mark,) = sender.rows()
    assert isinstance(mark, Mark)
    assert (mark.user_id, mark.delivered_seq, mark.read_seq) == (bob.user_id, 1, 0)
    await world.do(bob, MarkChat(chat_id=chat_id, read_seq=99))
    assert [(row.read_seq, row.delivered_seq) for row in sender.rows() if isinstance(row, Mark)] == [(1, 1)]
    assert [row.read_seq for row in reader.rows() if isinstance(row, Membership)] == [1]
    await world.do(bob, MarkChat(chat_id=chat_id, read_seq=0))
    assert sender.take() == []


async def test_typing_is_shown_to_the_others_alone(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    writer, watcher = await world.connect(ann), await world.connect(bob)
    writer.take()
    watcher.take()
    await world.do(ann, SignalTyping(chat_id=chat_id))
    assert watcher.take() == [Signalled(Typing(chat_id=chat_id, user_id=ann.user_id))]
    assert writer.take() == []


async def test_coming_online_is_shown_and_a_quick_return_is_no_departure(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    await world.direct(ann, bob)
    watcher = await world.connect(ann)
    watcher.take()
    device = await world.connect(bob)
    assert watcher.take() == [Signalled(Presence(user_id=bob.user_id, online=True))]
    world.lose(device)
    await world.connect(bob)
    assert watcher.take() == []
    assert GRACE_SECONDS > 0
