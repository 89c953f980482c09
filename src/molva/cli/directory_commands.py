"""The commands of `molva directory` with their arguments; what they do is in `directory`."""

from collections.abc import Mapping
from typing import Annotated

import typer

from molva.cli import directory
from molva.cli.console import Console
from molva.cli.login import require_login


def directory_commands(console: Console, environment: Mapping[str, str]) -> typer.Typer:
    """Put the commands together; see `build`."""
    words = console.words
    app = typer.Typer(help=words.directory_help, no_args_is_help=True)
    chat_argument = typer.Argument(help=words.chat_help)
    address_argument = typer.Argument(help=words.address_help)

    @app.command(help=words.directory_find_help)
    def find(query: Annotated[str, typer.Argument(help=words.query_help)] = "") -> None:
        login = require_login(console, environment)
        console.run(lambda: directory.find(console, login, query))

    @app.command(help=words.directory_join_help)
    def join(address: Annotated[str, address_argument]) -> None:
        login = require_login(console, environment)
        console.run(lambda: directory.join(console, login, address))

    @app.command(help=words.directory_publish_help)
    def publish(
        chat: Annotated[str, chat_argument],
        address: Annotated[str, address_argument],
        ask: Annotated[bool, typer.Option("--ask", help=words.directory_ask_help)] = False,
    ) -> None:
        login = require_login(console, environment)
        console.run(lambda: directory.publish(console, login, chat, address, ask=ask))

    @app.command(help=words.directory_unpublish_help)
    def unpublish(chat: Annotated[str, chat_argument]) -> None:
        login = require_login(console, environment)
        console.run(lambda: directory.unpublish(console, login, chat))

    return app
