"""`molva populate` and `molva create-json`: what they check first, how far they are, and what they say at the end."""

import asyncio
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rich.console import Console as Terminal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from molva.cli.console import Console, Problem
from molva.cli.env_file import with_env_file
from molva.cli.populate.form import write_world
from molva.cli.populate.loading import LoadedClock, Loader
from molva.cli.populate.making import DAY_MS, Size, make_world
from molva.cli.populate.reading import Reader
from molva.cli.populate.world import World
from molva.cli.serve import read_settings, startable
from molva.client.clock import SystemClock
from molva.protocol.errors import Refusal
from molva.server.app import open_core
from molva.server.features.accounts import any_user, hash_passwords
from molva.server.settings import Settings
from molva.server.storage.folder import DATABASE_NAME, take_folder

PASSWORD_BYTES: Final = 9


def write_file(console: Console, path: Path, size: Size, seed: int, *, force: bool) -> None:
    """Make a world up and write it into a file.

    Raises:
        Problem: there is a file already.
        OSError: it cannot be written.
    """
    if path.exists() and not force:
        raise Problem(console.words.data_exists.format(path=path))
    world = make_world(size, seed=seed, until=_midnight())
    with path.open("wb") as file, _progress(console.words.data_writing, world.count) as (progress, task):
        for _ in write_world(world, file):
            progress.advance(task)
    console.out(console.words.data_written.format(path=path, users=len(world.people), messages=world.count))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to be loaded."""

    file: Path | None
    """None: it is made up."""
    size: Size
    seed: int
    password: str | None
    """Everybody's; None: those of the file, or a random one for people who are made up."""
    add: bool
    """To what is there already."""
    if_empty: bool
    """Do nothing where there is something already."""


def populate(
    console: Console,
    environment: Mapping[str, str],
    data: Path | None,
    wishes: Wishes,
) -> None:
    """Load a world, read from a file or made up, into the database of a server that is not running.

    Raises:
        Problem: a server is running, or there is something already.
    """
    settings = read_settings(with_env_file(console.words, environment), data=data)
    with startable(console, settings), _stopped(console, settings) as fresh:
        if not wishes.add and not fresh and asyncio.run(_has_people(settings)):
            if wishes.if_empty:
                console.out(console.words.populate_left)
                return
            raise Problem(console.words.populate_not_empty)
        world = _world(console, wishes)
        password = wishes.password
        if password is None and wishes.file is None:
            password = secrets.token_urlsafe(PASSWORD_BYTES)
        if password is not None:
            world = replace(world, people=[replace(each, password=password) for each in world.people])
        try:
            _load(console, settings, world)
        except BaseException:
            # Half of it is of no use, and the next attempt would meet it; whoever pressed Ctrl+C thinks so, too.
            if fresh:
                for left in settings.data.glob(f"{DATABASE_NAME}*"):
                    left.unlink()
            raise
    console.out(console.words.populated.format(users=len(world.people), chats=len(world.rooms), messages=world.count))
    if world.people and password is not None:
        console.out(console.words.populated_people.format(username=world.people[0].username, password=password))


def _world(console: Console, wishes: Wishes) -> World:
    if wishes.file is not None:
        return Reader(console.words, wishes.file, SystemClock().now_ms()).read()
    return make_world(wishes.size, seed=wishes.seed, until=_midnight())


def _midnight() -> int:
    """The last midnight (UTC): whoever makes the same up again on the same day gets the same."""
    return SystemClock().now_ms() // DAY_MS * DAY_MS


@contextmanager
def _stopped(console: Console, settings: Settings) -> Iterator[bool]:
    """Hold the database so that no server runs on it meanwhile; tells whether it is not there yet."""
    if settings.database:
        from molva.server.storage.postgres import count_users

        if asyncio.run(count_users(settings.database)):
            raise Problem(console.words.populate_running)
        yield False
        return
    lock = take_folder(settings.data)
    try:
        yield not (settings.data / DATABASE_NAME).exists()
    finally:
        lock.release()


async def _has_people(settings: Settings) -> bool:
    core = await open_core(settings, LoadedClock(SystemClock().now_ms()))
    try:
        return await core.database.read(any_user)
    finally:
        await core.database.close()


def _load(console: Console, settings: Settings, world: World) -> None:
    words = console.words
    passwords = {person.password for person in world.people}
    with _progress(words.populate_passwords, len(passwords)) as (progress, task):
        hashes = asyncio.run(hash_passwords(settings, passwords, lambda: progress.advance(task)))
    with _progress(words.populate_loading, len(world.people) + world.count) as (progress, task):
        try:
            asyncio.run(_load_into(settings, world, hashes, lambda count: progress.advance(task, count)))
        except Refusal as refusal:
            reason = refusal.to_wire(words.language).message
            raise Problem(words.populate_refused.format(reason=reason)) from None


async def _load_into(settings: Settings, world: World, hashes: Mapping[str, str], step: Callable[[int], None]) -> None:
    clock = LoadedClock(world.begins_at - DAY_MS)
    core = await open_core(settings, clock)
    try:
        await Loader(core, clock, step).load(world, hashes)
    finally:
        await core.database.close()


@contextmanager
def _progress(what: str, total: int) -> Iterator[tuple[Progress, TaskID]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    terminal = Terminal(stderr=True)
    with Progress(*columns, console=terminal, transient=True, disable=not terminal.is_terminal) as progress:
        yield progress, progress.add_task(what, total=total)
