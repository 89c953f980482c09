"""What a dialect uses of the server: its commands, its clock, and the sessions that prove who somebody is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from molva.protocol.commands import Command
from molva.protocol.errors import Language
from molva.server.features.accounts import extend_session, find_session, is_session_due
from molva.server.kernel.caller import Caller
from molva.server.kernel.clock import Clock
from molva.server.kernel.dispatch import Dispatcher
from molva.server.storage.engine import Database

A = TypeVar("A")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """The server as a dialect sees it; whatever it does there is a command like anybody's."""

    dispatcher: Dispatcher
    database: Database
    clock: Clock
    session_days: int
    trusting: bool = False
    """Whether requests that prove nothing are believed; see `Settings.trust_dialects`."""

    async def execute(self, caller: Caller, command: Command[A]) -> A:
        """Run a command and wait for its answer.

        Raises:
            Refusal: from the catalogue.
        """
        return await self.dispatcher.execute(caller, command)

    async def read(self, work: Callable[[Connection], A]) -> A:
        """Look up what leads to a command: an id, a name, a place."""
        return await self.database.read(work)

    async def write(self, work: Callable[[Connection], A]) -> A:
        """Keep what no command keeps: the numbers of `numbers.py`."""
        return await self.database.write(work)

    async def holds(self, session_id: str) -> bool:
        """Tell whether a session has not ended, and let it live on."""
        now = self.clock()
        due = await self.database.read(partial(is_session_due, session_id=session_id, now=now))
        if due:
            await self.database.write(
                partial(extend_session, session_id=session_id, now=now, lifetime_days=self.session_days)
            )
        return due is not None

    async def proven_by(self, visitor: Caller, token: str) -> Caller | None:
        """Find whose session a token proves, and let it live on; None if it proves nothing (any more)."""
        found = await self.database.read(partial(find_session, token=token, now=self.clock()))
        if found is None or not await self.holds(found.session_id):
            return None
        return named(visitor, found.user_id, found.session_id, found.language)


def named(visitor: Caller, user_id: str, session_id: str | None, language: Language | None = None) -> Caller:
    """Make a visitor the user whom they have proven to be, with the language that they have chosen."""
    return Caller(
        address=visitor.address,
        language=language or visitor.language,
        client=visitor.client,
        user=user_id,
        session=session_id,
    )
