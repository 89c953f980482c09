"""How the process treats its memory: what has been built is left alone, and what was needed for a while goes back."""

import ctypes
import gc
import sys
from typing import Final

COLLECT_AFTER: Final = 20_000
"""Objects that pile up before the youngest are searched for cycles: the default of 700 is one batch of messages."""


def settle() -> None:
    """Call once, when the server has been built and before it takes requests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])


def give_back() -> None:
    """Return what has been freed to the kernel (malloc_trim(3)); takes milliseconds, and lets other threads run.

    glibc keeps the 19 MiB of a password for the next one, which is right while sign-ins come: fresh pages from the
    kernel make a hash half as dear again. When they stop coming, the idle server should be small.
    """
    if sys.platform == "linux":
        # Other C libraries have no such function, and no such habit.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
