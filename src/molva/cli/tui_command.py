"""`molva tui`: starts the terminal client, whose library need not be there for the other commands."""

from collections.abc import Mapping
from typing import Annotated

import typer

from molva.cli.console import Console, Problem

LANGUAGES = ("", "en", "ru")


def add_tui_command(app: typer.Typer, console: Console, environment: Mapping[str, str]) -> None:
    """Register the command."""
    words = console.words

    @app.command(help=words.tui_help)
    def tui(
        url: Annotated[str, typer.Option("--url", help=words.tui_url_help)] = "",
        language: Annotated[str, typer.Option("--language", help=words.language_help)] = "",
    ) -> None:
        from molva.cli.env_file import with_env_file

        with console.calm():
            if language not in LANGUAGES:
                raise Problem(words.language_unknown.format(language=language))
            try:
                from molva.tui import Molva
            except ModuleNotFoundError as error:
                if not (error.name or "").startswith("textual"):
                    raise
                raise Problem(words.tui_missing) from None
            Molva(with_env_file(words, environment), url=url, language=language).run()
