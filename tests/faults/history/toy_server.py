"""A toy server with planted faults, which writes the history its clients would have seen."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum, auto

from tests.faults.history.events import (
    Acknowledged,
    Added,
    AnyEvent,
    Deleted,
    Entry,
    FinalLog,
    Followed,
    Phase,
    ReadAll,
    Received,
    Refused,
    Removed,
    Sent,
    Unknown,
    Way,
)

CHAT = "chat"
WRITERS = ("ann", "bob", "cyd")
LEAVER = "dan"
STRANGER = "eve"
MESSAGES = 400
REMOVED_AFTER = MESSAGES // 2
DELETED_AFTER = MESSAGES - 30


class Plant(StrEnum):
    """A fault of the server; `SOUND` and `SOUND_WITH_DELETION` are none."""

    SOUND = auto()
    SOUND_WITH_DELETION = auto()
    ACKNOWLEDGES_BEFORE_COMMIT = auto()
    FORGETS_IDS = auto()
    STORES_REFUSED = auto()
    PUBLISHES_BEFORE_COMMIT = auto()
    DROPS_FROM_STREAM = auto()
    DOUBLES_IN_STREAM = auto()
    PUBLISHES_OUT_OF_ORDER = auto()
    ORDERS_BY_CLOCK = auto()
    RESUMES_ONE_TOO_EARLY = auto()
    SENDS_TO_REMOVED = auto()
    SEARCHES_FOR_REMOVED = auto()
    PUSHES_TO_STRANGER = auto()
    SERVES_DELETED = auto()
    READS_FROM_STALE_NODE = auto()
    SPLITS_ITS_BRAIN = auto()


@dataclass
class Member:
    """One user's only device: its connection's name and how much of the list it has."""

    name: str
    connection: str
    position: int = 0


@dataclass
class ToyServer:
    """Plays `MESSAGES` sends with retries, a removal and, where planted, a deletion."""

    plant: Plant
    seed: int
    events: list[AnyEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.now = 0
        self.entries: list[Entry] = []
        self.stored: dict[str, Entry] = {}
        self.deleted: set[str] = set()
        self.members = {name: Member(name, f"{name}-0") for name in (*WRITERS, LEAVER)}

    def play(self) -> list[AnyEvent]:
        for member in self.members.values():
            self.events += [Added(at=self.tick(), chat=CHAT, user=member.name, phase=phase) for phase in Phase]
            self.events.append(
                Followed(at=self.tick(), chat=CHAT, user=member.name, connection=member.connection, after=0)
            )
        for number in range(MESSAGES):
            self.plan(number)
            self.send(self.random.choice(WRITERS), f"message-{number}")
            if number % 50 == 49:
                self.read_all()
            if self.random.random() < 0.6:
                self.deliver_to_all()
        self.deliver_to_all()
        self.read_final_logs()
        return self.events

    def tick(self) -> int:
        self.now += self.random.randint(1, 5)
        return self.now

    def plan(self, number: int) -> None:
        """What happens at fixed places of the history."""
        if number == REMOVED_AFTER:
            self.events += [Removed(at=self.tick(), chat=CHAT, user=LEAVER, phase=phase) for phase in Phase]
            self.removed = self.members.pop(LEAVER)
        if number == REMOVED_AFTER + 20:
            self.leak()
        deletes = self.plant in (Plant.SERVES_DELETED, Plant.SOUND_WITH_DELETION)
        if number == DELETED_AFTER and deletes:
            message = self.entries[5].message
            self.events += [Deleted(at=self.tick(), chat=CHAT, message=message, phase=phase) for phase in Phase]
            self.deleted.add(message)
        if number == DELETED_AFTER + 10 and self.plant is Plant.SERVES_DELETED:
            self.show(WRITERS[0], self.entries[5], Way.SEARCH)

    def leak(self) -> None:
        match self.plant:
            case Plant.SENDS_TO_REMOVED:
                self.deliver(self.removed)
            case Plant.SEARCHES_FOR_REMOVED:
                self.show(LEAVER, self.entries[3], Way.SEARCH)
            case Plant.PUSHES_TO_STRANGER:
                self.show(STRANGER, self.entries[-1], Way.PUSH)
            case _:
                pass

    def send(self, user: str, message: str) -> None:
        """One message with its retries: refused, answered after a crash, or simply answered."""
        self.events.append(Sent(at=self.tick(), chat=CHAT, user=user, message=message))
        luck = self.random.random()
        if luck < 0.05:
            if self.plant is Plant.STORES_REFUSED:
                self.store(user, message)
            self.events.append(Refused(at=self.tick(), chat=CHAT, user=user, message=message, code="forbidden"))
        elif luck < 0.15:
            self.crash_around_commit(user, message)
        else:
            entry = self.store(user, message)
            self.acknowledge(entry)
            self.fail_after_acknowledging(entry)

    def store(self, user: str, message: str) -> Entry:
        if message in self.stored and self.plant is not Plant.FORGETS_IDS:
            return self.stored[message]
        entry = Entry(len(self.entries) + 1, message, user)
        if self.plant is Plant.ORDERS_BY_CLOCK and self.entries and self.random.random() < 0.05:
            # A clock that stepped back sorts the new message before the last one.
            last = self.entries.pop()
            entry, last = Entry(last.seq, message, user), Entry(entry.seq, last.message, last.user)
            self.keep([entry, last])
        else:
            self.keep([entry])
        return entry

    def keep(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self.entries.append(entry)
            self.stored[entry.message] = entry

    def acknowledge(self, entry: Entry) -> None:
        self.events.append(
            Acknowledged(at=self.tick(), chat=CHAT, user=entry.user, message=entry.message, seq=entry.seq)
        )

    def crash_around_commit(self, user: str, message: str) -> None:
        """The server dies before or after the commit; all reconnect and the sender tries again."""
        if self.random.random() < 0.5:
            self.store(user, message)
        self.events.append(Unknown(at=self.tick(), chat=CHAT, user=user, message=message))
        self.events.append(Sent(at=self.tick(), chat=CHAT, user=user, message=message))
        self.acknowledge(self.store(user, message))
        for member in self.members.values():
            self.reconnect(member)
            self.deliver(member, Way.RESUME)

    def reconnect(self, member: Member) -> None:
        member.connection += "+"
        self.events.append(
            Followed(
                at=self.tick(),
                chat=CHAT,
                user=member.name,
                connection=member.connection,
                after=member.position,
            )
        )
        if self.plant is Plant.RESUMES_ONE_TOO_EARLY:
            member.position = max(0, member.position - 1)

    def fail_after_acknowledging(self, entry: Entry) -> None:
        if entry is not self.entries[-1]:
            return
        reader = self.members[WRITERS[1]]
        luck = self.random.random()
        if self.plant is Plant.ACKNOWLEDGES_BEFORE_COMMIT and luck < 0.03:
            self.entries.pop()
            del self.stored[entry.message]
        if self.plant is Plant.PUBLISHES_BEFORE_COMMIT and luck < 0.02:
            self.show(reader.name, Entry(entry.seq + 1, f"ghost-{entry.seq}", WRITERS[0]), Way.LIVE)
            self.reconnect(reader)
        if self.plant is Plant.PUBLISHES_OUT_OF_ORDER and len(self.entries) - reader.position > 1:
            for late in reversed(self.entries[reader.position :]):
                self.show(reader.name, late, Way.LIVE)
            reader.position = len(self.entries)

    def deliver_to_all(self) -> None:
        for member in self.members.values():
            self.deliver(member)

    def deliver(self, member: Member, way: Way = Way.LIVE) -> None:
        news = self.entries[member.position :]
        member.position = len(self.entries)
        for entry in news:
            unlucky = member.name == WRITERS[1] and self.random.random() < 0.02
            if unlucky and self.plant is Plant.DROPS_FROM_STREAM:
                continue
            self.show(member.name, entry, way, member.connection)
            if unlucky and self.plant is Plant.DOUBLES_IN_STREAM:
                self.show(member.name, entry, way, member.connection)

    def show(self, user: str, entry: Entry, way: Way, connection: str | None = None) -> None:
        member = self.members.get(user)
        self.events.append(
            Received(
                at=self.tick(),
                chat=CHAT,
                user=user,
                connection=connection or (member.connection if member else "request"),
                message=entry.message,
                seq=entry.seq,
                way=way,
            )
        )

    def read_all(self) -> None:
        asked_at = self.now + 1
        seen = self.entries[:-3] if self.plant is Plant.READS_FROM_STALE_NODE else self.entries
        seqs = frozenset(entry.seq for entry in seen)
        self.events.append(ReadAll(at=self.tick() + 1, chat=CHAT, user=WRITERS[0], asked_at=asked_at, seqs=seqs))

    def read_final_logs(self) -> None:
        for name in WRITERS:
            entries = [entry for entry in self.entries if entry.message not in self.deleted]
            if self.plant is Plant.SPLITS_ITS_BRAIN and name == WRITERS[-1]:
                entries = [Entry(entry.seq, "another", entry.user) if entry.seq == 7 else entry for entry in entries]
            self.events.append(FinalLog(at=self.tick(), chat=CHAT, reader=name, entries=tuple(entries)))
