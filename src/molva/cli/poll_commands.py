"""The commands of `molva poll` with their arguments; what they do is in `polls`."""

from collections.abc import Mapping
from typing import Annotated

import typer

from molva.cli import polls
from molva.cli.console import Console
from molva.cli.login import require_login
from molva.protocol.commands.polls import MAX_OPEN_DAYS, MAX_OPTIONS


def poll_commands(console: Console, environment: Mapping[str, str]) -> typer.Typer:
    """Put the commands together; see `build`."""
    words = console.words
    app = typer.Typer(help=words.poll_help, no_args_is_help=True)
    group = typer.Argument(help=words.chat_help)
    which = typer.Argument(help=words.poll_number_help, min=1)
    chosen = typer.Argument(help=words.poll_chosen_help, min=1, max=MAX_OPTIONS)

    @app.command(help=words.poll_new_help)
    def new(
        chat: Annotated[str, group],
        question: Annotated[str, typer.Argument(help=words.poll_question_help)],
        options: Annotated[list[str], typer.Argument(help=words.poll_options_help)],
        multiple: Annotated[bool, typer.Option("--multiple", help=words.poll_multiple_help)] = False,
        named: Annotated[bool, typer.Option("--named", help=words.poll_named_help)] = False,
        correct: Annotated[int | None, typer.Option(help=words.poll_correct_help, min=1, max=MAX_OPTIONS)] = None,
        explanation: Annotated[str, typer.Option(help=words.poll_explanation_help)] = "",
        hours: Annotated[int | None, typer.Option(help=words.poll_hours_help, min=1, max=MAX_OPEN_DAYS * 24)] = None,
    ) -> None:
        login = require_login(console, environment)
        console.run(
            lambda: polls.create(
                console,
                login,
                chat,
                question,
                options,
                multiple=multiple,
                named=named,
                correct=correct,
                explanation=explanation,
                hours=hours,
            )
        )

    @app.command(help=words.poll_show_help)
    def show(chat: Annotated[str, group], number: Annotated[int, which]) -> None:
        login = require_login(console, environment)
        console.run(lambda: polls.show(console, login, chat, number))

    @app.command(help=words.poll_vote_help)
    def vote(
        chat: Annotated[str, group],
        number: Annotated[int, which],
        options: Annotated[list[int] | None, chosen] = None,
    ) -> None:
        login = require_login(console, environment)
        console.run(lambda: polls.vote(console, login, chat, number, options or []))

    @app.command(help=words.poll_close_help)
    def close(chat: Annotated[str, group], number: Annotated[int, which]) -> None:
        login = require_login(console, environment)
        console.run(lambda: polls.close(console, login, chat, number))

    return app
