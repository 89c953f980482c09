"""Signing in at the console, and the session that its commands use."""

import sys
from collections.abc import Mapping

import typer

from molva.cli.console import Console, Problem
from molva.client import login as kept
from molva.client.accounts import delete_account
from molva.client.errors import NoLogin
from molva.client.login import Login
from molva.protocol.commands import WhatStays


def read_login(console: Console, environment: Mapping[str, str]) -> Login:
    """The session to use: MOLVA_URL and MOLVA_TOKEN, or else the remembered one.

    Raises:
        Problem: nobody is signed in.
        ReadableLogin, BrokenLogin: the file is not safe to use.
    """
    try:
        return kept.read_login(environment)
    except NoLogin:
        raise Problem(console.words.not_logged_in) from None


def require_login(console: Console, environment: Mapping[str, str]) -> Login:
    """The session to use, for a command that cannot do without one.

    Raises:
        SystemExit: there is none; why has been said.
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
        BadAddress: not an address.
        Refusal: the server will not have it.
    """
    login = await kept.log_in(environment, url, username, password, new=new)
    console.out(console.words.signed_in.format(url=url, username=login.username))


async def delete_own_account(
    console: Console, environment: Mapping[str, str], login: Login, password: str, messages: WhatStays
) -> None:
    """Delete the account of the session in use, and forget the session.

    Raises:
        Refusal: a wrong password, or the only owner of the server.
    """
    await delete_account(login.url, login.token, password, messages=messages)
    kept.forget_login(environment)
    console.out(console.words.account_deleted)


async def log_out(console: Console, environment: Mapping[str, str]) -> None:
    """End the remembered session and forget it, also where it had ended before."""
    read_login(console, environment)
    login = await kept.log_out(environment)
    console.out(console.words.signed_out.format(url=login.url))
