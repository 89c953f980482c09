"""Chats of X-messenger: listed, read, begun and found."""

import hashlib
from contextlib import suppress
from functools import partial
from typing import Final

from molva.protocol.commands import (
    ChatState,
    CreateGroup,
    FindPeople,
    FindPublicChats,
    GetChat,
    JoinPublicChat,
    ListChats,
)
from molva.protocol.errors import ChatNotFound, DirectoryOff, InvalidField, MessageNotFound
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole
from molva.server.dialects import talk
from molva.server.dialects.backend import Backend
from molva.server.dialects.xmessenger import requests
from molva.server.features.accounts import find_username
from molva.server.kernel.caller import Caller

EVERYTHING: Final = "-1"

MOST: Final = 1_000
"""Messages of a chat that is asked for whole."""

GENERAL: Final = "general"


async def list_chats(backend: Backend, caller: Caller, request: requests.Signed) -> object:
    """Answer `/getchats`."""
    states = (await backend.execute(caller, ListChats())).chats
    return [
        {
            "chat_id": state.chat.id,
            "chat_name": talk.chat_name(state, caller.user_id, GENERAL),
            "color": f"#{hashlib.sha256(state.chat.id.encode()).hexdigest()[:6]}",
            "created_at": talk.moment(state.chat.created_at),
            "admin": _owner(state),
        }
        for state in states
    ]


async def list_messages(backend: Backend, caller: Caller, request: requests.GetMsgs) -> object:
    """Answer `/getmsgs`."""
    chat_id, last = talk.checked(str(request.chat_id)), str(request.last_msg_id)
    if last == EVERYTHING:
        found = await talk.newest(backend, caller, chat_id, MOST)
    else:
        in_chat, seq = await talk.place_of(backend, last)
        if in_chat != chat_id:
            raise MessageNotFound
        found = await talk.newer(backend, caller, chat_id, seq)
    return [
        {
            "msg_id": message.id,
            "chat_id": chat_id,
            "text": message.text,
            "created_at": talk.moment(message.sent_at),
            "from_user": message.sender_id,
        }
        for message in found
    ]


async def begin(backend: Backend, caller: Caller, request: requests.Add2Chat) -> object:
    """Answer `/add2chat`: a chat with a name is a group, one without it the two people's own."""
    if request.to_chat_id is not None:
        chat_id = talk.checked(str(request.to_chat_id))
        await backend.execute(caller, JoinPublicChat(chat_id=chat_id))
    elif request.to_user_id is None:
        raise InvalidField(reason="neither a chat nor a person")
    elif request.chat_name.strip():
        chat_id = new_id(backend.clock())
        other = talk.checked(str(request.to_user_id))
        await backend.execute(caller, CreateGroup(chat_id=chat_id, name=request.chat_name, user_ids=(other,)))
    else:
        chat_id = await talk.direct(backend, caller, str(request.to_user_id))
    return {"chat_id": chat_id}


async def search(backend: Backend, caller: Caller, request: requests.Search4Chat) -> object:
    """Answer `/search4chat`: people, one's own chats and public ones."""
    line = str(request.search_line).strip()
    people: dict[str, str] = {}
    chats: dict[str, str] = {}
    if talk.UUID.fullmatch(line):
        username = await backend.read(partial(find_username, user_id=line))
        if username is not None:
            people[line] = username
        # Where no chat of one's own has this id nothing is found, and nothing is told of it.
        with suppress(ChatNotFound):
            chats[line] = talk.chat_name(await backend.execute(caller, GetChat(chat_id=line)), caller.user_id, GENERAL)
    elif line:
        found = await backend.execute(caller, FindPeople(query=line))
        people = {person.user_id: person.username for person in found.people}
        chats = await _named(backend, caller, line)
    return [
        *({"type": "user", "user_id": each, "username": name} for each, name in people.items()),
        *({"type": "chat", "chat_id": each, "chat_name": name} for each, name in chats.items()),
    ]


async def _named(backend: Backend, caller: Caller, line: str) -> dict[str, str]:
    """Chats of one's own whose name begins so, and public ones."""
    wanted = line.casefold()
    chats: dict[str, str] = {}
    for state in (await backend.execute(caller, ListChats())).chats:
        name = talk.chat_name(state, caller.user_id, GENERAL)
        if name.casefold().startswith(wanted):
            chats[state.chat.id] = name
    try:
        public = (await backend.execute(caller, FindPublicChats(query=line))).chats
    except DirectoryOff:
        public = []
    return chats | {each.chat_id: each.name for each in public if each.chat_id is not None}


def _owner(state: ChatState) -> str:
    return next((member.user_id for member in state.members if member.role is ChatRole.OWNER), "")
