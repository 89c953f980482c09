"""The commands of `molva link` with their arguments; what they do is in `links`."""

from collections.abc import Mapping
from typing import Annotated

import typer

from molva.cli import links
from molva.cli.console import Console
from molva.cli.login import require_login


def link_commands(console: Console, environment: Mapping[str, str]) -> typer.Typer:
    """Put the commands together; see `build`."""
    words = console.words
    app = typer.Typer(help=words.link_help, no_args_is_help=True)
    group = typer.Argument(help=words.chat_help)
    whom = typer.Argument(help=words.user_name_help)

    @app.command(help=words.link_create_help)
    def create(
        chat: Annotated[str, group],
        name: Annotated[str, typer.Option(help=words.link_name_help)] = "",
        uses: Annotated[int | None, typer.Option(help=words.link_uses_help, min=1, max=100_000)] = None,
        days: Annotated[int | None, typer.Option(help=words.link_days_help, min=1, max=366)] = None,
        ask: Annotated[bool, typer.Option("--ask", help=words.link_ask_help)] = False,
        register: Annotated[bool, typer.Option("--register", help=words.link_registers_help)] = False,
    ) -> None:
        login, limits = require_login(console, environment), {"uses": uses, "days": days}
        console.run(lambda: links.create(console, login, chat, name=name, **limits, ask=ask, registers=register))

    @app.command("list", help=words.link_list_help)
    def show(chat: Annotated[str, group]) -> None:
        login = require_login(console, environment)
        console.run(lambda: links.show(console, login, chat))

    @app.command(help=words.link_revoke_help)
    def revoke(
        chat: Annotated[str, group],
        link: Annotated[str, typer.Argument(metavar="ID", help=words.link_id_help)],
    ) -> None:
        login = require_login(console, environment)
        console.run(lambda: links.revoke(console, login, chat, link))

    @app.command(help=words.link_join_help)
    def join(link: Annotated[str, typer.Argument(help=words.link_itself_help)]) -> None:
        login = require_login(console, environment)
        console.run(lambda: links.join(console, login, link))

    @app.command(help=words.link_requests_help)
    def requests(chat: Annotated[str, group]) -> None:
        login = require_login(console, environment)
        console.run(lambda: links.requests(console, login, chat))

    @app.command(help=words.link_admit_help)
    def admit(chat: Annotated[str, group], username: Annotated[str, whom]) -> None:
        login = require_login(console, environment)
        console.run(lambda: links.answer(console, login, chat, username, approve=True))

    @app.command(help=words.link_refuse_help)
    def refuse(chat: Annotated[str, group], username: Annotated[str, whom]) -> None:
        login = require_login(console, environment)
        console.run(lambda: links.answer(console, login, chat, username, approve=False))

    return app
