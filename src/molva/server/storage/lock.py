"""The lock on a data folder: two servers never write to one folder."""

import fcntl
import os
from pathlib import Path


class FolderLocked(Exception):
    """Another server has the folder; the argument is its process id or an empty string."""


class FolderLock:
    """Holds `lock` in the folder for the life of the process; the kernel lets go when the process dies."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            FolderLocked: another process has it.
        """
        self._file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(self._file, 32, 0).decode("ascii", "replace").strip()
            os.close(self._file)
            raise FolderLocked(holder) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let go of the folder."""
        os.close(self._file)
