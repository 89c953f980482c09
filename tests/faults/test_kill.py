"""G1 to G8 under kill -9: nothing acknowledged is lost, doubled, reordered, or seen and then lost."""

import os
from pathlib import Path

from tests.faults.history.report import Breach, Verdict
from tests.faults.rig.kill_cycles import kill_cycles
from tests.faults.rig.mutants import Mutant
from tests.faults.rig.node import Node
from tests.faults.rig.nursery import Nursery

CYCLES = int(os.environ.get("MOLVA_KILL_CYCLES", "200"))
SEED = int(os.environ.get("MOLVA_FAULT_SEED", "1"))
MUTANT_CYCLES = 5


async def test_a_killed_server_loses_nothing(tmp_path: Path) -> None:
    with Nursery() as nursery:
        node = Node(nursery, tmp_path)
        report = await kill_cycles(node, CYCLES, SEED)
    assert report.verdict is Verdict.VALID, f"seed {SEED}: {report}\n{node.output.read_text()[-4000:]}"
    assert report.counts.acknowledged > CYCLES


async def test_a_server_that_answers_before_the_commit_is_caught(tmp_path: Path) -> None:
    with Nursery(Mutant.ANSWERS_EARLY) as nursery:
        report = await kill_cycles(Node(nursery, tmp_path), MUTANT_CYCLES, SEED)
    assert {Breach.LOST, Breach.SEEN_THEN_LOST, Breach.DIVERGENCE, Breach.OTHER_ANSWER} & report.breaches.keys(), str(
        report
    )
