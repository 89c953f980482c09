"""`molva demo`: loads the story into a folder, says who can be signed in as, and serves it."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from rich.console import Console as Terminal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from molva.cli.console import Console, Problem
from molva.cli.demo.loader import PASSWORD, load
from molva.cli.demo.people import PEOPLE, PLACES, Person
from molva.cli.demo.script import write_script
from molva.cli.serve import read_settings, serve, startable
from molva.client.clock import SystemClock
from molva.server.settings import Settings, is_loopback
from molva.server.storage.folder import DATABASE_NAME, take_folder

MEMORY: Final = Path("/dev/shm")  # noqa: S108  # the folder made in it has a name of its own and is private
"""A folder in memory, where there is one: the demo needs no disk, and loads in a fraction of the time."""

MARK: Final = "demo"
"""A file that tells a folder of the demo from one in which people really talk."""


def show(
    console: Console,
    environment: Mapping[str, str],
    *,
    host: str | None,
    port: int | None,
    data: Path | None,
) -> None:
    """Run the demo until it is interrupted.

    Raises:
        Problem: the folder holds something else, or the server cannot start.
    """
    own = {name: value for name, value in environment.items() if name != "MOLVA_DATABASE"}
    named = data is not None or "DATA" in own or "MOLVA_DATA" in own
    with _folder(read_settings(own, data=data).data if named else None) as folder:
        settings = read_settings(own, host=host, port=port, data=folder)
        if is_loopback(settings.host) and "MOLVA_TRUST_DIALECTS" not in own:
            settings = replace(settings, trust_dialects="on")
        _fill(console, settings)
        _introduce(console, kept=named)
        serve(console, settings)


@contextmanager
def _folder(named: Path | None) -> Iterator[Path]:
    """The folder that was asked for, or one that is gone afterwards."""
    if named is not None:
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="molva-demo-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(console: Console, settings: Settings) -> None:
    """Load the story, unless the folder has it already; a story that was cut off is taken away again."""
    mark = settings.data / MARK
    if mark.exists():
        return
    with startable(console, settings):
        lock = take_folder(settings.data)
        try:
            if (settings.data / DATABASE_NAME).exists():
                raise Problem(console.words.demo_not_empty.format(path=settings.data))
            try:
                _load(console, settings)
                mark.touch()
            finally:
                if not mark.exists():
                    for file in settings.data.glob(f"{DATABASE_NAME}*"):
                        file.unlink()
        finally:
            lock.release()


def _load(console: Console, settings: Settings) -> None:
    script = write_script(SystemClock().now_ms())
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Terminal(stderr=True), transient=True) as progress:
        task = progress.add_task(console.words.demo_loading, total=len(script))
        asyncio.run(load(settings, script, step=lambda: progress.advance(task)))


def _introduce(console: Console, *, kept: bool) -> None:
    """Say who can be signed in as, and where they meet."""
    words = console.words
    table = Table.grid(padding=(0, 2))
    for person in PEOPLE:
        table.add_row(f"[bold]{person.username}[/]", person.name, _places(person))
    Terminal(highlight=False).print(table)
    console.out(words.demo_people.format(password=PASSWORD))
    if not kept:
        console.out(words.demo_thrown_away)


def _places(person: Person) -> str:
    """Where somebody talks: groups by name, people by theirs."""
    names = {each.username: each.name for each in PEOPLE}
    mine = [place for place in PLACES if person.username in place.members]
    others = {place.key: [names[each] for each in place.members if each != person.username] for place in mine}
    return ", ".join(place.name or others[place.key][0] for place in mine)
