"""The lock of a data folder (G18): one process has it, and the kernel takes it back when that process dies."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from molva.server.storage.lock import FolderLock, FolderLocked

HOLDER = """
import sys
from pathlib import Path
from molva.server.storage.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        yield process
        process.kill()


def test_a_second_process_is_refused_and_told_who_has_the_folder(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(FolderLocked) as caught:
            FolderLock(tmp_path)
        assert caught.value.args == (str(process.pid),)
        # Having been refused changes nothing for the next one.
        with pytest.raises(FolderLocked, match=str(process.pid)):
            FolderLock(tmp_path)


def test_a_killed_process_leaves_the_folder_free(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        FolderLock(tmp_path).release()


def test_a_folder_cannot_be_locked_twice_in_one_process(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    with pytest.raises(FolderLocked, match=str(os.getpid())):
        FolderLock(tmp_path)
    lock.release()
    FolderLock(tmp_path).release()


def test_children_do_not_keep_the_lock(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    code = "print(flush=True); input()"
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, close_fds=False) as child:
        assert child.stdout is not None
        child.stdout.readline()
        lock.release()
        FolderLock(tmp_path).release()
        child.kill()


def test_the_lock_is_the_owners_alone(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    assert (tmp_path / "lock").stat().st_mode & 0o077 == 0
    lock.release()


def test_the_number_of_an_earlier_holder_is_gone(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("99999999999\n")
    lock = FolderLock(tmp_path)
    assert (tmp_path / "lock").read_text() == f"{os.getpid()}\n"
    lock.release()
