"""The requests of yachat and their replies; whatever fails is told as `{"fail": "…"}`."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

from molva.protocol.commands import ReportPerson, ReportReason
from molva.protocol.errors import AlreadyReported, Language, MessageNotFound, Refusal
from molva.server.dialects import talk
from molva.server.dialects.backend import Backend
from molva.server.dialects.yachat import requests
from molva.server.dialects.yachat.chats import Telling
from molva.server.dialects.yachat.guests import caller_of, connect, person
from molva.server.features.moderation import find_report
from molva.server.kernel.caller import Caller
from molva.server.wire.foreign import Asked, Pages, RawDialect, Told, read_fields, read_json, told_json

METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})

UNSUPPORTED: Final = "Method or url is not supported"
REPORTED: Final = "User already reported"
NO_REASON: Final = "Ban reason should be present"


def yachat_pages(backend: Backend) -> Pages:
    """Describe the dialect."""
    methods = dict.fromkeys(("/connect", *(path for _, path in DEEDS)), METHODS)
    return Pages(methods=methods, answer=partial(answer, backend), refuse=refuse)


def yachat_raw(backend: Backend) -> RawDialect:
    """Describe the same without HTTP."""
    return RawDialect(pages=yachat_pages(backend), with_body=frozenset(DEEDS))


def refuse(refusal: Refusal, language: Language) -> Told:
    """Say why something was not done."""
    sentence = REPORTED if isinstance(refusal, AlreadyReported) else refusal.to_wire(language).message
    return fail(sentence, refusal.status if refusal.status < 500 else 503)


def fail(sentence: str, status: int = 400) -> Told:
    """Say that something was not done."""
    return told_json({"fail": sentence}, status)


async def answer(backend: Backend, asked: Asked) -> Told:
    """Answer a request.

    Raises:
        Refusal: from the catalogue.
    """
    if (asked.method, asked.path) == ("POST", "/connect"):
        return told_json({"token": await connect(backend, asked.visitor)})
    if (asked.method, asked.path) not in DEEDS:
        return fail(UNSUPPORTED, 404)
    kind, deed = DEEDS[asked.method, asked.path]
    request = read_json(asked.body, kind) if asked.body else read_fields(dict(asked.query), kind)
    if isinstance(request, requests.ReportUser) and not request.reason.strip():
        return fail(NO_REASON)
    token = request.author_id if isinstance(request, requests.Send) else request.user_id
    caller = await caller_of(backend, asked.visitor, token)
    try:
        return told_json(await deed(backend, caller, request))
    except Refusal as refusal:
        return refuse(refusal, caller.language)


async def _status(backend: Backend, caller: Caller, request: requests.Status) -> object:
    return await Telling(backend, caller, request.user_id).status()


async def _send(backend: Backend, caller: Caller, request: requests.Send) -> object:
    chat_id = request.chat_id or await Telling(backend, caller, request.author_id).general()
    reply_to = None
    if request.comment_on is not None:
        in_chat, reply_to = await talk.place_of(backend, request.comment_on)
        if in_chat != chat_id:
            raise MessageNotFound
    return {"id": await talk.send(backend, caller, chat_id, request.message, reply_to=reply_to)}


async def _chats(backend: Backend, caller: Caller, request: requests.Chats) -> object:
    telling = Telling(backend, caller, request.user_id)
    if request.chat_id is None:
        return await telling.all(request.msg_count)
    return await telling.one(request.chat_id, request.msg_count)


async def _connect_p2p(backend: Backend, caller: Caller, request: requests.ConnectP2p) -> object:
    return {"chat_id": await talk.direct(backend, caller, await person(backend, caller, request.other_user_id))}


async def _exit(backend: Backend, caller: Caller, request: requests.Exit) -> object:
    await talk.leave(backend, caller, request.chat_id)
    return {}


async def _report(backend: Backend, caller: Caller, request: requests.ReportUser) -> object:
    user_id = await person(backend, caller, request.reported_user_id)
    report = ReportPerson(user_id=user_id, reason=ReportReason.OTHER, comment=request.reason)
    await backend.execute(caller, report)
    return {"id": await backend.read(partial(find_report, reporter_id=caller.user_id, user_id=user_id))}


DEEDS: Final[dict[tuple[str, str], tuple[type[Any], Callable[[Backend, Caller, Any], Awaitable[object]]]]] = {
    ("GET", "/status"): (requests.Status, _status),
    ("POST", "/send"): (requests.Send, _send),
    ("GET", "/chats"): (requests.Chats, _chats),
    ("POST", "/connect_p2p"): (requests.ConnectP2p, _connect_p2p),
    ("POST", "/chats/exit"): (requests.Exit, _exit),
    ("POST", "/report_user"): (requests.ReportUser, _report),
}
"""By method and address: what is sent, and what is done for whoever has proven who they are."""
