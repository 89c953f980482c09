"""The commands of people who talk on a server, and of those who look after one from outside, with their arguments."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from molva.cli import login as logins
from molva.cli import moderation, people, talk
from molva.cli.chat_commands import chat_commands
from molva.cli.console import Console
from molva.cli.desktop_command import add_desktop_command
from molva.cli.directory_commands import directory_commands
from molva.cli.edit_commands import add_edit_commands
from molva.cli.link_commands import link_commands
from molva.cli.poll_commands import poll_commands
from molva.cli.removal_commands import add_removal_commands
from molva.cli.thread_commands import add_thread_commands
from molva.cli.tui_command import add_tui_command
from molva.protocol.commands import ReportReason
from molva.protocol.commands.moderation import MAX_BAN_HOURS


def add_person_commands(app: typer.Typer, console: Console, environment: Mapping[str, str]) -> None:
    """Add every command that talks to a server as somebody."""
    _add_session_commands(app, console, environment)
    _add_talk_commands(app, console, environment)
    add_thread_commands(app, console, environment)
    add_tui_command(app, console, environment)
    add_edit_commands(app, console, environment)
    add_desktop_command(app, console, environment)
    app.add_typer(chat_commands(console, environment), name="chat")
    app.add_typer(_user_commands(console, environment), name="user")
    app.add_typer(link_commands(console, environment), name="link")
    app.add_typer(directory_commands(console, environment), name="directory")
    app.add_typer(poll_commands(console, environment), name="poll")


def _add_session_commands(app: typer.Typer, console: Console, environment: Mapping[str, str]) -> None:
    words = console.words

    @app.command(help=words.login_help)
    def login(
        url: Annotated[str, typer.Argument(help=words.url_help)],
        user: Annotated[str, typer.Option("--user", "-u", help=words.user_name_help)] = "",
        register: Annotated[bool, typer.Option("--register", help=words.register_help)] = False,
        password_stdin: Annotated[bool, typer.Option("--password-stdin", help=words.password_stdin_help)] = False,
    ) -> None:
        with console.calm():
            name = user or typer.prompt(words.ask_user, err=True)
            password = logins.ask_password(console, words.ask_password, from_stdin=password_stdin, twice=register)
        console.run(lambda: logins.log_in(console, environment, url, name, password, new=register))

    @app.command(help=words.logout_help)
    def logout() -> None:
        console.run(lambda: logins.log_out(console, environment))


def _add_talk_commands(app: typer.Typer, console: Console, environment: Mapping[str, str]) -> None:
    words = console.words

    @app.command(help=words.send_help)
    def send(
        chat: Annotated[str, typer.Argument(help=words.chat_help)],
        text: Annotated[str, typer.Argument(help=words.text_help)],
        reply: Annotated[int | None, typer.Option(help=words.reply_help, min=1)] = None,
    ) -> None:
        session = logins.require_login(console, environment)
        console.run(lambda: talk.send(console, session, chat, text, reply))

    @app.command(help=words.forward_help)
    def forward(
        source: Annotated[str, typer.Argument(help=words.chat_help)],
        numbers: Annotated[list[int], typer.Argument(help=words.numbers_help, min=1)],
        to: Annotated[list[str], typer.Option(help=words.to_help)],
        no_author: Annotated[bool, typer.Option("--no-author", help=words.no_author_help)] = False,
    ) -> None:
        session = logins.require_login(console, environment)
        console.run(lambda: talk.forward(console, session, source, numbers, to, show_author=not no_author))

    @app.command(help=words.tail_help)
    def tail(
        chat: Annotated[str | None, typer.Argument(help=words.chat_help)] = None,
        lines: Annotated[int, typer.Option("--lines", "-n", help=words.lines_help, min=0)] = 10,
        json: Annotated[bool, typer.Option("--json", help=words.json_help)] = False,
    ) -> None:
        session = logins.require_login(console, environment)
        console.run(lambda: talk.tail(console, session, chat, lines=lines, json=json))


def _user_commands(console: Console, environment: Mapping[str, str]) -> typer.Typer:
    words = console.words
    user = typer.Typer(help=words.user_help, no_args_is_help=True)

    @user.command("list", help=words.user_list_help)
    def list_people(query: Annotated[str, typer.Argument()] = "") -> None:
        session = logins.require_login(console, environment)
        console.run(lambda: people.list_people(console, session, query))

    @user.command(help=words.user_add_help)
    def add(
        username: Annotated[str, typer.Argument(help=words.user_name_help)],
        name: Annotated[str, typer.Option(help=words.display_name_help)] = "",
        password_stdin: Annotated[bool, typer.Option("--password-stdin", help=words.password_stdin_help)] = False,
    ) -> None:
        session = logins.require_login(console, environment)
        with console.calm():
            password = logins.ask_password(console, words.ask_password, from_stdin=password_stdin, twice=True)
        console.run(lambda: people.add_person(console, session, username, name, password))

    whose = typer.Argument(help=words.user_name_help)
    data_option = typer.Option(help=words.data_help)

    @user.command(help=words.user_passwd_help)
    def passwd(
        username: Annotated[str | None, whose] = None,
        data: Annotated[Path | None, data_option] = None,
        password_stdin: Annotated[bool, typer.Option("--password-stdin", help=words.password_stdin_help)] = False,
    ) -> None:
        if username is None:
            session = logins.require_login(console, environment)
            with console.calm():
                old = logins.ask_password(console, words.ask_old_password, from_stdin=password_stdin)
                new = logins.ask_password(console, words.ask_new_password, from_stdin=password_stdin, twice=True)
            console.run(lambda: people.change_password(console, session, old, new))
            return
        from molva.cli.rescue import reset

        with console.calm():
            new = logins.ask_password(console, words.ask_new_password, from_stdin=password_stdin, twice=True)
        console.run(lambda: reset(console, environment, data, username, new))

    @user.command("sign-out", help=words.user_sign_out_help)
    def sign_out(
        username: Annotated[str | None, whose] = None, data: Annotated[Path | None, data_option] = None
    ) -> None:
        if username is None:
            session = logins.require_login(console, environment)
            console.run(lambda: people.sign_out_others(console, session))
            return
        from molva.cli.rescue import sign_out_everywhere

        console.run(lambda: sign_out_everywhere(console, environment, data, username))

    add_removal_commands(user, console, environment)
    _add_moderation(user, console, environment)
    return user


def _add_moderation(user: typer.Typer, console: Console, environment: Mapping[str, str]) -> None:
    """Reports about people, for everybody, and what whoever runs the server does about them."""
    words = console.words
    whom = typer.Argument(help=words.user_name_help)

    @user.command(help=words.user_report_help)
    def report(
        username: Annotated[str, whom],
        reason: Annotated[ReportReason, typer.Option(help=words.reason_help)],
        comment: Annotated[str, typer.Option(help=words.comment_help)] = "",
    ) -> None:
        session = logins.require_login(console, environment)
        console.run(lambda: moderation.report(console, session, username, reason, comment))

    @user.command(help=words.user_reports_help)
    def reports(closed: Annotated[bool, typer.Option("--all", help=words.all_reports_help)] = False) -> None:
        session = logins.require_login(console, environment)
        console.run(lambda: moderation.list_reports(console, session, closed=closed))

    @user.command(help=words.user_dismiss_help)
    def dismiss(username: Annotated[str, whom]) -> None:
        session = logins.require_login(console, environment)
        console.run(lambda: moderation.dismiss(console, session, username))

    @user.command(help=words.user_ban_help)
    def ban(
        username: Annotated[str, whom],
        hours: Annotated[int, typer.Option(help=words.hours_help, min=1, max=MAX_BAN_HOURS)] = 24,
    ) -> None:
        session = logins.require_login(console, environment)
        console.run(lambda: moderation.ban(console, session, username, hours))

    @user.command(help=words.user_unban_help)
    def unban(username: Annotated[str, whom]) -> None:
        session = logins.require_login(console, environment)
        console.run(lambda: moderation.unban(console, session, username))
