"""The commands about threads with their arguments; what they do is in `threads.py`."""

from collections.abc import Mapping
from typing import Annotated

import typer

from molva.cli import login as logins
from molva.cli import threads
from molva.cli.console import Console


def add_thread_commands(app: typer.Typer, console: Console, environment: Mapping[str, str]) -> None:
    """Add `molva comment` and `molva threads`."""
    words = console.words

    @app.command(help=words.thread_comment_help)
    def comment(
        chat: Annotated[str, typer.Argument(help=words.chat_help)],
        number: Annotated[int, typer.Argument(help=words.number_help, min=1)],
        text: Annotated[str, typer.Argument(help=words.words_help)],
    ) -> None:
        session = logins.require_login(console, environment)
        console.run(lambda: threads.comment(console, session, chat, number, text))

    @app.command("threads", help=words.threads_help)
    def show_threads() -> None:
        session = logins.require_login(console, environment)
        console.run(lambda: threads.show(console, session))
