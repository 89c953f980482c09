"""The timeline: however many messages there are, only those near the view exist; and what is seen stays where it is."""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace

from molva.client.chat_rows import ChatRows
from molva.client.replica import Replica
from molva.desktop.lines import Line
from molva.desktop.look import Look
from molva.desktop.preferences import Preferences
from molva.desktop.timeline_rows import TimelineRows, shown_seqs
from molva.desktop.widgets.timeline import Timeline, TimelineEvents
from molva.desktop.words import words_in
from molva.protocol.rows import Chat, ChatKind, HiddenMessage, Member, Message
from molva.words import sentences_in
from tests.desktop.desk import keep

MANY = 5_000
MOST_LINES = 120
NOW = 1_800_000_000_000
MINUTE = 60_000


def replica_of(count: int, *, first: int = 1) -> Replica:
    """A chat of two people with so many messages, a minute apart."""
    replica = Replica()
    replica.user_id = "ann"
    rows = ChatRows(chat=Chat(id="chat", rev=1, kind=ChatKind.GROUP, name="Walks"), last_seq=count)
    for name in ("ann", "bob"):
        rows.members[name] = Member(chat_id="chat", user_id=name, rev=1, username=name, name=name.title())
    for seq in range(first, count + 1):
        rows.messages[seq] = message(seq, count)
    replica.chats["chat"] = rows
    return replica


def message(seq: int, count: int, text: str = "") -> Message:
    return Message(
        chat_id="chat", seq=seq, rev=seq, id=str(seq), sender_id="bob" if seq % 3 else "ann",
        sent_at=NOW - (count - seq) * MINUTE, text=text or f"message {seq} " + "and more " * (seq % 40),
    )  # fmt: skip


def rows_of(replica: Replica, unread_after: int | None = None) -> TimelineRows:
    return TimelineRows(sentences_in("en"), "New messages", replica, "chat", [], unread_after=unread_after, now=NOW)


@dataclass
class Heard:
    """What the timeline has asked for."""

    older: int = 0
    reacted: list[tuple[Line, str]] = field(default_factory=list)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def timeline(screen: Path, heard: Heard) -> Iterator[Timeline]:
    """A timeline in a window of its own."""
    root = tk.Tk()
    keep(root)
    root.geometry("700x600")
    look = Look(root, Preferences())

    def older() -> None:
        heard.older += 1

    events = TimelineEvents(
        menu=lambda line, x, y: None,
        react=lambda line, emoji: heard.reacted.append((line, emoji)),
        choose=lambda line, option: None,
        vote=lambda line: None,
        jump=lambda seq: None,
        older=older,
        moved=lambda: None,
    )
    shown = Timeline(root, look, words_in("en"), events)
    shown.pack(fill="both", expand=True)
    settle(shown)
    yield shown
    look.close()
    root.destroy()


def settle(timeline: Timeline) -> None:
    """Let the window draw what is due."""
    until = time.monotonic() + 60
    while timeline.canvas.winfo_height() < 100:
        assert time.monotonic() < until
        timeline.update()
    timeline.update()


def seqs(timeline: Timeline) -> list[int]:
    return [line.seq for line in timeline.drawn_lines if line.seq is not None]


def test_of_many_messages_only_those_near_the_view_exist(timeline: Timeline) -> None:
    timeline.show(rows_of(replica_of(MANY)), anew=True)
    settle(timeline)
    assert timeline.at_bottom
    assert seqs(timeline)[-1] == MANY
    for _ in range(150):
        timeline.scroll(-500)
        timeline.update()
        drawn = seqs(timeline)
        assert len(drawn) < MOST_LINES
        assert drawn == list(range(drawn[0], drawn[-1] + 1))
    assert drawn[-1] < MANY
    assert len(timeline.canvas.find_all()) < MOST_LINES * 20
    timeline.show_newest()
    settle(timeline)
    assert timeline.at_bottom
    assert seqs(timeline)[-1] == MANY


def test_what_is_seen_stays_where_it_is_while_other_messages_come_and_change(timeline: Timeline, heard: Heard) -> None:
    replica = replica_of(300, first=200)
    timeline.show(rows_of(replica), anew=True)
    settle(timeline)
    timeline.scroll(-2_000)
    timeline.update()
    seen = timeline.line_at(300)
    assert seen is not None
    top = timeline.top_of(seen)
    rows = replica.chats["chat"]
    for seq in range(100, 200):
        rows.messages[seq] = message(seq, 300)
    rows.messages[301], rows.last_seq = message(301, 300), 301
    timeline.show(rows_of(replica))
    settle(timeline)
    assert timeline.top_of(seen) == top
    above = timeline.drawn_lines[0].seq
    assert above is not None
    rows.messages[above] = replace(rows.messages[above], text="longer than before " * 60, rev=1_000)
    timeline.show(rows_of(replica))
    settle(timeline)
    assert timeline.top_of(seen) == top
    assert not timeline.at_bottom


def test_older_messages_are_asked_for_at_the_upper_end(timeline: Timeline, heard: Heard) -> None:
    timeline.show(rows_of(replica_of(300, first=250)), anew=True)
    settle(timeline)
    before = heard.older
    for _ in range(20):
        timeline.scroll(-500)
        timeline.update()
    assert heard.older > before
    assert seqs(timeline)[0] == 250


def test_at_the_end_one_stays_at_the_end(timeline: Timeline) -> None:
    replica = replica_of(50)
    timeline.show(rows_of(replica), anew=True)
    settle(timeline)
    rows = replica.chats["chat"]
    rows.messages[51], rows.last_seq = message(51, 51, "long " * 300), 51
    timeline.show(rows_of(replica))
    settle(timeline)
    assert timeline.at_bottom
    assert seqs(timeline)[-1] == 51


def tops(timeline: Timeline) -> list[tuple[int, int]]:
    """Where the drawn messages stand on the canvas, by their bubbles: upper and lower edge, from the top."""
    boxes = [timeline.canvas.bbox(f"line:{line.key}") for line in timeline.drawn_lines]
    return [(box[1], box[3]) for box in boxes]


@pytest.mark.parametrize("gone", [[25], [22, 27, 28], [1], [30]])
def test_where_a_message_goes_away_the_others_close_up(timeline: Timeline, gone: list[int]) -> None:
    replica = replica_of(30)
    for seq in range(1, 31):
        replica.chats["chat"].messages[seq] = message(seq, 30, "short")
    timeline.show(rows_of(replica), anew=True)
    settle(timeline)
    replica.hidden["chat"] = {seq: HiddenMessage(chat_id="chat", seq=seq, rev=31) for seq in gone}
    timeline.show(rows_of(replica))
    settle(timeline)
    assert seqs(timeline)[-3:] == [seq for seq in range(1, 31) if seq not in gone][-3:]
    closed = tops(timeline)
    timeline.show(rows_of(replica), anew=True)
    settle(timeline)
    drawn_anew = tops(timeline)
    count = min(len(closed), len(drawn_anew), 6)
    moved = closed[-1][1] - drawn_anew[-1][1]
    assert closed[-count:] == [(top + moved, bottom + moved) for top, bottom in drawn_anew[-count:]]


def test_whoever_reads_back_stays_there_when_the_first_line_on_the_canvas_goes_away(timeline: Timeline) -> None:
    replica = replica_of(300)
    timeline.show(rows_of(replica), anew=True)
    settle(timeline)
    timeline.scroll(-3_000)
    timeline.update()
    seen = timeline.line_at(300)
    assert seen is not None
    top = timeline.top_of(seen)
    first = seqs(timeline)[0]
    replica.hidden["chat"] = {first: HiddenMessage(chat_id="chat", seq=first, rev=301)}
    timeline.show(rows_of(replica))
    settle(timeline)
    assert timeline.top_of(seen) == top


def test_a_gap_hides_what_is_older(screen: Path) -> None:
    replica = replica_of(20)
    del replica.chats["chat"].messages[7]
    assert shown_seqs(replica, "chat") == list(range(8, 21))
    replica.hidden["chat"] = {7: HiddenMessage(chat_id="chat", seq=7, rev=1)}
    assert shown_seqs(replica, "chat") == [*range(1, 7), *range(8, 21)]


def test_lines_of_one_person_stand_together_and_days_and_new_messages_are_told() -> None:
    rows = rows_of(replica_of(6), unread_after=4)
    lines = [rows.line(index) for index in range(6)]
    assert [line.name for line in lines] == ["Bob", "", "", "Bob", "Bob", ""]
    assert [line.own for line in lines] == [False, False, True, False, False, True]
    assert [bool(line.unread) for line in lines] == [False, False, False, False, True, False]
    assert [bool(line.day) for line in lines] == [True, False, False, False, False, False]
    assert [line.initials for line in lines] == ["", "B", "", "B", "B", ""]
