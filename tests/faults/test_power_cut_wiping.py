"""G1 and G12 under power loss: a cut while what is deleted is wiped takes nothing back, and it goes all the same."""

from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from molva.server.storage.sqlite import SqliteDatabase
from tests.faults.conditions import needs_strace
from tests.faults.disk import wiper
from tests.faults.disk.crash_image import Cut, cuts
from tests.faults.disk.trace import Event, Wrote, parse, strace

IMAGES = int(os.environ.get("MOLVA_WIPING_CUTS", "200"))
SEED = int(os.environ.get("MOLVA_FAULT_SEED", "1"))
STEPS = 400
NUMBER = re.compile(rb"<(\d+)>")
MARK = re.compile(rb"kestrel-\d+-")

pytestmark = needs_strace


def record(folder: Path, mode: str) -> tuple[Path, list[Event]]:
    """Let the program run to its end, and give everything that it wrote, in order."""
    database, written = folder / "molva.db", folder / "record"
    program = [sys.executable, "-m", wiper.__name__, str(database), mode, str(STEPS)]
    said = subprocess.run([*strace(written), *program], check=True, stdout=subprocess.PIPE).stdout
    assert len(NUMBER.findall(said)) == STEPS + 1
    with written.open() as lines:
        return database, list(parse(lines))


def places(events: list[Event], database: Path, luck: random.Random) -> list[int]:
    """Choose where to cut: anywhere, and as often just after bytes of the file were emptied."""
    wiping = [
        number
        for number, event in enumerate(events, 1)
        if isinstance(event, Wrote) and event.path == str(database) and not event.data.strip(b"\0")
    ]
    assert wiping, "nothing was wiped"
    return [luck.randrange(len(events) + 1) for _ in range(IMAGES // 2)] + luck.choices(wiping, k=IMAGES // 2)


def images(folder: Path, mode: str) -> Iterator[tuple[Cut, Path]]:
    """Cut the power again and again; each image stands in the place of the one before."""
    database, events = record(folder, mode)
    luck, image = random.Random(SEED), folder / "image" / "molva.db"
    image.parent.mkdir()
    for cut in cuts(events, database, NUMBER, places(events, database, luck)):
        cut.disk.write_image(image, luck)
        yield cut, image


Rows = dict[int, str] | None
"""What there is by its place; None where there is no table yet."""


async def begin_again(image: Path) -> Rows:
    """Open an image as a server does, read it, and wipe it."""
    database = SqliteDatabase(image)
    try:
        rows = await database.read(read)
        await database.tidy()
        assert await database.read(read) == rows
    finally:
        await database.close()
    return rows


def read(db: Connection) -> Rows:
    assert db.execute(text("PRAGMA quick_check")).scalars().all() == ["ok"]
    if not db.execute(text("SELECT 1 FROM sqlite_schema WHERE name = 'said'")).first():
        return None
    return dict(map(tuple, db.execute(text("SELECT at, text FROM said"))))


def is_whole(cut: Cut, rows: Rows) -> bool:
    """Tell whether all is there that was told, and beside it at most the one step that was under way."""
    told = max(map(int, cut.told), default=-1)
    return rows == (None if told < 0 else wiper.after(told)) or rows == wiper.after(min(told + 1, STEPS))


def test_no_cut_while_wiping_takes_back_what_was_told_or_leaves_what_was_deleted(tmp_path: Path) -> None:
    remained = 0
    for cut, image in images(tmp_path, "as it is"):
        before = marks(image)
        rows = asyncio.run(begin_again(image))
        assert is_whole(cut, rows), f"seed {SEED}"
        there = {mark for words in (rows or {}).values() for mark in MARK.findall(words.encode())}
        assert marks(image) == there, f"seed {SEED}"
        remained += bool(before - there)
    assert remained, "no cut has left anything to wipe"


def marks(image: Path) -> set[bytes]:
    """Every mark that stands anywhere in the files of an image."""
    return {mark for each in image.parent.iterdir() for mark in MARK.findall(each.read_bytes())}


@pytest.mark.parametrize("mode", ["rewrites", "never syncs"])
def test_a_careless_wiper_is_caught(tmp_path: Path, mode: str) -> None:
    assert not all(survives(cut, image) for cut, image in images(tmp_path, mode))


def survives(cut: Cut, image: Path) -> bool:
    try:
        return is_whole(cut, asyncio.run(begin_again(image)))
    except (AssertionError, DatabaseError):
        return False
