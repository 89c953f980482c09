"""The data folder: made for its owner alone, locked by one server, refused when others can read it."""

import os
import stat
from pathlib import Path
from typing import Final

from molva.server.storage.lock import FolderLock

DATABASE_NAME: Final = "molva.db"

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class UnsafeFile(Exception):
    """A file with people's words or secrets is open to others; the text says what to do."""


def take_folder(folder: Path) -> FolderLock:
    """Make the folder if need be, lock it for this process, and check what lies in it.

    Raises:
        FolderLocked: another server has it.
        UnsafeFile: the database can be read by other users of the machine.
        OSError: the folder cannot be made or entered.
    """
    # What the server makes from here on, the database's log among it, is for its owner alone.
    os.umask(OTHERS)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FolderLock(folder)
    for path in folder.glob(f"{DATABASE_NAME}*"):
        if path.stat().st_mode & OTHERS:
            lock.release()
            raise UnsafeFile(f"{path} can be read by other users of this machine: run chmod 600 {path}")
    return lock
