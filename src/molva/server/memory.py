"""How the process treats its memory: what has been built is left alone, and what a password needs goes back."""

import ctypes
import gc
import sys
from typing import Final

COLLECT_AFTER: Final = 20_000
"""Objects that pile up before the youngest are searched for cycles: the default of 700 is one batch of messages."""

M_MMAP_THRESHOLD: Final = -3
"""glibc's name for the size from which memory is taken from the kernel and given back at once (mallopt(3))."""

LARGE: Final = 1 << 20
"""Bytes. Left to itself glibc raises the limit after the first password, and keeps the 19 MiB of argon2 for ever."""


def settle() -> None:
    """Call once, when the server has been built and before it takes requests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
    if sys.platform == "linux":
        # Other C libraries have no such function, and no such habit.
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(M_MMAP_THRESHOLD, LARGE)
