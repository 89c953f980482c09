"""Records what a program writes to its files and sockets, by strace, in the order in which it happened.

The program runs unmodified: the record holds its real writes and the syncs that its real settings ask for.
A write counts from the moment it is asked for; a sync counts when it has returned, and for what was written before
it was asked for.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = "write,writev,sendto,sendmsg,pwrite64,pwritev,ftruncate,fsync,fdatasync,unlink,unlinkat"
LONGEST_DATA = 1 << 20


@dataclass(frozen=True)
class Wrote:
    """Bytes were written to a file at an offset."""

    path: str
    offset: int
    data: bytes


@dataclass(frozen=True)
class Truncated:
    """A file got another length."""

    path: str
    length: int


@dataclass(frozen=True)
class SyncAsked:
    """A thread asked that a file be made durable."""

    path: str
    thread: int


@dataclass(frozen=True)
class Synced:
    """The thread's last sync has returned."""

    path: str
    thread: int


@dataclass(frozen=True)
class Unlinked:
    """A file's name was removed."""

    path: str


@dataclass(frozen=True)
class Said:
    """Bytes left the program: to a socket, a pipe or the terminal."""

    data: bytes


Event = Wrote | Truncated | SyncAsked | Synced | Unlinked | Said


def strace(record: Path) -> list[str]:
    """The command to put before a program's own command, so that its events go to the file `record`."""
    return [
        *("strace", "--follow-forks", "--seccomp-bpf", "--decode-fds=path", "--strings-in-hex=all", "--quiet=all"),
        *("--signal=none", "--string-limit", str(LONGEST_DATA), "--trace", CALLS, "--output", str(record)),
    ]


_CALL = re.compile(r"(?P<thread>\d+) +(?P<name>\w+)\((?P<arguments>.*)")
_RESUMED = re.compile(r"(?P<thread>\d+) +<\.\.\. (?P<name>\w+) resumed>.*= (?P<result>-?\d+)")
_FILE = re.compile(r"\d+<(?P<path>[^>]*)>")
_STRING = re.compile(r'"([^"]*)"')
_OFFSET = re.compile(r'", \d+, (\d+)')
_LENGTH = re.compile(r">, (\d+)")
_FINISHED = re.compile(r"= (?P<result>-?\d+)[^=]*$")


def parse(lines: Iterable[str]) -> Iterator[Event]:
    """Turn a record's lines into events. Calls that failed are left out."""
    syncing: dict[int, str] = {}
    for line in lines:
        if resumed := _RESUMED.match(line):
            thread = int(resumed["thread"])
            if "sync" in resumed["name"] and int(resumed["result"]) == 0:
                yield Synced(syncing.pop(thread), thread)
        elif call := _CALL.match(line):
            thread, name, arguments = int(call["thread"]), call["name"], call["arguments"]
            finished = _FINISHED.search(arguments)
            if finished and int(finished["result"]) < 0:
                continue
            if "sync" in name:
                path = _path(arguments)
                yield SyncAsked(path, thread)
                if finished:
                    yield Synced(path, thread)
                else:
                    syncing[thread] = path
            elif (event := _event(name, arguments)) is not None:
                yield event


def _event(name: str, arguments: str) -> Event | None:
    match name:
        case "pwrite64":
            offset = _OFFSET.search(arguments)
            assert offset, arguments[-80:]
            return Wrote(_path(arguments), int(offset[1]), _data(arguments))
        case "ftruncate":
            length = _LENGTH.search(arguments)
            assert length, arguments[-80:]
            return Truncated(_path(arguments), int(length[1]))
        case "unlink" | "unlinkat":
            return Unlinked(_data(arguments).decode())
        case "write" | "writev" | "sendto" | "sendmsg":
            path = _path(arguments)
            # SQLite writes at offsets only; what is written to a real file without one is a log.
            return None if path.startswith("/") else Said(_data(arguments))
        case _:
            raise ValueError(name)


def _path(arguments: str) -> str:
    found = _FILE.match(arguments)
    assert found, arguments[:80]
    return _from_hex(found["path"]).decode()


def _data(arguments: str) -> bytes:
    """All strings among the arguments, joined: `writev` has several."""
    return b"".join(_from_hex(text) for text in _STRING.findall(arguments))


def _from_hex(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
