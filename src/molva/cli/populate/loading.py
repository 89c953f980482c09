"""Loading a world into a server's database, by what the server itself does when people register, meet and write."""

import asyncio
import os
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Final

from molva.cli.populate.world import Person, Room, Said, World
from molva.protocol.commands import AddMember, Command, CreateGroup, Done, MarkChat, SendMessage
from molva.protocol.errors import Refusal
from molva.server.app import BROKEN_DISK
from molva.server.core import Core
from molva.server.features.accounts import Newcomer, admit_newcomer
from molva.server.features.chats import begin_direct
from molva.server.features.messages import Sender
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import Context
from molva.server.kernel.dispatch import Dispatcher
from molva.server.kernel.feature import Endpoint, Mode

AT_ONCE: Final = 4_096
"""Messages in one transaction: a sync of the disk then costs each a microsecond or two."""

MEMBERS_AT_ONCE: Final = 200
"""People that a new group takes along; the others are added one by one."""

MARKS_AT_ONCE: Final = 500

HOUR_MS: Final = 3_600_000


class LoadedClock:
    """Stands at the moment that is being loaded."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at


class BeginDirect(Command[Done], frozen=True):
    """A direct chat that has an id already."""

    chat_id: str
    other_id: str


class SendAll(Command[Done], frozen=True):
    """Messages of one chat, each said at its own moment."""

    chat_id: str
    said: list[Said]


class Loader:
    """Loads one world; nobody is connected who could be told of it."""

    def __init__(self, core: Core, clock: LoadedClock, step: Callable[[int], None]) -> None:
        """Prepare.

        Args:
            clock: the clock that the core goes by.
            step: told how many people or messages have just been loaded.
        """
        settings = core.settings
        self._clock = clock
        self._step = step
        self._last_seq = 0
        self._sender = Sender(max_text=settings.max_text, ban_appeal=settings.ban_appeal)
        self._dispatcher = Dispatcher(
            core.features, core.database, clock, publish=_tell_nobody, signal=_tell_nobody, fatal=_end_process
        )
        self._direct = Endpoint(BeginDirect, _begin_direct, Mode.WRITE, "", "")
        self._send = Endpoint(SendAll, self._send_all, Mode.WRITE, "", "")

    async def load(self, world: World, hashes: Mapping[str, str]) -> None:
        """Load everything; it lies on the disk when this returns.

        Args:
            hashes: of passwords, by password.

        Raises:
            Refusal: the server would not take something of it.
        """
        self._dispatcher.start()
        try:
            for place, person in enumerate(world.people):
                # All in one hour, one after the other.
                self._clock.at = world.begins_at - 2 * HOUR_MS + place * HOUR_MS // len(world.people)
                await self._register(person, hashes[person.password])
            for place, room in enumerate(world.rooms):
                self._clock.at = world.begins_at - HOUR_MS + place * HOUR_MS // len(world.rooms)
                await self._open(room)
            for room in world.rooms:
                await self._tell(room)
        finally:
            await self._dispatcher.stop()

    async def _register(self, person: Person, password_hash: str) -> None:
        newcomer = Newcomer(person.id, person.username, person.name, password_hash, person.email, person.language)
        await admit_newcomer(self._dispatcher, newcomer)
        self._step(1)

    async def _open(self, room: Room) -> None:
        first, *others = room.members
        caller = Caller(user=first)
        if room.direct:
            other_id = others[0] if others else first
            await self._run(self._direct, caller, BeginDirect(chat_id=room.id, other_id=other_id))
            return
        taken, rest = tuple(others[:MEMBERS_AT_ONCE]), others[MEMBERS_AT_ONCE:]
        await self._dispatcher.execute(caller, CreateGroup(chat_id=room.id, name=room.name, user_ids=taken))
        for user_id in rest:
            await self._dispatcher.execute(caller, AddMember(chat_id=room.id, user_id=user_id))

    async def _tell(self, room: Room) -> None:
        messages = iter(room.messages())
        while said := list(islice(messages, AT_ONCE)):
            self._clock.at = said[-1].sent_at
            await self._run(self._send, Caller(), SendAll(chat_id=room.id, said=said))
            self._step(len(said))
        # What the server itself says when a group begins stands before the first message.
        marks = [
            (Caller(user=user_id), MarkChat(chat_id=room.id, read_seq=self._last_seq - room.unread.get(user_id, 0)))
            for user_id in (room.members if room.count else ())
        ]
        for start in range(0, len(marks), MARKS_AT_ONCE):
            part = marks[start : start + MARKS_AT_ONCE]
            await asyncio.gather(*(self._dispatcher.execute(*each) for each in part))

    def _send_all(self, ctx: Context, command: SendAll) -> Done:
        callers: dict[str, Caller] = {}
        batch = [
            (
                callers.setdefault(said.sender_id, Caller(user=said.sender_id)),
                SendMessage(chat_id=command.chat_id, id=said.id, text=said.text),
            )
            for said in command.said
        ]
        moments = {said.id: said.sent_at for said in command.said}
        for outcome in self._sender.send(ctx.tx, batch, moments=moments):
            if isinstance(outcome, Refusal):
                raise outcome
            self._last_seq = outcome.seq
        return Done()

    async def _run(self, endpoint: Endpoint, caller: Caller, command: Command[Any]) -> None:
        outcome = await self._dispatcher.run(endpoint, caller, command)
        if isinstance(outcome, Refusal):
            raise outcome


def _begin_direct(ctx: Context, command: BeginDirect) -> Done:
    begin_direct(ctx, command.chat_id, ctx.user_id, command.other_id)
    return Done()


def _end_process() -> None:
    # What waits for an answer would wait for ever.
    os._exit(BROKEN_DISK)


def _tell_nobody(*_: object) -> None:
    """Nobody is connected."""
