"""`molva user passwd NAME`, `sign-out`, `delete` and `owner`: over the data folder, never beside a running server."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from molva.cli.console import Console, Problem
from molva.cli.env_file import with_env_file
from molva.cli.serve import read_settings, startable
from molva.protocol.commands import WhatStays
from molva.server.app import open_core
from molva.server.core import Core
from molva.server.features.accounts import ask_removal, end_sessions, make_owner, reset_password
from molva.server.kernel.clock import system_clock
from molva.server.storage.folder import DATABASE_NAME, take_folder


async def reset(
    console: Console, environment: Mapping[str, str], data: Path | None, username: str, password: str
) -> None:
    """Give somebody another password and end all their sessions.

    Raises:
        Problem: a server is running on the folder, or there is no database in it.
        Refusal: no such person, or a weak password.
    """
    async with _stopped_server(console, environment, data) as core:
        await reset_password(core.settings, core.database, username, password)
    console.out(console.words.password_reset.format(username=username))


async def sign_out_everywhere(
    console: Console, environment: Mapping[str, str], data: Path | None, username: str
) -> None:
    """End all sessions of somebody.

    Raises:
        Problem: a server is running on the folder, or there is no database in it.
        Refusal: no such person.
    """
    async with _stopped_server(console, environment, data) as core:
        count = await end_sessions(core.database, username)
    console.out(console.words.sessions_ended.format(username=username, count=count))


async def remove(
    console: Console, environment: Mapping[str, str], data: Path | None, username: str, messages: WhatStays
) -> None:
    """Delete somebody's account, and their messages if that is wished.

    Raises:
        Problem: a server is running on the folder, or there is no database in it.
        Refusal: no such person, or the only owner of the server.
    """
    async with _stopped_server(console, environment, data) as core:
        await ask_removal(core.database, username, messages, core.clock())
        core.dispatcher.start()
        try:
            # What is due later, and what a full disk leaves over, the server does when it is started.
            while await core.jobs.run_due():
                pass
        finally:
            await core.dispatcher.stop()
    console.out(console.words.account_deleted)


async def give_server(console: Console, environment: Mapping[str, str], data: Path | None, username: str) -> None:
    """Make somebody an owner of the server beside those who are.

    Raises:
        Problem: a server is running on the folder, or there is no database in it.
        Refusal: no such person.
    """
    async with _stopped_server(console, environment, data) as core:
        await make_owner(core.database, username)
    console.out(console.words.owner_made.format(username=username))


@asynccontextmanager
async def _stopped_server(console: Console, environment: Mapping[str, str], data: Path | None) -> AsyncIterator[Core]:
    """A server's parts over its database, with the folder held so that none can start meanwhile."""
    settings = read_settings(with_env_file(console.words, environment), data=data)
    if not settings.database and not (settings.data / DATABASE_NAME).exists():
        raise Problem(console.words.no_database.format(path=settings.data))
    with startable(console, settings):
        lock = None if settings.database else take_folder(settings.data)
        try:
            core = await open_core(settings, system_clock)
            try:
                yield core
            finally:
                await core.database.close()
        finally:
            if lock is not None:
                lock.release()
