"""Who acts: registered once in a file that every run copies, and signed in anew in each."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

from molva.protocol.commands import Register, SignIn
from molva.server.core import Core
from molva.server.kernel.caller import Caller
from molva.server.storage.sqlite import SqliteDatabase
from tests.convergence.bus import LossyBus
from tests.fixtures.clock import FakeClock
from tests.fixtures.world import CHEAP, PASSWORD

PEOPLE = ("ann", "bob", "cat")
SETTINGS = replace(CHEAP, frames_at_once=1_000_000)


async def people(core: Core) -> list[Caller]:
    """Sign in everybody whom `make_template` has registered."""
    visitor = Caller(address="192.0.2.1")
    callers = []
    for name in PEOPLE:
        done = await core.dispatcher.execute(visitor, SignIn(login=name, password=PASSWORD))
        callers.append(replace(visitor, user=done.account.user_id, session=done.session_id))
    return callers


def make_template(empty: Path, folder: Path) -> Path:
    """Register everybody in a copy of an empty server's file."""
    path = Path(shutil.copyfile(empty, folder / "people.db"))

    async def register() -> None:
        core = await Core.build(SETTINGS, SqliteDatabase(path), LossyBus(), FakeClock(), fatal=lambda: None)
        await core.start()
        for name in PEOPLE:
            await core.dispatcher.execute(Caller(), Register(username=name, password=PASSWORD))
        await core.stop()

    asyncio.run(register())
    return path
