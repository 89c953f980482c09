"""The commands `molva populate` and `molva create-json` with their arguments."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Final

import typer

from molva.cli.console import Console, Problem

DATA_FILE: Final = Path("fake_data.json")


def add_populate_commands(app: typer.Typer, console: Console, environment: Mapping[str, str]) -> None:
    """Add both; what they need is loaded when one is called."""
    words = console.words
    users_option = typer.Option(help=words.users_help, min=2, max=100_000)
    chats_option = typer.Option(help=words.chats_help, min=1, max=100_000)
    messages_option = typer.Option(help=words.messages_help, min=0, max=100_000_000)
    days_option = typer.Option(help=words.days_help, min=1, max=3_650)
    seed_option = typer.Option(help=words.seed_help)

    @app.command(help=words.populate_help)
    def populate(
        data: Annotated[Path | None, typer.Option(help=words.data_help)] = None,
        file: Annotated[Path | None, typer.Option("--from", help=words.from_help)] = None,
        users: Annotated[int, users_option] = 100,
        chats: Annotated[int, chats_option] = 50,
        messages: Annotated[int, messages_option] = 10_000,
        days: Annotated[int, days_option] = 90,
        seed: Annotated[int, seed_option] = 1,
        password: Annotated[str | None, typer.Option(help=words.everybodys_password_help)] = None,
        add: Annotated[bool, typer.Option("--add", help=words.add_help)] = False,
        if_empty: Annotated[bool, typer.Option("--if-empty", help=words.if_empty_help)] = False,
    ) -> None:
        with console.calm():
            _require_faker(console)
            from molva.cli.populate import run
            from molva.cli.populate.making import Size

            size = Size(users, chats, messages, days)
            wishes = run.Wishes(file, size, seed, password, add=add, if_empty=if_empty)
            run.populate(console, environment, data, wishes)

    @app.command("create-json", help=words.create_json_help)
    def create_json(
        file: Annotated[Path, typer.Argument(help=words.data_file_help)] = DATA_FILE,
        users: Annotated[int, users_option] = 100,
        chats: Annotated[int, chats_option] = 50,
        messages: Annotated[int, messages_option] = 10_000,
        days: Annotated[int, days_option] = 90,
        seed: Annotated[int, seed_option] = 1,
        force: Annotated[bool, typer.Option("--force", help=words.force_help)] = False,
    ) -> None:
        with console.calm():
            _require_faker(console)
            from molva.cli.populate.making import Size
            from molva.cli.populate.run import write_file

            write_file(console, file, Size(users, chats, messages, days), seed, force=force)


def _require_faker(console: Console) -> None:
    """Say what to install where the server is all that was.

    Raises:
        Problem: the library that makes things up is missing.
    """
    if find_spec("faker") is None:
        raise Problem(console.words.populate_no_faker)
