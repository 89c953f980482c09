"""A running kernel with the accounts slice over each database, and callers as an edge would prove them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import pytest
from sqlalchemy import Table, select

from molva.protocol.commands import Command, Register, SignedIn, SignIn
from molva.server.features.accounts import accounts_feature, find_session, prepare_server
from molva.server.kernel.caller import Caller
from molva.server.settings import Settings
from molva.server.storage.engine import Database
from tests.fixtures.clock import FakeClock
from tests.fixtures.kernel import Kernel, running_kernel

A = TypeVar("A")

PASSWORD = "corn-flower-9-boat"
CHEAP = Settings(password_passes=1, password_memory_kib=8)
"""Password hashes that take no time, which only a test may have."""

VISITOR = Caller(address="192.0.2.1", client="Firefox")


@dataclass
class Desk:
    """Sends commands as visitors and users do."""

    kernel: Kernel
    database: Database
    clock: FakeClock

    async def do(self, caller: Caller, command: Command[A]) -> A:
        """Run a command."""
        return await self.kernel.execute(caller, command)

    async def register(self, username: str, *, password: str = PASSWORD, **fields: Any) -> Caller:
        """Register somebody; the caller that their session proves."""
        return await self.proven(await self.do(VISITOR, Register(username=username, password=password, **fields)))

    async def sign_in(self, login: str, password: str = PASSWORD, caller: Caller = VISITOR) -> SignedIn:
        """Sign in."""
        return await self.do(caller, SignIn(login=login, password=password))

    async def proven(self, signed_in: SignedIn) -> Caller:
        """The caller that the token of an answer proves."""
        assert signed_in.token is not None
        found = await self.proves(signed_in.token)
        assert found is not None
        return found

    async def proves(self, token: str) -> Caller | None:
        """The caller that a token proves now, if any."""
        found = await self.database.read(lambda connection: find_session(connection, token, self.clock()))
        return None if found is None else replace(VISITOR, user=found.user_id, session=found.session_id)

    async def rows(self, table: Table) -> Sequence[Any]:
        """Every row of a table."""
        return await self.database.read(lambda connection: connection.execute(select(table)).all())


@pytest.fixture
def settings() -> Settings:
    """The settings of the slice; a test module may have its own."""
    return CHEAP


@pytest.fixture
async def desk(database: Database, clock: FakeClock, settings: Settings) -> AsyncIterator[Desk]:
    """The slice at work on an empty server."""
    await database.write(lambda connection: prepare_server(connection, clock()))
    async with running_kernel([accounts_feature(settings, database, clock)], database, clock) as kernel:
        yield Desk(kernel, database, clock)
        assert kernel.fatal == 0
