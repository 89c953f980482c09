"""CPU time and memory of a process and all its descendants, from Linux's /proc."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")

PARENT, USER_TICKS, SYSTEM_TICKS, RESIDENT_PAGES = 1, 11, 12, 21
WITH_ENDED_CHILDREN = slice(USER_TICKS, SYSTEM_TICKS + 3)
"""Fields of /proc/PID/stat after the process's name (proc_pid_stat(5))."""


def tree(root: int) -> list[int]:
    """Process ids of `root` and everything below it, parents first."""
    children: dict[int, list[int]] = {}
    for pid in _all():
        with suppress(ProcessLookupError, FileNotFoundError):  # it has ended meanwhile
            children.setdefault(int(_stat(pid)[PARENT]), []).append(pid)
    found = [root]
    for pid in found:
        found.extend(children.get(pid, ()))
    return found


def cpu_seconds(root: int) -> float:
    """User and system time of the tree, including descendants that have already ended."""
    ticks = 0
    for pid in tree(root):
        with suppress(ProcessLookupError, FileNotFoundError):  # it has ended meanwhile
            ticks += sum(int(field) for field in _stat(pid)[WITH_ENDED_CHILDREN])
    return ticks / TICKS_PER_SECOND


def memory_mib(root: int) -> float:
    """Memory of the tree in MiB: resident, or for several processes each page by its share (PSS)."""
    pids = tree(root)
    if len(pids) == 1:
        return int(_stat(root)[RESIDENT_PAGES]) * PAGE_BYTES / 2**20
    kib = 0
    for pid in pids:
        with suppress(ProcessLookupError, FileNotFoundError):  # it has ended meanwhile
            kib += _shared_kib(pid)
    return kib / 2**10


def machine_cpu_seconds() -> float:
    """Seconds that all cores together have been busy since the machine started."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    user, nice, system, _idle, _waiting, interrupts, soft_interrupts, stolen, *_ = map(int, fields)
    return (user + nice + system + interrupts + soft_interrupts + stolen) / TICKS_PER_SECOND


def _all() -> Iterator[int]:
    return (int(entry) for entry in os.listdir("/proc") if entry.isdigit())


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _shared_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
