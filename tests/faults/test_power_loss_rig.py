"""The power-loss rig tells a program that syncs before it speaks from those that do not."""

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from tests.faults.conditions import needs_strace
from tests.faults.disk import ledger
from tests.faults.disk.crash_image import Cut, Disk, cuts
from tests.faults.disk.trace import Event, Said, SyncAsked, Synced, Truncated, Unlinked, Wrote, parse, strace

ROWS = 200
CUTS = 300
NUMBER = re.compile(rb"<(\d+)>")


def lost(cut: Cut, image: Path, luck: random.Random) -> int:
    """How many told numbers an image of this cut lacks."""
    cut.disk.write_image(image, luck)
    connection = sqlite.connect(image)
    try:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        tables = connection.execute("SELECT name FROM sqlite_schema").fetchall()
        kept = {number for (number,) in connection.execute("SELECT number FROM ledger")} if tables else set()
    finally:
        connection.close()
    return len({int(number) for number in cut.told} - kept)


def losses(mode: str, folder: Path) -> list[int]:
    """Told numbers lost in each of `CUTS` images of a ledger in this mode."""
    database, record = folder / "ledger.db", folder / "record"
    program = [sys.executable, ledger.__file__, str(database), mode, str(ROWS)]
    said = subprocess.run([*strace(record), *program], check=True, stdout=subprocess.PIPE).stdout
    assert len(NUMBER.findall(said)) == ROWS
    with record.open() as lines:
        events = list(parse(lines))
    luck = random.Random(1)
    places = [luck.randrange(len(events) + 1) for _ in range(CUTS)]
    return [lost(cut, folder / "image.db", luck) for cut in cuts(events, database, NUMBER, places)]


@needs_strace
def test_full_loses_nothing(tmp_path: Path) -> None:
    assert sum(losses("FULL", tmp_path)) == 0


@needs_strace
@pytest.mark.parametrize("mode", ["NORMAL", "early"])
def test_a_careless_mode_is_caught(tmp_path: Path, mode: str) -> None:
    assert sum(losses(mode, tmp_path)) > 0


DATABASE = Path("/data/molva.db")
OLD, NEW = b"o" * 1024, b"n" * 1024


def images(events: list[Event], tmp_path: Path) -> set[bytes | None]:
    """Every content that the database may have after these events."""
    disk, luck, image = Disk(DATABASE), random.Random(2), tmp_path / "image.db"
    for event in events:
        disk.apply(event)
    contents: set[bytes | None] = set()
    for _ in range(200):
        disk.write_image(image, luck)
        contents.add(image.read_bytes() if image.exists() else None)
    return contents


def synced(path: Path) -> list[Event]:
    return [SyncAsked(str(path), 1), Synced(str(path), 1)]


def test_what_is_synced_stays_and_what_is_not_may_be_torn(tmp_path: Path) -> None:
    first, second = Wrote(str(DATABASE), 0, OLD), Wrote(str(DATABASE), 0, NEW)
    assert images([first, *synced(DATABASE)], tmp_path) == {OLD}
    assert images([first, *synced(DATABASE), second], tmp_path) == {OLD, NEW, NEW[:512] + OLD[512:]}


def test_a_sync_covers_only_what_was_written_before_it_was_asked_for(tmp_path: Path) -> None:
    first, second = Wrote(str(DATABASE), 0, OLD), Wrote(str(DATABASE), 0, NEW)
    asked, returned = synced(DATABASE)
    assert images([first, asked, second, returned], tmp_path) == {OLD, NEW, NEW[:512] + OLD[512:]}
    assert b"" in images([first, asked], tmp_path)


def test_a_file_shrinks_grows_and_goes(tmp_path: Path) -> None:
    path = str(DATABASE)
    shrunk: list[Event] = [Wrote(path, 0, OLD), Truncated(path, 3), *synced(DATABASE)]
    assert images(shrunk, tmp_path) == {b"ooo"}
    assert images([*shrunk, Truncated(path, 5), *synced(DATABASE)], tmp_path) == {b"ooo\0\0"}
    assert images([*shrunk, Unlinked(path)], tmp_path) == {None}


def test_other_files_are_left_out(tmp_path: Path) -> None:
    assert images([Wrote("/data/molva.db-shm", 0, OLD), *synced(Path("/data/molva.db-shm"))], tmp_path) == {None}


RECORD = r"""
7 pwrite64(5<\x2f\x61>, "\x6f\x6b", 2, 4096) = 2
7 fdatasync(5<\x2f\x61> <unfinished ...>
8 write(1<\x70\x69\x70\x65\x3a\x5b\x31\x5d>, "\x68\x69", 2) = 2
7 <... fdatasync resumed>) = 0
8 write(2<\x2f\x6c\x6f\x67>, "\x68\x69", 2) = 2
8 sendmsg(3<\x73\x6f\x63\x6b\x65\x74>, {msg_iov=[{iov_base="\x61"}, {iov_base="\x62"}], msg_iovlen=2}, 0) = 2
8 ftruncate(5<\x2f\x61>, 3) = 0
8 fsync(5<\x2f\x61>) = -1 EIO (Input/output error)
8 unlink("\x2f\x61") = 0
"""


def test_a_record_is_read_in_order_and_failed_calls_are_left_out() -> None:
    assert list(parse(RECORD.splitlines())) == [
        Wrote("/a", 4096, b"ok"),
        SyncAsked("/a", 7),
        Said(b"hi"),
        Synced("/a", 7),
        Said(b"ab"),
        Truncated("/a", 3),
        Unlinked("/a"),
    ]
