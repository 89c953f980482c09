"""What is posted goes out in order, once, and stays until it has been answered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from molva.client.outbox import Entry, Outbox, Owner, Record, Settled
from molva.protocol.commands import MarkChat, SendMessage
from molva.protocol.errors import Internal, TextTooLong, TooManyRequests
from tests.client.rows import CHAT, ME, OTHER


def entry(number: int, chat: str = CHAT) -> Entry:
    message_id = f"0190a0a0-0000-7000-8000-{number:012x}"
    return Entry(id=message_id, command=SendMessage(chat_id=chat, id=message_id, text=f"text {number}"))


def outbox(*entries: Entry) -> Outbox:
    made = Outbox(lambda: 0.5)
    for each in entries:
        made.put(each)
    return made


def test_only_the_first_of_a_chat_is_ever_under_way() -> None:
    box = outbox(entry(1), entry(2), entry(3, OTHER))
    assert box.take(0.0) == [entry(1), entry(3, OTHER)]
    assert box.take(0.0) == []
    assert box.settle(entry(1).id) == Settled(id=entry(1).id)
    assert box.take(0.0) == [entry(2)]


def test_a_busy_server_does_not_change_the_order() -> None:
    box = outbox(entry(1), entry(2))
    box.take(0.0)
    assert not box.refused(entry(1).id, TooManyRequests(retry_after_ms=3_000), 10.0)
    assert box.take(13.4) == []
    assert box.take(13.5) == [entry(1)]
    assert not box.refused(entry(1).id, Internal(id="x"), 20.0)
    assert box.take(20.9) == [], "the second wait is twice as long"
    assert box.take(21.0) == [entry(1)]


def test_a_refusal_for_good_lets_the_next_one_go() -> None:
    box = outbox(entry(1), entry(2))
    box.take(0.0)
    assert box.refused(entry(1).id, TextTooLong(limit=4_000), 0.0)
    box.settle(entry(1).id)
    assert box.take(0.0) == [entry(2)]


def test_a_refusal_of_an_unknown_entry_is_for_good() -> None:
    assert outbox().refused("unknown", TooManyRequests(), 0.0)
    assert outbox().settle("unknown") is None


def test_after_a_break_everything_under_way_is_sent_again_at_once() -> None:
    box = outbox(entry(1), entry(2, OTHER))
    box.take(0.0)
    box.refused(entry(2, OTHER).id, Internal(id="x"), 0.0)
    box.lost()
    assert box.take(0.0) == [entry(1), entry(2, OTHER)]


def test_the_same_message_posted_twice_is_one_entry() -> None:
    box = outbox(entry(1), entry(1))
    assert len(box) == 1


def test_records_restore_the_same_outbox() -> None:
    box = outbox(entry(1), entry(2), entry(3, OTHER))
    box.owner = ME
    box.settle(entry(1).id)
    again = Outbox(lambda: 0.5)
    again.restore(box.records())
    assert again.owner == ME
    assert again.take(0.0) == [entry(2), entry(3, OTHER)]


def test_a_journal_with_everything_settled_restores_an_empty_outbox() -> None:
    box = Outbox(lambda: 0.5)
    box.restore([Owner(user_id=ME), entry(1), Settled(id=entry(1).id), Settled(id="unknown")])
    assert len(box) == 0
    assert box.take(0.0) == []


def test_any_posted_command_waits_in_its_chat() -> None:
    mark = Entry(id=entry(9).id, command=MarkChat(chat_id=CHAT, read_seq=1))
    box = outbox(entry(1), mark)
    assert box.take(0.0) == [entry(1)]


class Server:
    """Stores a message once by its id, in the order of arrival."""

    def __init__(self) -> None:
        self.stored: list[Entry] = []

    def take(self, each: Entry) -> None:
        if each not in self.stored:
            self.stored.append(each)


@given(st.lists(st.sampled_from(["post", "send", "answer", "lose answer", "break", "crash", "busy"]), max_size=80))
def test_every_message_arrives_once_and_in_order_whatever_breaks(steps: list[str]) -> None:
    server, box, now = Server(), Outbox(lambda: 0.5), 0.0
    records: list[Record] = []
    posted: list[Entry] = []
    under_way: list[Entry] = []
    for step in [*steps, "crash", *["send", "answer"] * 100]:
        now += 100.0
        match step:
            case "post":
                each = entry(len(posted), CHAT if len(posted) % 3 else OTHER)
                records.append(each)
                box.put(each)
                posted.append(each)
            case "send":
                for each in box.take(now):
                    server.take(each)
                    under_way.append(each)
            case "answer" | "lose answer" | "busy" if under_way:
                each = under_way.pop(0)
                if step == "busy":
                    box.refused(each.id, TooManyRequests(), now)
                elif step == "answer" and (settled := box.settle(each.id)):
                    records.append(settled)
                elif step == "lose answer":
                    under_way.clear()
                    box.lost()
            case "break":
                under_way.clear()
                box.lost()
            case "crash":
                under_way.clear()
                box = Outbox(lambda: 0.5)
                box.restore(records)
            case _:
                pass
    assert len(box) == 0
    for chat in (CHAT, OTHER):
        expected = [each for each in posted if each.command.chat_id == chat]
        assert [each for each in server.stored if each.command.chat_id == chat] == expected
