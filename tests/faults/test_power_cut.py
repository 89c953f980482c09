"""G1 and G2 under power loss: whatever the server has told anybody is in every image that a cut may leave."""

import asyncio
import os
import random
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from molva.server.storage.columns import unpack_id
from tests.faults.conditions import needs_strace
from tests.faults.disk.crash_image import Cut, cuts
from tests.faults.disk.trace import Event, parse, strace
from tests.faults.rig.crowd import gather
from tests.faults.rig.kill_cycles import NAMES, begin, end, some_answers
from tests.faults.rig.mutants import Mutant
from tests.faults.rig.node import Node
from tests.faults.rig.nursery import Nursery

IMAGES = int(os.environ.get("MOLVA_POWER_CUTS", "2000"))
SEED = int(os.environ.get("MOLVA_FAULT_SEED", "1"))
MESSAGES = 300
MUTANT_IMAGES = 200
TOLD = re.compile(rb'"seq":(\d+),"rev":\d+,"id":"([0-9a-f-]{36})"')
"""A message in a frame to a client: its number and its id."""

pytestmark = needs_strace


async def record(folder: Path, mutant: Mutant) -> tuple[Node, list[Event]]:
    """Run the real server under load and give everything that it wrote, in order."""
    with Nursery(mutant, under=strace(folder / "record")) as nursery:
        node = Node(nursery, folder)
        await asyncio.to_thread(node.start)
        crowd = await gather(node.port, NAMES)
        lives = begin(node.port, crowd)
        await some_answers(crowd, MESSAGES, lives)
        await end(lives)
        await asyncio.to_thread(node.end)
    with (folder / "record").open() as lines:
        return node, list(parse(lines))


def losses(node: Node, events: list[Event], count: int) -> Iterator[set[tuple[bytes, bytes]]]:
    """What each of so many images lacks of what had been told before its cut."""
    luck, image = random.Random(SEED), node.folder / "image.db"
    places = [luck.randrange(len(events) + 1) for _ in range(count)]
    for cut in cuts(events, node.database, TOLD, places):
        cut.disk.write_image(image, luck)
        yield lacking(cut, image)


def lacking(cut: Cut, image: Path) -> set[tuple[bytes, bytes]]:
    with closing(sqlite.connect(image)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'messages'").fetchone():
            return set(cut.told)
        found = connection.execute("SELECT seq, id FROM messages").fetchall()
        behind = "SELECT count(*) FROM chats WHERE last_seq <> (SELECT count(*) FROM messages WHERE chat_id = chats.id)"
        assert connection.execute(behind).fetchone() == (0,)
    return set(cut.told) - {(b"%d" % seq, unpack_id(packed).encode()) for seq, packed in found}


async def test_no_power_cut_takes_back_what_was_told(tmp_path: Path) -> None:
    node, events = await record(tmp_path, Mutant.NONE)
    lost = [each for each in losses(node, events, IMAGES) if each]
    assert not lost, f"seed {SEED}: {len(lost)} of {IMAGES} images lack what was told, first {sorted(lost[0])[:3]}"


@pytest.mark.parametrize("mutant", [Mutant.SYNCS_LATE, Mutant.ANSWERS_EARLY])
async def test_a_careless_server_is_caught(tmp_path: Path, mutant: Mutant) -> None:
    node, events = await record(tmp_path, mutant)
    assert any(losses(node, events, MUTANT_IMAGES))
