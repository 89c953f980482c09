"""`molva user delete` and `molva user owner`: their arguments."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from molva.cli import login as logins
from molva.cli.console import Console
from molva.protocol.commands import WhatStays


def add_removal_commands(user: typer.Typer, console: Console, environment: Mapping[str, str]) -> None:
    """Add what deletes accounts, and says whom the server belongs to."""
    words = console.words
    whose = typer.Argument(help=words.user_name_help)
    data_option = typer.Option(help=words.data_help)

    @user.command(help=words.user_delete_help)
    def delete(
        messages: Annotated[WhatStays, typer.Option(help=words.user_messages_help)],
        username: Annotated[str | None, whose] = None,
        data: Annotated[Path | None, data_option] = None,
        password_stdin: Annotated[bool, typer.Option("--password-stdin", help=words.password_stdin_help)] = False,
    ) -> None:
        if username is None:
            session = logins.require_login(console, environment)
            with console.calm():
                password = logins.ask_password(console, words.ask_own_password, from_stdin=password_stdin)
            console.run(lambda: logins.delete_own_account(console, environment, session, password, messages))
            return
        from molva.cli.rescue import remove

        console.run(lambda: remove(console, environment, data, username, messages))

    @user.command(help=words.user_owner_help)
    def owner(username: Annotated[str, whose], data: Annotated[Path | None, data_option] = None) -> None:
        from molva.cli.rescue import give_server

        console.run(lambda: give_server(console, environment, data, username))
