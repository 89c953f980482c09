"""A journal gives back what was put into it, whenever the program or the power went."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from molva.client.errors import FolderInUse
from molva.client.journal import FileJournal, Journal, MemoryJournal, write_file
from molva.client.outbox import Entry, Owner, Record, Settled
from molva.protocol.commands import SendMessage
from tests.client.rows import CHAT, ME

Make = Callable[[], Journal]


def entry(number: int, text: str = "") -> Entry:
    message_id = f"0190a0a0-0000-7000-8000-{number:012x}"
    return Entry(id=message_id, command=SendMessage(chat_id=CHAT, id=message_id, text=text or f"строка {number}\n"))


@pytest.fixture(params=["memory", "file"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Journal:
    return MemoryJournal() if request.param == "memory" else FileJournal(tmp_path / "outbox.jsonl")


def test_it_gives_back_what_was_appended_in_order(journal: Journal) -> None:
    assert journal.read() == []
    journal.append([Owner(user_id=ME), entry(1)], durable=True)
    journal.append([Settled(id=entry(1).id)], durable=False)
    assert journal.read() == [Owner(user_id=ME), entry(1), Settled(id=entry(1).id)]
    assert journal.settled == 1
    journal.close()


def test_it_can_be_written_anew(journal: Journal) -> None:
    journal.append([entry(1), Settled(id=entry(1).id)], durable=True)
    journal.replace([entry(2)])
    assert journal.settled == 0
    journal.append([entry(3)], durable=True)
    assert journal.read() == [entry(2), entry(3)]
    journal.close()


def test_two_programs_cannot_share_it(tmp_path: Path) -> None:
    first = FileJournal(tmp_path / "outbox.jsonl")
    first.replace([entry(1)])
    with pytest.raises(FolderInUse):
        FileJournal(tmp_path / "outbox.jsonl")
    first.close()
    second = FileJournal(tmp_path / "outbox.jsonl")
    assert second.read() == [entry(1)]
    second.close()


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "outbox.jsonl"
    FileJournal(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("rest", [b"\0" * 40, b"\xff\n", b"[]\n", b'{"type":"unknown"}\n'])
def test_what_is_damaged_is_cut_off(tmp_path: Path, rest: bytes) -> None:
    path = tmp_path / "outbox.jsonl"
    journal = FileJournal(path)
    journal.append([entry(1)], durable=True)
    journal.close()
    with path.open("ab") as file:
        file.write(rest)
    journal = FileJournal(path)
    assert journal.read() == [entry(1)]
    journal.append([entry(2)], durable=True)
    assert journal.read() == [entry(1), entry(2)]
    journal.close()


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = FileJournal(tmp_path / "outbox.jsonl")
    journal.append([entry(1)], durable=True)
    write = os.write
    with monkeypatch.context() as patch:

        def half(file: int, data: memoryview) -> int:
            if len(data) < 20:
                raise OSError(28, "No space left on device")
            return write(file, data[: len(data) // 2])

        patch.setattr(os, "write", half)
        with pytest.raises(OSError, match="No space left"):
            journal.append([entry(2)], durable=True)
    journal.append([entry(3)], durable=True)
    assert journal.read() == [entry(1), entry(3)]
    journal.close()


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    (tmp_path / "file.new").write_bytes(b"left by a crash")
    write_file(path, b"first")
    write_file(path, b"second")
    assert path.read_bytes() == b"second"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file"]


RECORDS = st.lists(st.one_of(st.builds(entry, st.integers(0, 99), st.text()), st.just(Settled(id=entry(1).id))))


@settings(max_examples=50)
@given(records=RECORDS, data=st.data())
def test_a_file_cut_anywhere_gives_back_a_beginning(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("journal") / "outbox.jsonl"
    journal = FileJournal(path)
    for record in records:
        journal.append([record], durable=False)
    journal.close()
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    journal = FileJournal(path)
    assert journal.read() == records[: whole[:cut].count(b"\n")]
    journal.close()
