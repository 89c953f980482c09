"""However long a chat is, a bounded stretch of it is drawn, and every message is in one of the stretches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from molva.client import Replica
from molva.protocol.frames import Rows
from molva.protocol.rows import AnyRow, Chat, ChatKind, HiddenMessage, Membership, Message
from molva.tui.window import MOST, Window

CHAT = "chat"


def message(seq: int, *, rev: int | None = None, text: str = "", expires_at: int | None = None) -> Message:
    return Message(
        chat_id=CHAT, seq=seq, rev=rev or seq, id=str(seq), sender_id="ann", sent_at=0, text=text, expires_at=expires_at
    )


def replica(count: int, *, first: int = 1, kept: int = 2_000) -> Replica:
    """A replica that has the newest messages of a long chat."""
    made = Replica(keep_messages=kept)
    rows: list[AnyRow] = [Membership(chat_id=CHAT, rev=1, from_seq=first)]
    made.apply(Rows(scope="account:me", after=0, rev=1, rows=rows))
    here: list[AnyRow] = [Chat(id=CHAT, rev=1, kind=ChatKind.GROUP)]
    here += [message(seq) for seq in range(max(1, count - kept), count + 1)]
    made.apply(Rows(scope=f"chat:{CHAT}", after=0, rev=count + 1, rows=here))
    return made


def seqs(window: Window) -> list[int]:
    return [row.seq for row in window.messages(0)]


@given(count=st.integers(0, 900), steps=st.lists(st.sampled_from(["up", "down", "end"]), max_size=30))
def test_the_window_is_bounded_and_lies_in_the_chat(count: int, steps: list[str]) -> None:
    window = Window(replica(count), CHAT)
    for step in steps:
        {"up": window.widen_up, "down": window.widen_down, "end": window.to_newest}[step]()
        shown = seqs(window)
        assert len(shown) <= MOST
        assert shown == list(range(window.low, window.high + 1))
        assert window.at_newest == (window.high == count)


@given(count=st.integers(1, 1_200))
def test_going_up_and_down_meets_every_message(count: int) -> None:
    window = Window(replica(count), CHAT)
    met = set(seqs(window))
    while window.widen_up():
        met |= set(seqs(window))
    assert met == set(range(1, count + 1))
    while window.widen_down():
        met -= set(seqs(window))
    assert window.at_newest
    assert not window.widen_up() or count > MOST or window.low >= 1


def test_what_is_not_here_is_asked_for_and_kept_while_it_is_shown() -> None:
    window = Window(replica(300, kept=60), CHAT)
    assert window.missing() is None
    window.widen_up()
    asked = window.missing()
    assert asked is not None
    window.take([message(seq) for seq in range(asked - 60, asked + 1)])
    assert window.missing() is None
    window.changed(message(asked, rev=999, text="changed"))
    found = window.find(asked)
    assert found is not None
    assert found.text == "changed"
    window.changed(message(asked, rev=1, text="old"))
    assert window.find(asked) == found
    window.to_newest()
    assert window.find(asked) is None


def test_a_newcomer_sees_nothing_from_before() -> None:
    window = Window(replica(30, first=21), CHAT)
    assert seqs(window) == list(range(21, 31))
    assert not window.widen_up()


def test_hidden_and_expired_messages_are_left_out() -> None:
    made = replica(3)
    made.apply(Rows(scope="account:me", after=1, rev=2, rows=[HiddenMessage(chat_id=CHAT, seq=2, rev=2)]))
    made.apply(Rows(scope=f"chat:{CHAT}", after=4, rev=5, rows=[message(3, rev=5, expires_at=100)]))
    window = Window(made, CHAT)
    assert [row.seq for row in window.messages(99)] == [1, 3]
    assert [row.seq for row in window.messages(100)] == [1]


def test_new_messages_come_in_only_at_the_end() -> None:
    made = replica(400)
    window = Window(made, CHAT)
    for _ in range(5):
        window.widen_up()
    high = window.high
    made.apply(Rows(scope=f"chat:{CHAT}", after=401, rev=402, rows=[message(401, rev=402)]))
    window.follow()
    assert (window.high, window.at_newest) == (high, False)
    window.to_newest()
    assert window.high == 401


def test_going_to_a_message_shows_it_with_what_is_around() -> None:
    window = Window(replica(400), CHAT)
    window.around(100)
    assert window.low < 100 < window.high
    assert not window.at_newest
    assert len(seqs(window)) <= MOST


def test_what_the_replica_keeps_is_not_kept_twice() -> None:
    held = replica(100, kept=60)
    window = Window(held, CHAT)
    for seq in range(30, 101):
        window.changed(message(seq, rev=200))
    assert window.find(30) is None
    assert window.find(100) == message(100)
