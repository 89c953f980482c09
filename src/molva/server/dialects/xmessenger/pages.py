"""The requests of X-messenger and their answers; every refusal is the same text."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final, TypeVar

from molva.protocol.commands import DeleteAccount, DeleteMessage, WhatStays
from molva.protocol.errors import Refusal, RightsMissing, UserNotFound
from molva.server.dialects import talk
from molva.server.dialects.backend import Backend, named
from molva.server.dialects.keyring import Keyring
from molva.server.dialects.xmessenger import requests
from molva.server.dialects.xmessenger.chats import begin, list_chats, list_messages, search
from molva.server.features.accounts import find_user, find_username
from molva.server.kernel.caller import Caller
from molva.server.wire.foreign import HTML, Asked, Pages, Told, read_fields, read_json, told_json

S = TypeVar("S", bound=requests.Signed)

ALLOWED: Final = Told(b"<p>access allowed</p>", HTML)
DENIED: Final = Told(b"<p>access denied</p>", HTML)
NOT_CREATED: Final = Told(b"<p>cannot create user</p>", HTML)
GOOD: Final = {"answer": "good"}

Deed = Callable[[Backend, Caller, Any], Awaitable[object]]


def xmessenger_pages(backend: Backend) -> Pages:
    """Describe the dialect."""
    answers = Answers(backend)
    methods = {path: frozenset({"POST"}) for path in ("/signup", "/signin", *SIGNED)}
    methods["/sendMsg"] = frozenset({"GET", "POST"})
    return Pages(methods=methods, answer=answers.answer, refuse=lambda _, __: DENIED)


class Answers:
    """Answers one request after the other."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._keyring = Keyring(backend, "X-messenger")

    async def answer(self, asked: Asked) -> Told:
        """Answer a request.

        Raises:
            Refusal: whatever it is, the client learns only that access is denied.
        """
        if asked.path == "/sendMsg":
            return await self._send_trusted(asked)
        if asked.path == "/signup":
            return await self._sign_up(asked)
        if asked.path == "/signin":
            await self._caller(asked, read_json(asked.body, requests.Signed))
            return ALLOWED
        kind, deed = SIGNED[asked.path]
        request = read_json(asked.body, kind)
        return told_json(await deed(self._backend, await self._caller(asked, request), request))

    async def _sign_up(self, asked: Asked) -> Told:
        try:
            request = read_json(asked.body, requests.Signup)
            caller = await self._keyring.register(asked.visitor, request.username, request.key)
        except Refusal:
            return NOT_CREATED
        return told_json(caller.user_id)

    async def _caller(self, asked: Asked, request: requests.Signed) -> Caller:
        login = str(request.user_id)
        if talk.UUID.fullmatch(login):
            username = await self._backend.read(partial(find_username, user_id=login))
            login = username or login
        return await self._keyring.caller(asked.visitor, login, request.key)

    async def _send_trusted(self, asked: Asked) -> Told:
        """Write in the name of whoever is named: whoever reaches this address is believed."""
        if not self._backend.trusting:
            raise RightsMissing
        request = (
            read_json(asked.body, requests.TrustedMsg)
            if asked.body
            else read_fields(dict(asked.query), requests.TrustedMsg)
        )
        ids = [
            await self._backend.read(partial(find_user, username=name)) for name in (request.username, request.to_user)
        ]
        sender_id, other_id = ids
        if sender_id is None or other_id is None:
            raise UserNotFound
        caller = named(asked.visitor, sender_id, None)
        await talk.send(self._backend, caller, await talk.direct(self._backend, caller, other_id), request.msg)
        return told_json(GOOD)


async def _send(backend: Backend, caller: Caller, request: requests.SendMsg) -> object:
    await talk.send(backend, caller, str(request.chat_id), request.msg)
    return GOOD


async def _exit(backend: Backend, caller: Caller, request: requests.ExitFromChat) -> object:
    await talk.leave(backend, caller, str(request.chat_id))
    return GOOD


async def _delete_message(backend: Backend, caller: Caller, request: requests.DelMsg) -> object:
    chat_id, seq = await talk.place_of(backend, str(request.message_id))
    await backend.execute(caller, DeleteMessage(chat_id=chat_id, seq=seq))
    return GOOD


async def _delete_user(backend: Backend, caller: Caller, request: requests.Signed) -> object:
    await backend.execute(caller, DeleteAccount(password=request.key, messages=WhatStays.KEEP))
    return GOOD


SIGNED: Final[dict[str, tuple[type[Any], Deed]]] = {
    "/getchats": (requests.Signed, list_chats),
    "/getmsgs": (requests.GetMsgs, list_messages),
    "/sendmsg": (requests.SendMsg, _send),
    "/add2chat": (requests.Add2Chat, begin),
    "/exitfromchat": (requests.ExitFromChat, _exit),
    "/delmsg": (requests.DelMsg, _delete_message),
    "/deluser": (requests.Signed, _delete_user),
    "/search4chat": (requests.Search4Chat, search),
}
"""By address: what is sent, and what is done for whoever has proven who they are."""
