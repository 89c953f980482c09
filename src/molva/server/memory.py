"""How the process treats its memory: what has been built is left alone, and what was needed for a while goes back."""

import ctypes
import gc
import sys
from typing import Final

COLLECT_AFTER: Final = 20_000
"""Objects that pile up before the youngest are searched for cycles: the default of 700 is one batch of messages."""

TRIM_THRESHOLD: Final = -1
"""M_TRIM_THRESHOLD of mallopt(3)."""

KEPT_BYTES: Final = 1 << 26
"""What a thread may keep for its next work, until it gives it back."""


def settle() -> None:
    """Call once, when the server has been built and before it takes requests; the collector works from now on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
    gc.enable()


def give_back() -> None:
    """Return what has been freed to the kernel; takes milliseconds, and lets other threads run.

    glibc keeps the 19 MiB of a password for the next one, which is right while sign-ins come: fresh pages from the
    kernel make a hash half as dear again. When they stop coming, the idle server should be small. malloc_trim(3) gives
    back everything but the end of the arena that a thread has for itself; free(3) cuts off that of the thread that
    calls it, if it is longer than a threshold. So each thread that has worked calls this itself.
    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "malloc_trim"):
        # Other C libraries have no such function, and no such habit.
        return
    libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, (ctypes.c_void_p,)
    libc.mallopt(TRIM_THRESHOLD, 1 << 16)
    libc.free(libc.malloc(1 << 17))
    libc.mallopt(TRIM_THRESHOLD, KEPT_BYTES)
    libc.malloc_trim(0)
