"""One user's talk with the server over any number of connections: text in, text and events out; no I/O."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import msgspec

from molva.client.decode import decode_answer, decode_frame
from molva.client.errors import ConnectionLost, UnreadableAnswer, WrongUser, refusal
from molva.client.heartbeat import Heartbeat
from molva.client.outbox import Entry, Outbox, Settled
from molva.client.replica import Change, Replica
from molva.client.sync import Outcome, Phase, Sync
from molva.protocol.commands import Changes, Command
from molva.protocol.errors import Refusal
from molva.protocol.frames import (
    HEARTBEAT_SECONDS,
    Ping,
    Pong,
    RawAnswer,
    Refused,
    Rows,
    ServerFrame,
    Signalled,
    Synced,
    Welcome,
)
from molva.protocol.signals import AnySignal


@dataclass(frozen=True)
class Welcomed:
    """The server knows us."""

    welcome: Welcome


@dataclass(frozen=True)
class Changed:
    """Rows of the replica changed."""

    changes: list[Change]


@dataclass(frozen=True)
class CaughtUp:
    """The replica is as new as the server's tables."""


@dataclass(frozen=True)
class Heard:
    """A signal, to be shown now."""

    signal: AnySignal


@dataclass(frozen=True)
class Answered:
    """The call `ref` has a result, or failed."""

    ref: int
    result: Any


@dataclass(frozen=True)
class Delivered:
    """A posted command has its answer, or was refused for good; write `record` into the journal."""

    entry: Entry
    result: Any
    record: Settled


Event = Welcomed | Changed | CaughtUp | Heard | Answered | Delivered


class Conversation:
    """Joins sync, calls, outbox and heartbeat; `now` is always monotonic seconds.

    After `begin`, `receive`, `call`, `post` or `tick`, send what `take` gives.
    """

    def __init__(self, replica: Replica, outbox: Outbox) -> None:
        self.replica = replica
        self.outbox = outbox
        self.broken = False
        """This connection is of no more use: close it and make another."""
        self._refs: Iterator[int] = count(1)
        self._sync = Sync(replica, self._refs)
        self._heartbeat = Heartbeat(HEARTBEAT_SECONDS, 0.0)
        self._calls: dict[int, Command[Any]] = {}
        self._posted: dict[int, Entry] = {}
        self._out: list[bytes] = []

    @property
    def synced(self) -> bool:
        """Tell whether everything missed has come."""
        return self._sync.phase is Phase.SYNCED

    @property
    def welcomed(self) -> bool:
        """Tell whether the server has said who we are, so that commands may go."""
        return self._sync.phase is not Phase.WAITING

    def begin(self, now: float) -> None:
        """A connection is open."""
        self.broken = False
        self._heartbeat = Heartbeat(HEARTBEAT_SECONDS, now)
        self._out.clear()
        self._send(self._sync.start(), now)

    def end(self) -> list[Event]:
        """The connection is gone: open calls fail, posted commands wait for the next one."""
        failed: list[Event] = [Answered(ref, ConnectionLost()) for ref in self._calls]
        self._calls.clear()
        self._posted.clear()
        self._out.clear()
        self._sync.start()
        self.outbox.lost()
        return failed

    def take(self) -> list[bytes]:
        """Frames to send, in order; each is given once."""
        out, self._out = self._out, []
        return out

    def call(self, command: Command[Any], now: float) -> int:
        """Send a command; the number comes back in `Answered`."""
        ref = next(self._refs)
        self._calls[ref] = command
        self._send_call(ref, command, now)
        return ref

    def forget(self, ref: int) -> None:
        """Nobody waits for this call any more."""
        self._calls.pop(ref, None)

    def post(self, entry: Entry, now: float) -> None:
        """Put a command into the outbox; the journal has it already."""
        self.outbox.put(entry)
        self._pump(now)

    def tick(self, now: float) -> None:
        """Do what time asks for: ping, ask again, send again, give up. Call it about once a second."""
        if self._heartbeat.dead(now):
            self.broken = True
            return
        for call in self._sync.tick(now):
            self._send(call, now)
        self._pump(now)
        if self._heartbeat.ping_due(now):
            self._send(Ping(), now)

    def receive(self, data: str | bytes, now: float) -> list[Event]:
        """Take a frame.

        Raises:
            WrongUser: the outbox holds commands of another user.
        """
        self._heartbeat.heard(now)
        frame = decode_frame(data)
        events = [] if frame is None else self._act(frame, now)
        self._pump(now)
        return events

    def _act(self, frame: ServerFrame, now: float) -> list[Event]:
        match frame:
            case Welcome():
                return self._welcome(frame, now)
            case Rows():
                return self._settle_rows(self._sync.rows(frame), now)
            case Synced():
                return [*self._settle_rows(self._sync.synced(frame), now), CaughtUp()]
            case RawAnswer():
                return self._answer(frame, now)
            case Refused():
                return self._refuse(frame, now)
            case Signalled():
                return [Heard(frame.signal)]
            case Pong():
                return []

    def _welcome(self, frame: Welcome, now: float) -> list[Event]:
        if self.outbox.owner not in ("", frame.user_id):
            raise WrongUser(self.outbox.owner)
        self.outbox.owner = frame.user_id
        self._heartbeat = Heartbeat(frame.heartbeat_s, now)
        self._sync.welcome(frame)
        return [Welcomed(frame)]

    def _settle_rows(self, outcome: Outcome, now: float) -> list[Event]:
        self.broken |= outcome.broken
        for call in outcome.send:
            self._send(call, now)
        return [Changed(outcome.changes)] if outcome.changes else []

    def _answer(self, frame: RawAnswer, now: float) -> list[Event]:
        if self._sync.owns(frame.ref):
            try:
                changes: Changes = msgspec.json.decode(frame.result, type=Changes)
            except msgspec.MsgspecError:
                self.broken = True
                return []
            return self._settle_rows(self._sync.answered(frame.ref, changes), now)
        if (entry := self._posted.pop(frame.ref, None)) is not None:
            return self._deliver(entry, _read(entry.command, frame))
        if (command := self._calls.pop(frame.ref, None)) is not None:
            return [Answered(frame.ref, _read(command, frame))]
        return []

    def _refuse(self, frame: Refused, now: float) -> list[Event]:
        refused = refusal(frame.error)
        if frame.ref is None:
            self.broken = True
            return []
        if self._sync.owns(frame.ref):
            self._sync.refused(frame.ref, frame.error, now)
        elif (entry := self._posted.pop(frame.ref, None)) is not None:
            return self._refuse_posted(entry, refused, now)
        elif self._calls.pop(frame.ref, None) is not None:
            return [Answered(frame.ref, refused)]
        return []

    def _refuse_posted(self, entry: Entry, refused: Refusal, now: float) -> list[Event]:
        if not self.outbox.refused(entry.id, refused, now):
            return []
        return self._deliver(entry, refused)

    def _deliver(self, entry: Entry, result: object) -> list[Event]:
        record = self.outbox.settle(entry.id)
        return [] if record is None else [Delivered(entry, result, record)]

    def _pump(self, now: float) -> None:
        """Send what the outbox has ready."""
        if not self.welcomed:
            return
        for entry in self.outbox.take(now):
            ref = next(self._refs)
            self._posted[ref] = entry
            self._send_call(ref, entry.command, now)

    def _send_call(self, ref: int, command: Command[Any], now: float) -> None:
        # The union of all commands cannot be named by a generic command; the encoder does not ask.
        self._send({"type": "call", "ref": ref, "command": command}, now)

    def _send(self, frame: object, now: float) -> None:
        self._out.append(msgspec.json.encode(frame))
        self._heartbeat.sent(now)


def _read(command: Command[Any], frame: RawAnswer) -> Any:
    """The answer, or what is wrong with it."""
    try:
        return decode_answer(command, frame.result)
    except UnreadableAnswer as error:
        return error
