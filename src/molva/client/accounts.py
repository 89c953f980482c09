"""Getting a token: the few commands that come before a connection, over HTTP."""

import asyncio
import json
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import msgspec

from molva.client.address import Address
from molva.client.errors import Unreachable, UnreadableAnswer, refusal
from molva.protocol.commands import (
    DeleteAccount,
    GetServer,
    Register,
    ServerInfo,
    SignedIn,
    SignIn,
    SignOut,
    WhatStays,
    answer_type,
)
from molva.protocol.commands.base import Command, Done
from molva.protocol.errors import Error

A = TypeVar("A")

TIMEOUT_SECONDS: Final = 30.0
MAX_ANSWER_BYTES: Final = 1024 * 1024

ROUTES: Final[dict[type[Command[Any]], tuple[str, str]]] = {
    GetServer: ("GET", "/server"),
    Register: ("POST", "/users"),
    SignIn: ("POST", "/sessions"),
    SignOut: ("DELETE", "/sessions/current"),
    DeleteAccount: ("POST", "/account/deletion"),
}
"""Method and path below the API's address; the server's list of routes is tested against it."""


class Token(SignedIn, frozen=True, kw_only=True):
    """A new session of a program: the token is always there."""

    token: str


async def get_server(url: str) -> ServerInfo:
    """What anybody may know of a server before signing in."""
    return await request(url, GetServer())


async def register(
    url: str, username: str, password: str, *, name: str = "", invite: str | None = None, client: str = "molva.client"
) -> Token:
    """Create an account and sign in.

    Args:
        client: what the list of sessions calls this program.

    Raises:
        InvalidUsername, UsernameTaken, WeakPassword, RegistrationClosed, InviteRequired, TooManyRequests: refused.
        Unreachable: no server answers there.
    """
    command = Register(username=username, password=password, name=name, invite=invite, client=client, token=True)
    return _with_token(await request(url, command))


async def sign_in(url: str, login: str, password: str, *, client: str = "molva.client") -> Token:
    """Sign in by username or e-mail address.

    Raises:
        SignInFailed: unknown user or wrong password.
        TooManyRequests: too many attempts; `retry_after_ms` says when to come back.
        Unreachable: no server answers there.
    """
    return _with_token(await request(url, SignIn(login=login, password=password, client=client, token=True)))


async def sign_out(url: str, token: str) -> None:
    """End the session of a token.

    Raises:
        NotSignedIn: it has ended already.
    """
    done: Done = await request(url, SignOut(), token=token)
    del done


async def delete_account(url: str, token: str, password: str, *, messages: WhatStays) -> None:
    """Delete the account of a token for good; every session of it ends with this one.

    Args:
        messages: what becomes of what was written; copies that others have forwarded stay.

    Raises:
        NotSignedIn: the session has ended.
        WrongPassword: not the account's password.
        OnlyOwner: the server would have no owner.
        TooManyRequests: too many attempts; `retry_after_ms` says when to come back.
        Unreachable: no server answers there.
    """
    done: Done = await request(url, DeleteAccount(password=password, messages=messages), token=token)
    del done


async def request(url: str, command: Command[A], *, token: str | None = None) -> A:
    """Send one of the commands of `ROUTES`; in a thread, because the standard HTTP client blocks.

    Raises:
        Refusal: the server refused.
        Unreachable: no server answers there.
        UnreadableAnswer: something answers that is not a Molva server.
    """
    return await asyncio.to_thread(_request, Address.parse(url), command, token)


def _request(address: Address, command: Command[A], token: str | None) -> A:
    method, path = ROUTES[type(command)]
    headers = {"Accept": "application/json", "Accept-Language": "en"}
    body = None
    if method == "POST":
        fields = msgspec.to_builtins(command)
        del fields["type"]
        body = json.dumps({name: value for name, value in fields.items() if value is not None}).encode()
        headers["Content-Type"] = "application/json"
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    status, data = _exchange(address.http + path, method, body, headers)
    try:
        if status >= 400:
            raise refusal(msgspec.json.decode(data, type=Error))
        return msgspec.json.decode(data, type=answer_type(type(command)))
    except msgspec.MsgspecError as error:
        raise UnreadableAnswer(f"{address.http} does not answer like a Molva server (HTTP {status})") from error


def _exchange(url: str, method: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
    """One HTTP request; redirects are not followed, a password must not go elsewhere."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https":
        connection: HTTPConnection = HTTPSConnection(
            host, parts.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
    else:
        connection = HTTPConnection(host, parts.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request(method, parts.path, body=body, headers=headers)
        response = connection.getresponse()
        return response.status, response.read(MAX_ANSWER_BYTES)
    except (OSError, HTTPException) as error:
        raise Unreachable(f"{parts.scheme}://{parts.netloc}") from error
    finally:
        connection.close()


def _with_token(signed_in: SignedIn) -> Token:
    if signed_in.token is None:
        raise UnreadableAnswer("the server gave no token")
    return Token(
        account=signed_in.account,
        session_id=signed_in.session_id,
        expires_at=signed_in.expires_at,
        token=signed_in.token,
    )
