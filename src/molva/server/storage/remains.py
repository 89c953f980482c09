"""Remains: what the SQLite file and its log still hold of rows that are gone, and how that goes, too.

The log holds pages as they were until it is emptied. And where SQLite moves rows to another page, copies of them stay
behind in that part of the old page which belongs to no row. `secure_delete` overwrites a row where it is deleted, and
does not know of these. So this part of each page is overwritten in the file itself, while nobody can write to it;
SQLite never reads it. The layout of a page is that of https://sqlite.org/fileformat2.html, section 1.6.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pysqlite3.dbapi2 as driver
from sqlalchemy import Connection

from molva.server.storage.prepared import driver_cursor, execute

PAGES_AT_ONCE: Final = 4096
"""Pages that are looked at before others may write again: sixteen megabytes, some ten milliseconds."""

PATIENCE_MS: Final = 200
"""How long readers are waited for; whoever reads longer is left in peace, and the log is emptied another time."""

TREE_PAGES: Final = {0x02: 12, 0x05: 12, 0x0A: 8, 0x0D: 8}
"""The first byte of a page that holds rows, and the length of its header; other pages begin with a page's number."""

MOST_PAGES: Final = 0x0200_0000
"""In a larger file the number of a page could begin with one of these bytes."""


AUTO_VACUUM: Final = slice(52, 56)
"""Not zero in the header of a file that shrinks by itself: it has pages of yet another kind, which begin alike."""


class Remains:
    """The files of one database, as the thread that writes to it sees them."""

    def __init__(self, path: Path, connection: Callable[[], Connection]) -> None:
        """Begin without touching anything.

        Args:
            connection: gives the one connection that writes, outside of any transaction.
        """
        self._path = path
        self._log = path.with_name(f"{path.name}-wal")
        self._connection = connection
        # Open until the database is closed: closing any descriptor of the file drops SQLite's locks on it.
        self._file: int | None = None

    def empty_log(self) -> bool:
        """Bring everything from the log into the file and cut the log to nothing; False: somebody reads in it."""
        cursor = driver_cursor(self._connection())
        try:
            cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
            (busy, _, _) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        finally:
            cursor.execute("PRAGMA busy_timeout=5000")
            cursor.close()

    def wipe(self, first: int) -> int | None:
        """Overwrite what belongs to no row in PAGES_AT_ONCE pages from one on, numbered from 0.

        Returns:
            The page to go on with, or None after the last: the same one again if others read or write just now.
        """
        connection = self._connection()
        if not self.empty_log():
            return first
        try:
            # From here on the file holds everything, and nobody else writes to it: there is nothing in the log to
            # bring over, and nothing can come into it.
            execute(connection, "BEGIN IMMEDIATE")
        except driver.OperationalError:
            return first
        try:
            if self._log.exists() and self._log.stat().st_size:
                return first
            following, wiped = self._wipe_pages(first)
        finally:
            connection.connection.rollback()
        if wiped:
            # The pages as they were must not come back from the memory of the connection.
            execute(connection, "PRAGMA shrink_memory")
        return following

    def close(self) -> None:
        """Let go of the file, after every connection."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _wipe_pages(self, first: int) -> tuple[int | None, bool]:
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR)
        header = os.pread(self._file, 100, 0)
        size = int.from_bytes(header[16:18], "big")
        size = 65_536 if size == 1 else size
        count = os.fstat(self._file).st_size // size
        if count > MOST_PAGES or any(header[AUTO_VACUUM]):
            return None, False
        last = min(first + PAGES_AT_ONCE, count)
        content = memoryview(os.pread(self._file, (last - first) * size, first * size))
        wiped = False
        for number in range(first, last):
            start, end = unused(bytes(content[(number - first) * size :][:size]), header=0 if number else 100)
            if start < end:
                os.pwrite(self._file, bytes(end - start), number * size + start)
                wiped = True
        if wiped:
            os.fsync(self._file)
        return (last if last < count else None), wiped


def unused(page: bytes, *, header: int) -> tuple[int, int]:
    """Find the bytes of a page between its header and its rows, (from, up to); nothing if they are empty already.

    Args:
        header: where the page's own header begins: 100 in the first page of a file.
    """
    length = TREE_PAGES.get(page[header])
    if length is None:
        return 0, 0
    cells = int.from_bytes(page[header + 3 : header + 5], "big")
    start = header + length + 2 * cells
    end = int.from_bytes(page[header + 5 : header + 7], "big") or 65_536
    return (start, end) if start < end <= len(page) and page[start:end].strip(b"\0") else (0, 0)
