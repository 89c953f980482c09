"""What is pushed: to members only, from the commit on, each row once and in order."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import (
    AddMember,
    ChangePassword,
    Command,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    GetChanges,
    GetHistory,
    LeaveChat,
    ListChats,
    MarkChat,
    Register,
    RemoveMember,
    RevokeSession,
    SendMessage,
    SignalTyping,
    SignedIn,
    SignIn,
    SignOut,
)
from molva.protocol.errors import ChatNotFound
from molva.protocol.frames import Hello, Ping, Pong, RawAnswer, Refused, Rows, Signalled, Synced, Welcome
from molva.protocol.ids import new_id
from molva.protocol.rows import Chat, Mark, Member, Membership, Message
from molva.protocol.signals import Presence, Typing
from molva.server.delivery.presence import GRACE_SECONDS
from tests.fixtures.settling import settle
from tests.fixtures.world import PASSWORD, World

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


async def test_somebody_who_is_added_gets_the_chat_and_then_what_follows(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    device = await world.connect(bob)
    device.take()
    chat_id = await world.group(ann)
    await world.say(ann, chat_id, "earlier")
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    await settle(lambda: any(isinstance(f, Rows) and f.scope == f"chat:{chat_id}" for f in device.frames))
    rows = device.rows()
    assert {type(row) for row in rows} == {Membership, Chat, Member, Message}
    await world.say(ann, chat_id, "later")
    assert device.texts() == ["later"]


async def test_what_is_missed_comes_on_return_and_nothing_twice(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    first = await world.connect(bob)
    frames = first.take()
    epoch = next(frame.epoch for frame in frames if isinstance(frame, Welcome))
    revs = {frame.scope: frame.rev for frame in frames if isinstance(frame, Rows)}
    world.lose(first)
    await world.say(ann, chat_id, "missed")
    second = await world.connect(bob, revs, epoch)
    rows = [frame for frame in second.take() if isinstance(frame, Rows)]
    assert [(frame.scope, frame.after) for frame in rows] == [(f"chat:{chat_id}", revs[f"chat:{chat_id}"])]
    world.lose(second)
    revs.update({frame.scope: frame.rev for frame in rows})
    third = await world.connect(bob, revs, epoch)
    assert not [frame for frame in third.take() if isinstance(frame, Rows)]


async def test_another_epoch_is_answered_with_everything_anew(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await world.say(ann, chat_id, "hello")
    device = await world.connect(bob, {f"chat:{chat_id}": 99}, "another")
    frames = device.take()
    assert frames[0].reset
    assert "hello" in [
        row.text for frame in frames if isinstance(frame, Rows) for row in frame.rows if isinstance(row, Message)
    ]


async def test_a_long_absence_ends_with_the_newest_page_and_a_hole(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    for n in range(130):
        await world.core.dispatcher.execute(ann, SendMessage(chat_id=chat_id, id=new_id(n), text=f"{n}"))
    device = await world.connect(bob)
    (rows,) = [frame for frame in device.take() if isinstance(frame, Rows) and frame.scope == f"chat:{chat_id}"]
    assert rows.hole
    assert rows.unread == 130
    assert [row.seq for row in rows.rows if isinstance(row, Message)] == list(range(31, 131))


@pytest.mark.parametrize("way", ["sign out", "revoked elsewhere", "password changed"])
async def test_an_ended_session_is_disconnected(world: World, way: str) -> None:
    ann = await world.person("ann")
    elsewhere = await world.core.dispatcher.execute(ann, _sign_in("ann"))
    device = await world.connect(ann)
    other = type(ann)(address=ann.address, user=ann.user_id, session=elsewhere.session_id)
    if way == "sign out":
        await world.do(ann, SignOut())
    elif way == "revoked elsewhere":
        await world.do(other, RevokeSession(session_id=ann.session_id))
    else:
        await world.do(other, ChangePassword(old_password=PASSWORD, new_password="wheat-field-7-train"))
    assert device.closed is CloseCode.SESSION_ENDED


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


async def test_a_socket_shows_a_new_sessions_token_only_to_whoever_asks_for_it(world: World) -> None:
    (ann,) = await world.people("ann")
    device = await world.connect(ann)
    for wanted in (False, True):
        for command in (
            SignIn(login="ann", password=PASSWORD, token=wanted),
            Register(username=f"bob-{wanted}", password=PASSWORD, token=wanted),
        ):
            answer = await world.call(device, command)
            assert isinstance(answer, RawAnswer)
            assert (msgspec.json.decode(answer.result, type=SignedIn).token is not None) == wanted


async def test_a_call_is_answered_and_a_ping_too(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    device = await world.connect(ann)
    answer = await world.call(device, SendMessage(chat_id=chat_id, id=new_id(1), text="hello"))
    assert isinstance(answer, RawAnswer)
    refused = await world.call(device, SendMessage(chat_id=chat_id, id=new_id(1), text=""))
    assert isinstance(refused, Refused)
    assert refused.error.code == "invalid_text"
    device.take()
    device.send(Ping())
    await settle()
    assert device.take() == [Pong()]


async def test_silence_before_hello_ends_the_connection(world: World) -> None:
    ann = await world.person("ann")
    device = world.open(ann)
    device.send(b'{"type":"ping"}')
    assert device.closed is CloseCode.BAD_FRAME
    assert not any(isinstance(frame, Synced) for frame in device.frames)


async def test_a_second_hello_ends_the_connection(world: World) -> None:
    ann = await world.person("ann")
    device = await world.connect(ann)
    device.send(Hello())
    assert device.closed is CloseCode.BAD_FRAME


def _sign_in(login: str) -> SignIn:
    return SignIn(login=login, password=PASSWORD)
