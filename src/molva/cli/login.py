"""Signing in once for all commands: the session's token in a file that only its owner can read."""

import contextlib
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec
import typer

from molva.cli.console import Console, Problem
from molva.client.accounts import Token, delete_account, register, sign_in, sign_out
from molva.client.address import Address
from molva.client.journal import write_file
from molva.protocol.commands import WhatStays
from molva.protocol.errors import NotSignedIn


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """Where one is signed in, and as whom."""

    url: str
    token: str
    username: str = ""


def login_file(environment: Mapping[str, str]) -> Path:
    """The file of the session, in the user's configuration folder (XDG Base Directory Specification)."""
    base = environment.get("XDG_CONFIG_HOME") or str(Path(environment.get("HOME", "~")).expanduser() / ".config")
    return Path(base) / "molva" / "login.json"


def read_login(console: Console, environment: Mapping[str, str]) -> Login:
    """The session to use: MOLVA_URL and MOLVA_TOKEN, or else the remembered one.

    Raises:
        Problem: nobody is signed in, or the file is not safe to use.
    """
    words = console.words
    url, token = environment.get("MOLVA_URL"), environment.get("MOLVA_TOKEN")
    if url and token:
        return Login(url=url, token=token)
    path = login_file(environment)
    try:
        mode, data = path.stat().st_mode, path.read_bytes()
    except FileNotFoundError:
        raise Problem(words.not_logged_in) from None
    if sys.platform != "win32" and mode & 0o077:
        raise Problem(words.login_readable.format(path=path))
    try:
        return msgspec.json.decode(data, type=Login)
    except msgspec.MsgspecError:
        raise Problem(words.login_broken.format(path=path)) from None


def require_login(console: Console, environment: Mapping[str, str]) -> Login:
    """The session to use, for a command that cannot do without one.

    Raises:
        typer.Exit: there is none; why has been said.
    """
    with console.calm():
        return read_login(console, environment)


def ask_password(console: Console, question: str, *, from_stdin: bool, twice: bool = False) -> str:
    """Get a password without showing it: from the first line of standard input, or typed."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = typer.prompt(question, hide_input=True, confirmation_prompt=twice, err=True)
    return password


async def log_in(
    console: Console, environment: Mapping[str, str], url: str, username: str, password: str, *, new: bool
) -> None:
    """Sign in, or register, and remember the session.

    Raises:
        Problem: not an address.
        Refusal: the server will not have it.
    """
    try:
        Address.parse(url)
    except ValueError:
        raise Problem(console.words.bad_address.format(url=url)) from None
    token: Token
    if new:
        token = await register(url, username, password, client="molva")
    else:
        token = await sign_in(url, username, password, client="molva")
    login = Login(url=url, token=token.token, username=token.account.username)
    write_file(login_file(environment), msgspec.json.encode(login))
    console.out(console.words.signed_in.format(url=url, username=login.username))


async def delete_own_account(
    console: Console, environment: Mapping[str, str], login: Login, password: str, messages: WhatStays
) -> None:
    """Delete the account of the session in use, and forget the session.

    Raises:
        Refusal: a wrong password, or the only owner of the server.
    """
    await delete_account(login.url, login.token, password, messages=messages)
    login_file(environment).unlink(missing_ok=True)
    console.out(console.words.account_deleted)


async def log_out(console: Console, environment: Mapping[str, str]) -> None:
    """End the remembered session and forget it, also where it had ended before."""
    login = read_login(console, environment)
    with contextlib.suppress(NotSignedIn):  # it had ended before
        await sign_out(login.url, login.token)
    login_file(environment).unlink(missing_ok=True)
    console.out(console.words.signed_out.format(url=login.url))
