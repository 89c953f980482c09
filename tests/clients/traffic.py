"""An hour's traffic for a program that somebody has open, through an end and return of the server."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Final

from molva.client import Client, State
from tests.fixtures.settling import settle
from tests.fixtures.site import RunningSite

MESSAGES: Final = int(os.environ.get("MOLVA_SOAK_MESSAGES", "240"))
TOGETHER: Final = 40
"""Messages after which the program may catch up."""

ROOM_MIB: Final = 12
ROW_MIB: Final = 2 / 1024
"""What a message may take that is kept."""


def memory_mib(pid: int) -> float:
    """Read how much memory a process has to itself."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


async def talk_for_an_hour(site: RunningSite, ann: Client, chat_id: str, reader_id: str, pid: int) -> str:
    """Write to a program, and see that it gets everything and does not grow; the last text.

    Args:
        pid: the program's process, where `reader_id` is signed in.
    """

    def come(seq: int) -> bool:
        mark = ann.replica.chats[chat_id].marks.get(reader_id)
        return mark is not None and max(mark.delivered_seq, mark.read_seq) >= seq

    before, text = 0.0, ""
    for number in range(0, MESSAGES, TOGETHER):
        for each in range(number, number + TOGETHER):
            text = f"said {each} of {MESSAGES}"
            seq = (await ann.send(chat_id, text)).seq
        await settle(lambda seq=seq: come(seq))  # type: ignore[misc]  # mypy knows no type of a default
        if not before and number >= MESSAGES // 3:
            before = memory_mib(pid)
        if number == MESSAGES // 2 // TOGETHER * TOGETHER:
            await asyncio.to_thread(site.stop)
            await settle(lambda: ann.state is not State.ONLINE)
            await asyncio.to_thread(site.start)
            await settle(lambda: ann.state is State.ONLINE)
    grown = memory_mib(pid) - before
    sys.stdout.write(f"{before:.1f} MiB after a third of {MESSAGES} messages, {grown:.1f} more at the end\n")
    assert before
    assert grown < ROOM_MIB + ROW_MIB * MESSAGES, (before, grown)
    return text
