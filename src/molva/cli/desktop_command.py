"""The command `molva desktop`: a window in place of a line."""

from collections.abc import Mapping

import typer

from molva.cli.console import Console, Problem


def add_desktop_command(app: typer.Typer, console: Console, environment: Mapping[str, str]) -> None:
    """Add the command; what it needs is loaded when it is called."""
    words = console.words

    @app.command(help=words.desktop_help)
    def desktop() -> None:
        with console.calm():
            _show(console, environment)


def _show(console: Console, environment: Mapping[str, str]) -> None:
    """Show the window until it is closed.

    Raises:
        Problem: Python's tkinter, the package of the window's looks or a screen is missing.
    """
    words = console.words
    try:
        import tkinter as tk
    except ImportError:
        raise Problem(words.no_tkinter) from None
    try:
        from molva.desktop.app import run
    except ModuleNotFoundError as error:
        if error.name != "sv_ttk":
            raise
        raise Problem(words.no_desktop) from None
    from molva.cli.env_file import with_env_file

    chosen = with_env_file(words, environment)
    try:
        run(chosen)
    except tk.TclError as error:
        raise Problem(words.no_screen.format(reason=error)) from None
