"""The history of a chat over HTTP, oldest first, with who has read it."""

from functools import partial
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import Connection

from molva.protocol.commands import GetChanges, GetChat
from molva.protocol.errors import ChatNotFound, Language, Refusal
from molva.protocol.rows import MARKED_CHAT_MEMBERS, ChatRole, Mark, Message, marks_scope
from molva.server.dialects import talk
from molva.server.dialects.backend import Backend, named
from molva.server.dialects.my_messenger import texts
from molva.server.features.chats import chat_members, find_chats
from molva.server.kernel.caller import Caller
from molva.server.wire.foreign import Asked, Pages, Told, told_json

MOST: Final = 200
FURTHEST: Final = 10_000
"""Messages that may be passed over: whoever wants more reads page by page over the main API."""


class Wanted(Struct, frozen=True, kw_only=True):
    """Which part of the history."""

    chat_id: Annotated[str, Meta(pattern=talk.UUID_PATTERN, max_length=36)]
    limit: Annotated[int, Meta(ge=1, le=MOST)] = 100
    offset: Annotated[int, Meta(ge=0, le=FURTHEST)] = 0


def my_messenger_pages(backend: Backend) -> Pages:
    """Describe the dialect's one request."""
    methods = {"/history/{chat_id}": frozenset({"GET", "HEAD"})}
    return Pages(methods=methods, answer=partial(_answer, backend), refuse=_refuse)


def _refuse(refusal: Refusal, language: Language) -> Told:
    if isinstance(refusal, ChatNotFound):
        return told_json({"detail": "access denied"}, 403)
    return told_json({"detail": refusal.to_wire(language).message}, refusal.status if refusal.status < 500 else 503)


async def _answer(backend: Backend, asked: Asked) -> Told:
    wrong, known = [], {}
    for field in ("chat_id", "limit", "offset"):
        if field in asked.query:
            found = _problem(field, asked.query[field])
            wrong += found
            known[field] = asked.query[field]
    if wrong:
        return told_json({"detail": wrong}, 422)
    wanted = msgspec.convert(known, Wanted, strict=False)
    caller = await asked.admit()
    if caller.user is None and backend.trusting:
        caller = await _in_public(backend, caller, wanted.chat_id)
    if caller.user is None:
        return told_json({"detail": "user not authenticated"}, 401)
    messages = await _part(backend, caller, wanted)
    seen = await _read_by_others(backend, caller, wanted.chat_id)
    return told_json([{**texts.message(each), "seen": each.seq <= seen.get(each.sender_id, 0)} for each in messages])


def _problem(field: str, value: str) -> list[dict[str, Any]]:
    try:
        msgspec.convert({"chat_id": "0" * 8 + "-0000" * 3 + "-" + "0" * 12, field: value}, Wanted, strict=False)
    except msgspec.ValidationError as error:
        place = "path" if field == "chat_id" else "query"
        sentence = str(error).partition(" - at")[0]
        return [{"type": "value_error", "loc": [place, field], "msg": sentence, "input": value[:100]}]
    return []


async def _part(backend: Backend, caller: Caller, wanted: Wanted) -> list[Message]:
    found: list[Message] = []
    after = 0
    while len(found) < wanted.offset + wanted.limit:
        page = await talk.newer(backend, caller, wanted.chat_id, after)
        if not page:
            break
        found += page
        after = page[-1].seq
    return found[wanted.offset : wanted.offset + wanted.limit]


async def _read_by_others(backend: Backend, caller: Caller, chat_id: str) -> dict[str, int]:
    """Tell for each member up to where all others have read; nothing in channels and in large chats."""
    state = await backend.execute(caller, GetChat(chat_id=chat_id))
    people = [member.user_id for member in state.members if not member.left]
    if len(people) != state.chat.member_count or not 2 <= len(people) <= MARKED_CHAT_MEMBERS:
        return {}
    changes = await backend.execute(caller, GetChanges(scope=marks_scope(chat_id)))
    read = {row.user_id: row.read_seq for row in changes.rows.rows if isinstance(row, Mark)}
    return {me: min(read.get(other, 0) for other in people if other != me) for me in people}


async def _in_public(backend: Backend, visitor: Caller, chat_id: str) -> Caller:
    """Read a public chat as its owner does: only where requests that prove nothing are believed."""

    def owner(connection: Connection) -> str | None:
        chat = find_chats(connection, [chat_id]).get(chat_id)
        if chat is None or not chat.address:
            return None
        members = chat_members(connection, chat_id, None)
        return next((each.user_id for each in members if each.role is ChatRole.OWNER and not each.left), None)

    owner_id = await backend.read(owner)
    return visitor if owner_id is None else named(visitor, owner_id, None)
