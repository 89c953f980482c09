"""The command about edits with its arguments; what it does is in `edits.py`."""

from collections.abc import Mapping
from typing import Annotated

import typer

from molva.cli import edits
from molva.cli import login as logins
from molva.cli.console import Console


def add_edit_commands(app: typer.Typer, console: Console, environment: Mapping[str, str]) -> None:
    """Add `molva edits`."""
    words = console.words

    @app.command("edits", help=words.edits_help)
    def show_edits(
        chat: Annotated[str, typer.Argument(help=words.chat_help)],
        number: Annotated[int, typer.Argument(help=words.number_help, min=1)],
    ) -> None:
        session = logins.require_login(console, environment)
        console.run(lambda: edits.show(console, session, chat, number))
