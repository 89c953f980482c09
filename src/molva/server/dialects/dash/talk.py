"""A conversation of dash_messenger: one reply to each request, in its own notation, in order."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

import msgspec

from molva.protocol import commands
from molva.protocol.errors import (
    BadRequest,
    ChatNotFound,
    EmailTaken,
    Internal,
    InvalidField,
    NotSignedIn,
    Overloaded,
    Refusal,
    UsernameTaken,
    UserNotFound,
)
from molva.server.dialects.backend import Backend
from molva.server.dialects.dash import requests
from molva.server.dialects.dash.chats import create_chat, get_chats, get_messages, send_message
from molva.server.dialects.dash.literals import NotALiteral, read_literal
from molva.server.dialects.talk import moment
from molva.server.kernel.caller import Caller
from molva.server.wire.foreign import MAX_REQUEST_BYTES, Opening, SocketDialect, read_fields

STATUSES: Final[tuple[tuple[type[Refusal], str], ...]] = (
    (NotSignedIn, "401"),
    (UsernameTaken, "409"),
    (EmailTaken, "409"),
    (ChatNotFound, "423"),
    (UserNotFound, "422"),
    (BadRequest, "422"),
    (Overloaded, "500"),
    (Internal, "500"),
)
"""The first that fits tells the status; everything else is not allowed."""

NOT_ALLOWED: Final = "403"
UNKNOWN: Final = "501"


def dash_socket(backend: Backend) -> SocketDialect:
    """Describe the dialect: whose first text has a field `mode` speaks it."""
    return SocketDialect(knows=_knows, begin=partial(Conversation, backend))


class Conversation:
    """One connection."""

    def __init__(self, backend: Backend, opening: Opening) -> None:
        self._backend = backend
        self._opening = opening
        visitor = opening.visitor
        self._visitor = Caller(
            address=visitor.address, language=visitor.language, client=visitor.client, uuid_tokens=True
        )
        self._language = visitor.language
        self._write: Callable[[Any], str] = repr

    async def hear(self, text: str) -> None:
        """Reply to a request."""
        mode: object = None
        self._language = self._visitor.language
        try:
            request, self._write = _read(text)
            mode = request.get("mode")
            status, reply = await self._answer(request)
        except NotALiteral:
            status, reply = "422", {"error_msg": "neither JSON nor a dictionary"}
        except Refusal as refusal:
            status = next((status for kind, status in STATUSES if isinstance(refusal, kind)), NOT_ALLOWED)
            reply = {} if status in ("401", "423") else {"error_msg": refusal.to_wire(self._language).message}
            if mode in ("auth", "register"):
                reply["token"] = None
        said = {"mode": mode if isinstance(mode, str) else None, "timestamp": moment(self._backend.clock())}
        self._opening.say(self._write({**said, "status": status, **reply}))

    def end(self) -> None:
        """Nothing is kept."""

    async def _answer(self, request: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        match request.get("mode"):
            case "checkConnection":
                return "200", {}
            case "auth":
                said = read_fields(request, requests.Auth)
                sign_in = commands.SignIn(login=said.username, password=said.password, client="dash", token=True)
                return "200", {"token": (await self._backend.execute(self._visitor, sign_in)).token}
            case "register":
                new = read_fields(request, requests.Register)
                register = commands.Register(
                    username=new.username, password=new.password, email=new.email, client="dash", token=True
                )
                return "200", {"token": (await self._backend.execute(self._visitor, register)).token}
            case str() as mode if mode in DEEDS:
                kind, deed = DEEDS[mode]
                wanted = read_fields(request, kind)
                caller = await self._backend.proven_by(self._visitor, wanted.token)
                if caller is None:
                    raise NotSignedIn
                self._language = caller.language
                return "200", await deed(self._backend, caller, wanted)
        return UNKNOWN, {}


async def _check_token(backend: Backend, caller: Caller, request: requests.CheckToken) -> dict[str, Any]:
    return {}


async def _logout(backend: Backend, caller: Caller, request: requests.CheckToken) -> dict[str, Any]:
    await backend.execute(caller, commands.SignOut())
    return {}


DEEDS: Final[dict[str, tuple[type[Any], Callable[[Backend, Caller, Any], Awaitable[dict[str, Any]]]]]] = {
    "checkToken": (requests.CheckToken, _check_token),
    "logout": (requests.CheckToken, _logout),
    "createChat": (requests.CreateChat, create_chat),
    "getChats": (requests.CheckToken, get_chats),
    "getMessages": (requests.GetMessages, get_messages),
    "sendMessage": (requests.SendMessage, send_message),
}
"""By mode: what is sent, and what is done for whoever has proven who they are."""


def _knows(text: str) -> bool:
    try:
        return "mode" in _read(text)[0]
    except (NotALiteral, InvalidField):
        return False


def _read(text: str) -> tuple[dict[str, Any], Callable[[Any], str]]:
    """Read a request, and tell how to write what is said in its notation.

    Raises:
        NotALiteral: it is in none of the two.
        InvalidField: too large, or with a character that cannot be stored.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_REQUEST_BYTES:
        raise InvalidField(reason=f"more than {MAX_REQUEST_BYTES} bytes")
    write: Callable[[Any], str] = partial(json.dumps, ensure_ascii=False)
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        value, write = read_literal(text), repr
    if not isinstance(value, dict):
        raise NotALiteral
    if any(isinstance(each, str) and "\0" in each for each in value.values()):
        raise InvalidField(reason="U+0000 cannot be stored")
    return value, write
