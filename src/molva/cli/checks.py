"""What `molva doctor` looks at; each check finds out one thing and says what to do where it is wrong."""

import os
import platform
import socket
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from molva.cli.words import Words
from molva.client import ClientError
from molva.client.accounts import get_server
from molva.protocol.errors import Refusal
from molva.server.storage.lock import FolderLock, FolderLocked
from molva.server.storage.schema import NEWEST, schema_version
from molva.server.storage.sqlite import OLDEST_SQLITE, sqlite_engine

OLDEST_PYTHON: Final = (3, 11)

SLOW_SYNC_MS: Final = 20.0
"""A good disk syncs in under a millisecond; above this a person notices each message wait."""

SYNCED_WRITES: Final = 20
SYNCED_BYTES: Final = 4096

DATABASE_FILE: Final = "molva.db"


class Verdict(StrEnum):
    """How a check came out."""

    FINE = "fine"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """What a check found."""

    check: str
    verdict: Verdict
    text: str


def check_python(words: Words, version: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """Is this Python new enough?"""
    said = ".".join(map(str, version))
    if version < OLDEST_PYTHON:
        return Finding(words.check_python, Verdict.WRONG, words.python_old.format(version=said))
    return Finding(words.check_python, Verdict.FINE, f"{said} ({platform.machine()})")


def check_sqlite(words: Words, oldest: tuple[int, int, int] = OLDEST_SQLITE) -> Finding:
    """Is the SQLite library free of the bug that damages write-ahead logs?"""
    engine = sqlite_engine(Path(":memory:"))
    with engine.connect() as connection:
        version = str(connection.exec_driver_sql("SELECT sqlite_version()").scalar_one())
    if tuple(map(int, version.split("."))) < oldest:
        return Finding(words.check_sqlite, Verdict.WRONG, words.sqlite_old.format(version=version))
    return Finding(words.check_sqlite, Verdict.FINE, version)


def check_folder(words: Words, folder: Path) -> Finding:
    """Can the data folder be used, and by nobody else?"""
    path = folder.absolute()
    if not path.exists():
        parent = next(each for each in path.parents if each.exists())
        if os.access(parent, os.W_OK | os.X_OK):
            return Finding(words.check_folder, Verdict.FINE, words.folder_new.format(path=path))
        text = words.folder_bad_parent.format(path=path, parent=parent)
        return Finding(words.check_folder, Verdict.WRONG, text)
    if not path.is_dir() or not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        return Finding(words.check_folder, Verdict.WRONG, words.folder_not_ours.format(path=path))
    if sys.platform != "win32" and path.stat().st_mode & 0o077:
        return Finding(words.check_folder, Verdict.WARNING, words.folder_open.format(path=path))
    return Finding(words.check_folder, Verdict.FINE, words.folder_fine.format(path=path))


def check_lock(words: Words, folder: Path) -> Finding:
    """Is a server running on the folder?"""
    if (folder / "lock").exists():
        try:
            FolderLock(folder).release()
        except FolderLocked as held:
            return Finding(words.check_lock, Verdict.FINE, words.lock_held.format(pid=held))
        except OSError as error:
            return Finding(words.check_lock, Verdict.WRONG, words.shared.went_wrong.format(reason=error))
    return Finding(words.check_lock, Verdict.FINE, words.lock_free)


def check_schema(words: Words, folder: Path) -> Finding:
    """Does the database fit this program? It is only read, and not created."""
    file = folder / DATABASE_FILE
    if not file.exists():
        return Finding(words.check_schema, Verdict.FINE, words.schema_none)
    engine = sqlite_engine(file)
    try:
        with engine.connect() as connection:
            version = schema_version(connection)
    except Exception as error:
        # Whatever the library says of a damaged file, the person needs one line of it.
        reason = str(getattr(error, "orig", error))
        return Finding(words.check_schema, Verdict.WRONG, words.schema_unread.format(reason=reason))
    finally:
        engine.dispose()
    if version is None:
        return Finding(words.check_schema, Verdict.FINE, words.schema_none)
    if version == NEWEST:
        return Finding(words.check_schema, Verdict.FINE, words.schema_current.format(version=version))
    if version > NEWEST:
        text = words.schema_newer.format(version=version, newest=NEWEST)
        return Finding(words.check_schema, Verdict.WRONG, text)
    text = words.schema_older.format(version=version, newest=NEWEST)
    return Finding(words.check_schema, Verdict.WARNING, text)


def check_sync(words: Words, folder: Path, slow_ms: float = SLOW_SYNC_MS) -> Finding:
    """How long does the disk take until a write is safe?"""
    place = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            took = []
            for _ in range(SYNCED_WRITES):
                began = time.perf_counter()
                file.write(os.urandom(SYNCED_BYTES))
                file.flush()
                os.fsync(file.fileno())
                took.append((time.perf_counter() - began) * 1000)
    except OSError as error:
        return Finding(words.check_sync, Verdict.WRONG, words.sync_failed.format(reason=error))
    median = statistics.median(took)
    if median > slow_ms:
        return Finding(words.check_sync, Verdict.WARNING, words.sync_slow.format(ms=f"{median:.1f}"))
    return Finding(words.check_sync, Verdict.FINE, words.sync_fine.format(ms=f"{median:.1f}"))


async def check_port(words: Words, host: str, port: int) -> Finding:
    """Can a server listen there, or does one already?"""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            text = words.port_refused.format(port=port, reason=error.strerror)
            return Finding(words.check_port, Verdict.WRONG, text)
        except OSError:
            pass
        else:
            return Finding(words.check_port, Verdict.FINE, words.port_free.format(port=port))
    try:
        await get_server(f"http://127.0.0.1:{port}")
    except (ClientError, Refusal):
        text = words.port_taken.format(port=port, other=port + 1)
        return Finding(words.check_port, Verdict.WRONG, text)
    return Finding(words.check_port, Verdict.FINE, words.port_molva.format(port=port))
