"""The commands of `molva chat` with their arguments; what they do is in `rights`, `members` and `added`."""

from collections.abc import Mapping
from typing import Annotated

import typer

from molva.cli import added, rights
from molva.cli.console import Console
from molva.cli.login import require_login
from molva.cli.members import list_members
from molva.protocol.rows import ChatRole


def chat_commands(console: Console, environment: Mapping[str, str]) -> typer.Typer:
    """Put the commands together; see `build`."""
    words = console.words
    chat = typer.Typer(help=words.chat_group_help, no_args_is_help=True)

    @chat.command(help=words.chat_new_help)
    def new(
        name: Annotated[str, typer.Argument(help=words.new_name_help)],
        channel: Annotated[bool, typer.Option("--channel", help=words.channel_help)] = False,
        people: Annotated[list[str] | None, typer.Option("--with", help=words.with_help)] = None,
    ) -> None:
        session = require_login(console, environment)
        console.run(lambda: rights.create(console, session, name, people or [], channel=channel))

    @chat.command("rights", help=words.chat_rights_help)
    def change(
        chat: Annotated[str, typer.Argument(help=words.chat_help)],
        write: Annotated[ChatRole | None, typer.Option(help=words.who_writes_help)] = None,
        add: Annotated[ChatRole | None, typer.Option(help=words.who_adds_help)] = None,
        pin: Annotated[ChatRole | None, typer.Option(help=words.who_pins_help)] = None,
        change: Annotated[ChatRole | None, typer.Option(help=words.who_changes_help)] = None,
        comment: Annotated[ChatRole | None, typer.Option(help=words.who_comments_help)] = None,
        slow: Annotated[int | None, typer.Option(help=words.slow_help, min=0, max=86_400)] = None,
        hourly: Annotated[int | None, typer.Option(help=words.hourly_help, min=0, max=1_000)] = None,
    ) -> None:
        wanted = {"who_writes": write, "who_adds": add, "who_pins": pin, "who_changes": change}
        wanted["who_comments"] = comment
        session = require_login(console, environment)
        console.run(lambda: rights.change(console, session, chat, **wanted, slow_s=slow, hourly=hourly))

    @chat.command(help=words.chat_transfer_help)
    def transfer(
        chat: Annotated[str, typer.Argument(help=words.chat_help)],
        username: Annotated[str, typer.Argument(help=words.user_name_help)],
    ) -> None:
        session = require_login(console, environment)
        console.run(lambda: rights.transfer(console, session, chat, username))

    @chat.command(help=words.chat_members_help)
    def members(
        chat: Annotated[str, typer.Argument(help=words.chat_help)],
        search: Annotated[str, typer.Option("--search", "-s", help=words.query_help)] = "",
    ) -> None:
        session = require_login(console, environment)
        console.run(lambda: list_members(console, session, chat, search))

    @chat.command(help=words.chat_invited_help)
    def invited() -> None:
        session = require_login(console, environment)
        console.run(lambda: added.list_invited(console, session))

    @chat.command(help=words.chat_accept_help)
    def accept(chat: Annotated[str, typer.Argument(help=words.chat_help)]) -> None:
        session = require_login(console, environment)
        console.run(lambda: added.answer(console, session, chat, accept=True))

    @chat.command(help=words.chat_decline_help)
    def decline(chat: Annotated[str, typer.Argument(help=words.chat_help)]) -> None:
        session = require_login(console, environment)
        console.run(lambda: added.answer(console, session, chat, accept=False))

    return chat
