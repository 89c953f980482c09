"""Where the programs begin: `molva`, and two of its commands by the names that they have in my_messenger."""

import os
import sys

from molva.cli.console import Console
from molva.cli.start import start_server
from molva.cli.words import words_for


def main() -> None:
    """Run `molva` with the arguments of the process."""
    arguments = sys.argv[1:]
    if arguments == ["serve"]:
        # There is nothing to read, and the reader of arguments is a fifth of what a server loads to start.
        start_server(Console(words_for(os.environ)), os.environ)
    else:
        _run(arguments, "molva")


def populate() -> None:
    """Run `molva populate`, by the name that it has in my_messenger."""
    _run(["populate", *sys.argv[1:]], "populate")


def create_json() -> None:
    """Run `molva create-json`, by the name that it has in my_messenger."""
    _run(["create-json", *sys.argv[1:]], "create_json")


def _run(arguments: list[str], name: str) -> None:
    from molva.cli.app import build

    build(words_for(os.environ), os.environ)(args=arguments, prog_name=name)
