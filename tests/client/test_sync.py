"""Whatever a connection loses, repeats or reorders, the replica ends as a fresh one."""

from __future__ import annotations

from itertools import count

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from molva.client.replica import Replica
from molva.client.sync import MAX_ASKED, MAX_BUFFERED, Phase, Sync
from molva.client.testing import FakeUser, World
from molva.protocol.commands import Call, Changes, GetChanges
from molva.protocol.errors import ChatNotFound, Overloaded, Refusal
from molva.protocol.frames import Rows, Synced, Welcome
from molva.protocol.rows import AnyRow, account_scope, chat_scope, marks_scope
from tests.client.rows import CHAT, EPOCH, ME, OTHER, account_rows, chat_rows, membership, message


class Line:
    """One device on a line that the test may cut, lossy in whatever it is told to."""

    def __init__(self, world: World, user: FakeUser) -> None:
        self.world = world
        self.user = user
        self.replica = Replica()
        self.sync = Sync(self.replica, count(1))
        self.connect()

    def connect(self) -> None:
        """Say hello and take everything that is newer, losing nothing."""
        hello = self.sync.start()
        epoch = self.world.epoch
        self.sync.welcome(
            Welcome(epoch=epoch, user_id=self.user.id, session_id=ME, now=0, reset=hello.epoch not in ("", epoch))
        )
        calls: list[Call] = []
        for scope in self.world.scopes(self.user):
            calls += self.sync.rows(self.world.changes(self.user, scope, hello.revs.get(scope, 0))).send
        calls += self.sync.synced(Synced()).send
        self.answer(calls)

    def receive(self, frame: Rows) -> None:
        """Take a pushed frame, and have every question answered at once."""
        self.answer(self.sync.rows(frame).send)

    def answer(self, calls: list[Call]) -> None:
        while calls:
            call = calls.pop(0)
            assert isinstance(call.command, GetChanges)
            try:
                rows = self.world.changes(self.user, call.command.scope, call.command.after)
            except Refusal as refused:
                self.sync.refused(call.ref, refused.to_wire(), now=0.0)
            else:
                calls += self.sync.answered(call.ref, Changes(epoch=self.world.epoch, rows=rows)).send


def rows_of(replica: Replica) -> dict[tuple[str, ...], AnyRow]:
    return {row.key(): row for row in replica.rows()}


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("send"), st.integers(0, 1), st.integers(0, 2)),
        st.tuples(st.just("edit"), st.integers(0, 1), st.integers(0, 9)),
        st.tuples(st.just("delete"), st.integers(0, 1), st.integers(0, 9)),
        st.tuples(st.just("mark"), st.integers(0, 1), st.integers(0, 9)),
        st.tuples(st.just("leave"), st.integers(0, 1), st.just(0)),
        st.tuples(st.just("join"), st.integers(0, 1), st.just(0)),
    ),
    max_size=40,
)


def act(world: World, me: FakeUser, ann: FakeUser, action: tuple[str, int, int]) -> None:
    """Change the world, as far as the action makes sense there."""
    verb, where, which = action
    chat = list(world.chats.values())[where]
    match verb:
        case "send":
            world.send(chat, ann, f"{which}")
        case "edit" | "delete" | "mark" if which < len(chat.messages):
            message = chat.messages[which]
            if verb == "mark":
                world.mark(chat, ann, read=message.seq)
            elif verb == "delete":
                world.delete(chat, ann, message.seq)
            elif not message.deleted:
                world.edit(chat, ann, message.seq, "edited")
        case "leave" if chat.present(me.id):
            world.remove_member(chat, me, by=ann)
        case "join" if not chat.present(me.id):
            world.add_member(chat, me, by=ann)
        case _:
            pass


@given(ACTIONS, st.data())
def test_a_replica_over_a_bad_line_equals_a_fresh_one(actions: list[tuple[str, int, int]], data: st.DataObject) -> None:
    pushed: list[Rows] = []
    world = World(lambda: 1_700_000_000_000, pushed.append)
    me, ann = world.add_user("me"), world.add_user("ann")
    for name in ("one", "other"):
        world.add_chat(name, [ann, me])
    line = Line(world, me)

    on_the_way: list[Rows] = []
    for action in actions:
        pushed.clear()
        act(world, me, ann, action)
        mine = world.scopes(me)
        on_the_way += [frame for frame in pushed if frame.scope in mine or frame.scope == account_scope(me.id)]
        fate = data.draw(st.sampled_from(["deliver", "hold", "lose", "repeat", "shuffle", "reconnect"]))
        if fate == "lose" and on_the_way:
            on_the_way.pop(data.draw(st.integers(0, len(on_the_way) - 1)))
        if fate == "shuffle":
            on_the_way = data.draw(st.permutations(on_the_way))
        if fate == "repeat":
            on_the_way += on_the_way
        if fate == "reconnect":
            on_the_way.clear()
            line.connect()
        if fate != "hold":
            for frame in on_the_way:
                line.receive(frame)
            on_the_way.clear()

    # What was lost last shows with the next change of each scope; one more of each.
    for chat in list(world.chats.values()):
        if not chat.present(me.id):
            world.add_member(chat, me, by=ann)
        pushed.clear()
        world.send(chat, ann, "last")
        world.mark(chat, me, read=1)
        for frame in pushed:
            if frame.scope in world.scopes(me):
                line.receive(frame)
    for _ in range(2):
        line.answer(line.sync.tick(0.0))
    assert rows_of(line.replica) == rows_of(Line(world, me).replica)


def started() -> tuple[Sync, Replica]:
    replica = Replica()
    sync = Sync(replica, count(1))
    sync.start()
    sync.welcome(Welcome(epoch=EPOCH, user_id=ME, session_id=ME, now=0))
    return sync, replica


def changes(rows: Rows, epoch: str = EPOCH) -> Changes:
    return Changes(epoch=epoch, rows=rows)


def test_hello_tells_what_is_here() -> None:
    sync, _ = started()
    sync.rows(chat_rows(0, 3, [message(1, 3)]))
    hello = sync.start()
    assert (hello.epoch, hello.revs) == (EPOCH, {chat_scope(CHAT): 3})
    assert sync.phase is Phase.WAITING


def test_hello_of_a_replica_with_very_many_scopes_fits_its_frame() -> None:
    sync, replica = started()
    replica.revs.update({chat_scope(f"0190a0a0-0000-7000-8000-{number:012x}"): 2**53 - 1 for number in range(20_000)})
    assert len(msgspec.json.encode(sync.start())) < 1024 * 1024


def test_another_database_begins_from_nothing() -> None:
    sync, replica = started()
    sync.rows(chat_rows(0, 3, [message(1, 3)]))
    sync.start()
    sync.welcome(Welcome(epoch="another", user_id=ME, session_id=ME, now=0, reset=True))
    assert replica.revs == {}
    assert replica.epoch == "another"


def test_another_user_begins_from_nothing() -> None:
    sync, replica = started()
    sync.rows(chat_rows(0, 3, [message(1, 3)]))
    sync.welcome(Welcome(epoch=EPOCH, user_id="another", session_id=ME, now=0))
    assert replica.revs == {}


def test_a_gap_is_asked_for_once_and_what_lies_beyond_it_waits() -> None:
    sync, replica = started()
    first = sync.rows(chat_rows(2, 3, [message(3, 3)]))
    assert first.changes == []
    assert [call.command for call in first.send] == [GetChanges(scope=chat_scope(CHAT), after=0)]
    assert sync.rows(chat_rows(3, 4, [message(4, 4)])).send == []
    outcome = sync.answered(first.send[0].ref, changes(chat_rows(0, 2, [message(1, 1), message(2, 2)])))
    assert sorted(replica.chats[CHAT].messages) == [1, 2, 3, 4]
    assert len(outcome.changes) == 4
    assert outcome.send == []


def test_frames_that_were_not_kept_are_asked_for_again() -> None:
    sync, replica = started()
    last = MAX_BUFFERED + 10
    asked = [
        call for rev in range(2, last + 1) for call in sync.rows(chat_rows(rev - 1, rev, [message(rev, rev)])).send
    ]
    assert len(asked) == 1
    again = sync.answered(asked[0].ref, changes(chat_rows(0, 1, [message(1, 1)])))
    known = replica.rev(chat_scope(CHAT))
    assert known == MAX_BUFFERED + 1
    assert [call.command for call in again.send] == [GetChanges(scope=chat_scope(CHAT), after=known)]


def test_a_server_that_never_closes_a_gap_is_left() -> None:
    sync, _ = started()
    outcome = sync.rows(chat_rows(8, 9, [message(9, 9)]))
    for _ in range(MAX_ASKED):
        assert not outcome.broken
        (call,) = outcome.send
        outcome = sync.answered(call.ref, changes(chat_rows(0, 0, [])))
    assert outcome.broken


def test_an_answer_from_another_database_ends_the_connection() -> None:
    sync, replica = started()
    (call,) = sync.rows(chat_rows(8, 9, [message(9, 9)])).send
    outcome = sync.answered(call.ref, changes(chat_rows(0, 9, [message(1, 1)]), epoch="restored"))
    assert outcome.broken
    assert CHAT not in replica.chats


def test_an_answer_that_comes_after_the_chat_was_left_is_not_taken() -> None:
    sync, replica = started()
    (call,) = sync.rows(chat_rows(8, 9, [message(9, 9)])).send
    sync.rows(account_rows(0, 1, [membership(1, left=True)]))
    outcome = sync.answered(call.ref, changes(chat_rows(0, 9, [message(9, 9)])))
    assert (outcome.send, outcome.changes, outcome.broken) == ([], [], False)
    assert CHAT not in replica.chats


def test_a_refused_scope_is_forgotten() -> None:
    sync, _ = started()
    (call,) = sync.rows(chat_rows(8, 9, [message(9, 9)])).send
    sync.refused(call.ref, ChatNotFound().to_wire(), now=0.0)
    assert sync.tick(1000.0) == []
    assert not sync.owns(call.ref)


def test_a_busy_server_is_asked_again_when_it_said() -> None:
    sync, _ = started()
    (call,) = sync.rows(chat_rows(8, 9, [message(9, 9)])).send
    sync.refused(call.ref, Overloaded(retry_after_ms=5_000).to_wire(), now=10.0)
    assert sync.tick(14.9) == []
    (again,) = sync.tick(15.0)
    assert again.command == call.command
    assert again.ref != call.ref
    assert sync.tick(16.0) == []


def test_a_chat_of_which_nothing_came_is_asked_for() -> None:
    sync, _ = started()
    sync.rows(account_rows(0, 1, [membership(1)]))
    asked = sync.synced(Synced())
    scopes = (chat_scope(CHAT), marks_scope(CHAT))
    assert [call.command for call in asked.send] == [GetChanges(scope=scope, after=0) for scope in scopes]


def test_a_chat_that_is_joined_while_connected_is_asked_for_if_it_does_not_come() -> None:
    sync, _ = started()
    sync.synced(Synced())
    assert sync.rows(account_rows(0, 2, [membership(1), membership(2, chat=OTHER)])).send == []
    assert sync.tick(0.0) == []
    sync.rows(chat_rows(0, 5, [message(5, 5)]))
    asked = [call.command for call in sync.tick(1.0)]
    assert asked == [GetChanges(scope=scope, after=0) for scope in (chat_scope(OTHER), marks_scope(OTHER))]
    assert sync.tick(2.0) == []
