"""Where an outbox outlives its program: a file of JSON lines, one fsync for each command that is put into it."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

import msgspec

from molva.client.errors import FolderInUse
from molva.client.outbox import Entry, Owner, Record, Settled

if sys.platform != "win32":
    import fcntl

COMPACT_AFTER: Final = 1_000
"""Settled entries that may lie in a journal before it is written anew."""


class Journal(Protocol):
    """An append-only list of records; one suite of tests runs over every implementation."""

    settled: int
    """Settled entries in the list: what `replace` would save."""

    def read(self) -> list[Record]:
        """Everything appended so far, in order."""

    def append(self, records: Sequence[Record], *, durable: bool) -> None:
        """Add records; with `durable` they survive a power cut once this returns. Blocks on the disk."""

    def replace(self, records: Sequence[Record]) -> None:
        """Put these in place of everything; a crash leaves either the old or the new list."""

    def close(self) -> None:
        """Release what is held."""


class MemoryJournal:
    """Forgets with the program; for tests and for clients that do not write offline."""

    def __init__(self) -> None:
        self.settled = 0
        self._records: list[Record] = []

    def read(self) -> list[Record]:
        """Everything appended so far, in order."""
        return list(self._records)

    def append(self, records: Sequence[Record], *, durable: bool) -> None:
        """Add records."""
        self._records += records
        self.settled += _count_settled(records)

    def replace(self, records: Sequence[Record]) -> None:
        """Put these in place of everything."""
        self._records = list(records)
        self.settled = _count_settled(records)

    def close(self) -> None:
        """Nothing is held."""


class FileJournal:
    """One file, readable by its owner only, and a lock beside it for as long as the journal is open.

    Raises:
        FolderInUse: another program has the journal open (not noticed on Windows).
    """

    def __init__(self, path: Path) -> None:
        self.settled = 0
        self._path = path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = _lock(path.with_name(path.name + ".lock"))
        self._file = _open(path)
        _sync_folder(path.parent)
        self._size = os.fstat(self._file).st_size

    def read(self) -> list[Record]:
        """Every whole record, in order; a torn end, left by a crash while writing, is cut off."""
        data = self._path.read_bytes()
        records: list[Record] = []
        kept = 0
        for line in data.splitlines(keepends=True):
            if not line.endswith(b"\n"):
                break
            try:
                records.append(msgspec.json.decode(line, type=Entry | Settled | Owner))
            except msgspec.MsgspecError:
                break
            kept += len(line)
        if kept < len(data):
            os.ftruncate(self._file, kept)
        self._size = kept
        self.settled = _count_settled(records)
        return records

    def append(self, records: Sequence[Record], *, durable: bool) -> None:
        """Add records in one write; with `durable` the disk has them when this returns.

        Raises:
            OSError: the disk is full or failing; the file is as it was.
        """
        data = _lines(records)
        try:
            _write_all(self._file, data)
            if durable:
                os.fsync(self._file)
        except OSError:
            os.ftruncate(self._file, self._size)
            raise
        self._size += len(data)
        self.settled += _count_settled(records)

    def replace(self, records: Sequence[Record]) -> None:
        """Write a new file beside the old one and put it in its place."""
        write_file(self._path, _lines(records))
        old, self._file = self._file, _open(self._path)
        os.close(old)
        self._size = os.fstat(self._file).st_size
        self.settled = _count_settled(records)

    def close(self) -> None:
        """Release the file and its lock."""
        os.close(self._file)
        os.close(self._lock)


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, durably, readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        _write_all(file, data)
        os.fsync(file)
    finally:
        os.close(file)
    fresh.replace(path)
    _sync_folder(path.parent)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)


def _lock(path: Path) -> int:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            raise FolderInUse(str(path.parent)) from None
    return file


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, as `fsync` of a file does not."""
    if sys.platform != "win32":
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def _lines(records: Sequence[Record]) -> bytes:
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)


def _count_settled(records: Sequence[Record]) -> int:
    return sum(isinstance(record, Settled) for record in records)


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]
