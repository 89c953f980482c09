"""One run in a process of its own, which pins itself to the load's core: `python -m bench.once PEER WORKLOAD`."""

import json
import sys

from bench.peers.every import PEERS, size_for
from molva.cli.bench import WorkloadName
from molva.cli.bench.run import run_workload


def main(peer: str, workload: str) -> None:
    """Print the run's figures as one line of JSON."""
    print(json.dumps(run_workload(WorkloadName(workload), PEERS[peer], size_for(peer))))


if __name__ == "__main__":
    main(*sys.argv[1:])
