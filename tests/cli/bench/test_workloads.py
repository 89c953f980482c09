"""Every workload runs against a real server and gives the figures that its target names."""

import json
import subprocess
import sys

import pytest

RUN = """
import json, sys
from molva.cli.bench.run import run_workload
from molva.cli.bench import WorkloadName
from molva.cli.bench.size import SMALL
print(json.dumps(run_workload(WorkloadName(sys.argv[1]), size=SMALL)))
"""

FIGURES = {
    "W1": ("cpu_us_per_message", "p99_ms", "memory_mib"),
    "W2": ("cpu_us_per_delivery", "times_bare_broadcast"),
    "W3": ("kib_per_connection", "connects_per_s", "password_sign_ins_per_s"),
    "W5": ("cpu_us_per_message", "p50_ms"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_workload_loses_nothing_and_says_its_figures(name: str) -> None:
    # A process of its own: the load pins itself to one core.
    ran = subprocess.run([sys.executable, "-c", RUN, name], capture_output=True, text=True, check=True)
    figures = json.loads(ran.stdout)
    assert figures.keys() >= {"workload", "peer", *FIGURES[name]}
    runs = [each for each in (figures, figures.get("one_in_flight"), figures.get("bursts")) if each]
    assert all(each.get("lost", 0) == each.get("strays", 0) == 0 for each in runs), figures
