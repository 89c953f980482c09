"""Signing in once for every program: the session's token in a file that only its owner can read."""

import contextlib
import hashlib
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from molva.client.accounts import register, sign_in, sign_out
from molva.client.address import Address
from molva.client.errors import BadAddress, BrokenLogin, NoLogin, ReadableLogin
from molva.client.journal import write_file
from molva.protocol.errors import NotSignedIn

DEFAULT_PORT: Final = "8000"
PORT_VARIABLES: Final = ("MOLVA_PORT", "PORT", "SERVER_PORT")
HOST_VARIABLES: Final = ("MOLVA_HOST", "HOST", "SERVER_HOST")
"""What tells a server where to listen tells a program on the same machine where to look for it."""

EVERY_ADDRESS: Final = ("", "0.0.0.0", "::")  # noqa: S104  # nothing listens here: these stand for "this machine"


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """Where one is signed in, and as whom."""

    url: str
    token: str
    username: str = ""


def login_file(environment: Mapping[str, str]) -> Path:
    """The file of the session, in the user's configuration folder (XDG Base Directory Specification)."""
    return _base(environment, "XDG_CONFIG_HOME", ".config") / "login.json"


def outbox_folder(environment: Mapping[str, str], program: str, login: Login) -> Path:
    """Where a program keeps what one account has not sent yet; each program and each account has its own."""
    whose = hashlib.sha256(f"{login.url} {login.username}".encode()).hexdigest()[:16]
    return _base(environment, "XDG_STATE_HOME", ".local/state") / program / whose


def forget_outbox(environment: Mapping[str, str], program: str, login: Login) -> None:
    """Delete what a program keeps of an account that has not been sent; no client may have it open.

    Raises:
        OSError: something of it is still there.
    """
    with contextlib.suppress(FileNotFoundError):  # nothing was ever written
        shutil.rmtree(outbox_folder(environment, program, login))


def default_url(environment: Mapping[str, str]) -> str:
    """The server to offer to somebody who has not named one: MOLVA_URL, or the one on this machine."""
    url = environment.get("MOLVA_URL")
    if url:
        return url
    host = next((environment[name] for name in HOST_VARIABLES if environment.get(name)), "")
    port = next((environment[name] for name in PORT_VARIABLES if environment.get(name)), DEFAULT_PORT)
    if host in EVERY_ADDRESS:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def read_login(environment: Mapping[str, str]) -> Login:
    """The session to use: MOLVA_URL and MOLVA_TOKEN, or else the remembered one.

    Raises:
        NoLogin: nobody is signed in.
        ReadableLogin: others can read the file, so it is not used.
        BrokenLogin: the file is not one of ours.
    """
    url, token = environment.get("MOLVA_URL"), environment.get("MOLVA_TOKEN")
    if url and token:
        return Login(url=url, token=token)
    path = login_file(environment)
    try:
        mode, data = path.stat().st_mode, path.read_bytes()
    except FileNotFoundError:
        raise NoLogin from None
    if sys.platform != "win32" and mode & 0o077:
        raise ReadableLogin(path)
    try:
        return msgspec.json.decode(data, type=Login)
    except msgspec.MsgspecError:
        raise BrokenLogin(path) from None


async def log_in(environment: Mapping[str, str], url: str, username: str, password: str, *, new: bool) -> Login:
    """Sign in, or register, and remember the session.

    Raises:
        BadAddress: not an address.
        Refusal: the server will not have it.
        Unreachable, UnreadableAnswer: no Molva server answers there.
    """
    try:
        Address.parse(url)
    except ValueError:
        raise BadAddress(url) from None
    enter = register if new else sign_in
    token = await enter(url, username, password, client="molva")
    login = Login(url=url, token=token.token, username=token.account.username)
    write_file(login_file(environment), msgspec.json.encode(login))
    return login


async def log_out(environment: Mapping[str, str]) -> Login:
    """End the remembered session and forget it, also where it had ended before; gives the one that it was.

    Raises:
        NoLogin, ReadableLogin, BrokenLogin: as for `read_login`.
    """
    login = read_login(environment)
    with contextlib.suppress(NotSignedIn):  # it had ended before
        await sign_out(login.url, login.token)
    forget_login(environment)
    return login


def forget_login(environment: Mapping[str, str]) -> None:
    """Delete the file of the session."""
    login_file(environment).unlink(missing_ok=True)


def _base(environment: Mapping[str, str], variable: str, below_home: str) -> Path:
    chosen = environment.get(variable)
    base = Path(chosen) if chosen else Path(environment.get("HOME", "~")).expanduser() / below_home
    return base / "molva"
