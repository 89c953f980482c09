"""What has been built is no longer searched for cycles, and freed memory goes back to the kernel."""

import subprocess
import sys

RUN = """
import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import argon2
from molva.server.memory import COLLECT_AFTER, give_back, settle

def resident_mib():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20

gc.disable()
settle()
assert gc.isenabled()
assert gc.get_freeze_count() > 1000, gc.get_freeze_count()
assert gc.get_threshold()[0] == COLLECT_AFTER
before = resident_mib() if Path("/proc/self/statm").exists() else 0
hasher = argon2.PasswordHasher(time_cost=1, memory_cost=19 * 1024, parallelism=1)
with ThreadPoolExecutor(1) as thread:
    for _ in range(4):
        hasher.hash("a")
        thread.submit(hasher.hash, "a").result()
    thread.submit(give_back).result()
if before:
    assert resident_mib() < before + 10, (before, resident_mib())
"""


def test_what_is_built_is_frozen_and_freed_memory_goes_back() -> None:
    # A process of its own: the settings are those of the whole process.
    subprocess.run([sys.executable, "-c", RUN], check=True)
