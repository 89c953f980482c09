"""Runs workloads against messengers in turn and writes the table of docs/performance.md: `python -m bench --help`.

Every run has a fresh server and prints one line of JSON. A figure of the table is the median of the runs.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from bench.peers.every import PEERS, installed
from bench.table import Results, median, write_tables
from molva.cli.bench import WorkloadName, processes
from molva.cli.bench.span import Figures

REPORT = Path(__file__).parents[1] / "docs" / "performance.md"
BUSY_CORES = 0.25
"""What others may use of the machine's cores while a run begins."""
PATIENCE_S = 60
RUN_LIMIT_S = 900


def main() -> None:
    """Measure what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", default=",".join(PEERS), help="names, with commas between")
    parser.add_argument("--workloads", default=",".join(WorkloadName), help="names, with commas between")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    results: Results = {}
    for workload in map(WorkloadName, arguments.workloads.split(",")):
        for peer in arguments.peers.split(","):
            if not installed(peer):
                print(f"{peer} is not installed: bench/setup_peers.sh", file=sys.stderr)
                continue
            runs = [run for _ in range(arguments.runs) if (run := once(peer, workload))]
            if runs:
                results[workload, peer] = median(runs)
    write_tables(results, REPORT)


def once(peer: str, workload: WorkloadName) -> Figures | None:
    """One run when the machine has calmed down; None if it failed, which is said on standard error."""
    others = wait_for_calm()
    command = [sys.executable, "-m", "bench.once", peer, workload]
    try:
        ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=RUN_LIMIT_S)
    except subprocess.SubprocessError as error:
        print(f"{peer} {workload}: {error}", file=sys.stderr)
        return None
    figures: Figures = json.loads(ran.stdout) | {"others_busy_cores": others}
    print(json.dumps(figures), flush=True)
    return figures


def wait_for_calm() -> float:
    """Wait until others use few cores, or until patience ends; how many they use then."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        before = processes.machine_cpu_seconds()
        # The time over which it is measured.
        time.sleep(1)
        busy = round(processes.machine_cpu_seconds() - before, 2)
        if busy < BUSY_CORES or time.monotonic() > deadline:
            return busy


if __name__ == "__main__":
    main()
