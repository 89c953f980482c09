"""F7: when the disk refuses to sync, the server acknowledges nothing more and ends; nothing told is lost."""

import asyncio
from pathlib import Path

from tests.faults.conditions import needs_strace
from tests.faults.history.checker import check
from tests.faults.history.report import Verdict
from tests.faults.rig.crowd import gather
from tests.faults.rig.kill_cycles import NAMES, begin, end, heal, memberships, read_everything
from tests.faults.rig.node import Node
from tests.faults.rig.nursery import Nursery

SYNCS_BEFORE = 40
"""Syncs of one thread that still succeed: enough to register people, and for some messages."""

FAILING_SYNCS = (
    *("strace", "--follow-forks", "--seccomp-bpf", "--quiet=all", "--signal=none", "--output=/dev/null"),
    *("--trace=fsync,fdatasync", f"--inject=fsync,fdatasync:error=EIO:when={SYNCS_BEFORE}+"),
)


@needs_strace
async def test_a_failed_sync_ends_the_server_and_loses_nothing(tmp_path: Path) -> None:
    with Nursery(under=FAILING_SYNCS) as failing:
        node = Node(failing, tmp_path)
        await asyncio.to_thread(node.start)
        crowd = await gather(node.port, NAMES)
        lives = begin(node.port, crowd)
        await asyncio.to_thread(node.wait)
    try:
        with Nursery() as healthy:
            node.nursery = healthy
            await asyncio.to_thread(node.start)
            await heal(crowd, lives)
            await read_everything(node.port, crowd)
            await end(lives)
            await asyncio.to_thread(node.end)
    finally:
        await end(lives)
    report = check([*memberships(crowd), *crowd.notebook.written])
    assert report.verdict is Verdict.VALID, str(report)
    assert "The database cannot be trusted any more" in node.output.read_text()
