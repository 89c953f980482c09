"""What a disk may hold after the power went: all that was synced, and any torn part of what was not."""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.disk.trace import Event, Said, SyncAsked, Synced, Truncated, Unlinked, Wrote

SECTOR_BYTES = 512
KEPT_SHARES = (0.0, 0.0, 0.5, 1.0)
"""How much of what was not synced may have reached the disk: often nothing, which is the hardest case."""
TORN_SHARE = 0.3

Change = Wrote | Truncated


@dataclass
class File:
    """One file: what is surely on the disk, and the changes that may or may not be."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)
    asked: dict[int, int] = field(default_factory=dict)
    """How many pending changes the running sync of each thread covers."""

    def sync(self, thread: int) -> None:
        covered = self.asked.pop(thread, 0)
        for change in self.pending[:covered]:
            apply(change, self.durable)
        del self.pending[:covered]
        self.asked = {other: max(0, count - covered) for other, count in self.asked.items()}

    def after_power_loss(self, luck: random.Random, kept_share: float) -> bytes:
        content = bytearray(self.durable)
        for change in self.pending:
            if luck.random() < kept_share:
                apply(torn(change, luck), content)
        return bytes(content)


@dataclass
class Disk:
    """The database's files, as events change them. Removed names count as gone for good at once."""

    database: Path
    files: defaultdict[str, File] = field(default_factory=lambda: defaultdict(File))

    def __post_init__(self) -> None:
        # The shared-memory file is an index that SQLite builds anew after a crash.
        self.names = {str(self.database) + suffix: suffix for suffix in ("", "-wal", "-journal")}

    def apply(self, event: Event) -> None:
        if isinstance(event, Said) or event.path not in self.names:
            return
        match event:
            case Wrote() | Truncated():
                self.files[event.path].pending.append(event)
            case SyncAsked():
                file = self.files[event.path]
                file.asked[event.thread] = len(file.pending)
            case Synced():
                self.files[event.path].sync(event.thread)
            case Unlinked():
                self.files.pop(event.path, None)

    def write_image(self, target: Path, luck: random.Random) -> None:
        """Write what may be left of the database to `target` and beside it."""
        kept_share = luck.choice(KEPT_SHARES)
        for suffix in ("", "-wal", "-journal", "-shm"):
            Path(f"{target}{suffix}").unlink(missing_ok=True)
        for path, file in self.files.items():
            Path(f"{target}{self.names[path]}").write_bytes(file.after_power_loss(luck, kept_share))


def apply(change: Change, content: bytearray) -> None:
    """Change a file's content in place; a write beyond the end leaves zeros between."""
    if isinstance(change, Truncated):
        del content[change.length :]
        content.extend(bytes(max(0, change.length - len(content))))
        return
    content.extend(bytes(max(0, change.offset - len(content))))
    content[change.offset : change.offset + len(change.data)] = change.data


def torn(change: Change, luck: random.Random) -> Change:
    """The change, or sometimes only its first sectors."""
    if isinstance(change, Truncated) or len(change.data) <= SECTOR_BYTES or luck.random() >= TORN_SHARE:
        return change
    kept = luck.randrange(0, len(change.data), SECTOR_BYTES)
    return Wrote(change.path, change.offset, change.data[:kept])


@dataclass(frozen=True)
class Cut:
    """A moment at which the power goes: the disk as it is then, and the marks in all that was said before.

    A mark is what `re.findall` gives: bytes, or a tuple of them for a pattern of several groups.
    """

    disk: Disk
    told: frozenset[Any]


def cuts(events: Sequence[Event], database: Path, mark: re.Pattern[bytes], places: Iterable[int]) -> Iterator[Cut]:
    """Cut the power after each of these numbers of events, in the order of time.

    What matches `mark` in the program's words is what it has told somebody. The disk changes with the iteration.
    """
    disk, told, done = Disk(database), set[Any](), 0
    for place in sorted(places):
        for event in events[done:place]:
            disk.apply(event)
            if isinstance(event, Said):
                told.update(mark.findall(event.data))
        done = place
        yield Cut(disk, frozenset(told))
