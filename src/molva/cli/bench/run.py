"""Runs one workload and gives the figures of its JSON line: `molva bench W1` prints those of `run_workload`."""

import os
import signal
import sys

import uvloop

from molva.cli.bench import WorkloadName
from molva.cli.bench.molva_peer import MOLVA
from molva.cli.bench.peer import Peer
from molva.cli.bench.server_process import LOAD_CORE
from molva.cli.bench.size import FULL, Size
from molva.cli.bench.span import Figures
from molva.cli.bench.workloads import WORKLOADS, headline


def run_workload(name: WorkloadName, peer: Peer = MOLVA, size: Size = FULL) -> Figures:
    """Start the messenger on a fresh folder, load it, and stop it.

    This process becomes the load: it pins itself to the last core, the server has the first.

    Raises:
        DidNotStart: see ServerProcess.start.
    """
    workload = WORKLOADS[name]
    os.sched_setaffinity(0, {LOAD_CORE})
    # Whoever ends the load early ends the server with it, and its folder goes.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with peer.server() as server:
        server.start()
        figures = uvloop.run(workload(peer, server, size))
        stored = server.stored()
    figures = headline(name, figures, size)
    return {"workload": name, "peer": peer.name, **figures} | ({} if stored is None else {"stored": stored})
