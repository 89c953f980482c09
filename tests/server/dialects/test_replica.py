"""What a connection of my_messenger is told: what is new to it, once, and of chats that its user is in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from molva.protocol.rows import AnyRow, Chat, ChatKind, ChatRole, Mark, Member, Membership, Message
from molva.server.dialects.my_messenger.replica import MAX_UNSEEN, Replica

ME, ANN, BOB = "me", "ann", "bob"
CHAT = "chat"
SINCE = 1_000


def chat(**fields: Any) -> Chat:
    known = {"id": CHAT, "rev": 1, "kind": ChatKind.GROUP, "name": "Hikers", "created_at": SINCE}
    return Chat(**{**known, **fields})


def member(user_id: str, *, left: bool = False) -> Member:
    role = ChatRole.OWNER if user_id == ANN else ChatRole.MEMBER
    return Member(chat_id=CHAT, user_id=user_id, rev=1, role=role, username=user_id, name=user_id, left=left)


def message(seq: int, sender: str = ANN, **fields: Any) -> Message:
    known = {"id": f"m{seq}", "chat_id": CHAT, "seq": seq, "rev": seq, "sender_id": sender, "sent_at": SINCE + seq}
    return Message(**{**known, "text": f"t{seq}", **fields})


def mark(user_id: str, seq: int) -> Mark:
    return Mark(chat_id=CHAT, user_id=user_id, rev=seq, read_seq=seq)


def in_chat(*others: str, **fields: Any) -> Replica:
    """A replica that knows the chat, and has told of it."""
    replica = Replica(ME, SINCE)
    replica.take([chat(**fields), *(member(each) for each in (ME, *others))])
    replica.synced = True
    return replica


def texts_of(told: list[dict[str, Any]]) -> list[str]:
    return [each["text"] for each in told if "text" in each]


def test_of_a_chat_that_is_not_known_nothing_is_told() -> None:
    assert Replica(ME, SINCE).take([message(1), mark(ANN, 1), member(ANN)]) == []


def test_of_a_chat_that_was_left_nothing_is_told_any_more() -> None:
    replica = in_chat(ANN)
    replica.take([Membership(chat_id=CHAT, rev=2, left=True)])
    assert replica.take([message(1)]) == []


def test_what_was_said_before_the_connection_or_is_deleted_is_not_told() -> None:
    replica = in_chat(ANN)
    assert replica.take([message(1, sent_at=SINCE - 1), message(2, deleted=True, text="")]) == []
    assert texts_of(replica.take([message(3)])) == ["t3"]


def test_what_this_connection_writes_is_answered_and_not_told() -> None:
    replica = in_chat(ANN)
    replica.sending("m1")
    assert texts_of(replica.take([message(1, ME), message(2, ME)])) == ["t2"]


def test_a_thread_is_no_chat_here() -> None:
    replica = Replica(ME, SINCE)
    replica.synced = True
    assert replica.take([chat(kind=ChatKind.THREAD), member(ME), message(1)]) == []


def test_a_new_group_is_told_once_and_an_old_one_never() -> None:
    told = Replica(ME, SINCE).take([member(BOB), member(ME), chat(), member(ANN)])
    assert [(each["id"], each["creator_id"], [one["user_id"] for one in each["user_group"]]) for each in told] == [
        (CHAT, ANN, [ANN, BOB, ME])
    ]
    replica = Replica(ME, SINCE)
    assert replica.take([chat(created_at=SINCE - 1), member(ME)]) == []
    replica.synced = True
    assert replica.take([chat(created_at=SINCE - 1, rev=2), member(ME)]) == []


def test_a_group_that_one_is_added_to_later_is_told() -> None:
    replica = Replica(ME, SINCE)
    replica.synced = True
    assert [each["id"] for each in replica.take([chat(created_at=1), member(ME)])] == [CHAT]


def test_a_message_is_seen_when_everybody_else_has_read_it() -> None:
    replica = in_chat(ANN, BOB)
    assert replica.sent(CHAT, 1, {"id": "m1"}) == []
    assert replica.take([mark(ANN, 1), mark(ME, 5)]) == []
    assert replica.take([mark(BOB, 1)]) == [{"type": "message_seen", "detail": {"id": "m1"}}]
    assert replica.take([mark(BOB, 2), mark(ANN, 2)]) == []


def test_whoever_leaves_is_not_waited_for_and_alone_nobody_sees() -> None:
    replica = in_chat(ANN, BOB)
    replica.sent(CHAT, 1, {"id": "m1"})
    replica.take([mark(ANN, 1)])
    assert replica.take([member(BOB, left=True)]) == [{"type": "message_seen", "detail": {"id": "m1"}}]
    alone = in_chat()
    alone.sent(CHAT, 1, {"id": "m1"})
    assert alone.take([mark(ME, 1)]) == []


def test_what_was_read_before_the_answer_came_is_seen_with_it() -> None:
    replica = in_chat(ANN)
    replica.take([mark(ANN, 3)])
    assert replica.sent(CHAT, 2, {"id": "m2"}) == [{"type": "message_seen", "detail": {"id": "m2"}}]
    assert replica.sent("another", 1, {"id": "m1"}) == []


def test_what_waits_has_a_bound() -> None:
    replica = in_chat(ANN)
    for seq in range(1, MAX_UNSEEN + 11):
        replica.sent(CHAT, seq, {"id": seq})
        replica.sending(f"m{seq}")
    told = replica.take([mark(ANN, MAX_UNSEEN + 10)])
    assert [each["detail"]["id"] for each in told] == list(range(11, MAX_UNSEEN + 11))
    assert len(replica._own) == MAX_UNSEEN


@given(st.lists(st.integers(1, 8), max_size=20), st.data())
def test_whatever_comes_again_and_in_whatever_frames_is_told_once_and_in_order(
    extra: list[int], data: st.DataObject
) -> None:
    rows: list[AnyRow] = [message(seq) for seq in range(1, 9)]
    cuts = sorted(data.draw(st.sets(st.integers(0, 8), max_size=4)))
    frames = [rows[start:end] for start, end in zip([0, *cuts], [*cuts, 8], strict=True)]
    replica = in_chat(ANN)
    told: list[str] = []
    for number, frame in enumerate(frames):
        shuffled = data.draw(st.permutations(frame))
        # A row that has come already comes again, with a later revision.
        again = [row for row in rows[: cuts[number - 1] if number else 0] if row.seq in extra]  # type: ignore[union-attr]  # messages
        told += texts_of(replica.take([*shuffled, *again]))
    assert told == [f"t{seq}" for seq in range(1, 9)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_chat_its_members_and_its_messages_come_in_any_order(order: tuple[int, ...]) -> None:
    rows: tuple[AnyRow, ...] = (chat(), member(ME), message(1))
    told = Replica(ME, SINCE).take([rows[each] for each in order])
    assert [each.get("text", "group") for each in told] == ["group", "t1"]
