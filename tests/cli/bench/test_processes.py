"""CPU and memory are those of the whole tree of processes."""

import os
import subprocess
import sys

from molva.cli.bench import processes

SPENDS_AND_WAITS = "import time; [hash(str(n)) for n in range(600_000)]; print(flush=True); input()"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SPENDS_AND_WAITS!r}])"


def test_children_belong_to_the_tree() -> None:
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        parent.stdout.readline()
        tree = processes.tree(parent.pid)
        spent, memory = processes.cpu_seconds(parent.pid), processes.memory_mib(parent.pid)
        alone = processes.cpu_seconds(tree[1])
        parent.communicate(b"\n")
    assert tree[0] == parent.pid
    assert len(tree) == 2
    assert spent >= alone > 0
    assert memory > 1


def test_a_process_that_is_gone_has_spent_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert processes.cpu_seconds(ended.pid) == 0


def test_the_machine_is_busier_than_one_process() -> None:
    assert processes.machine_cpu_seconds() > processes.cpu_seconds(os.getpid()) > 0
