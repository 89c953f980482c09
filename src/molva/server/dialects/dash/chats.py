"""Chats of dash_messenger: found, listed, read and written in, by their numbers."""

from functools import partial
from typing import Any, Final

from molva.protocol.commands import ChatState, ListChats, ListMembers
from molva.protocol.errors import ChatNotFound, InvalidField, UserNotFound
from molva.protocol.rows import ChatKind, Member
from molva.server.dialects import talk
from molva.server.dialects.backend import Backend
from molva.server.dialects.dash import requests
from molva.server.dialects.numbers import id_of, numbers_of
from molva.server.features.accounts import find_user
from molva.server.kernel.caller import Caller

MOST: Final = 200


async def create_chat(backend: Backend, caller: Caller, request: requests.CreateChat) -> dict[str, Any]:
    """Answer `createChat`."""
    if request.contact_mode == "username":
        user_id = await backend.read(partial(find_user, username=str(request.contact_value)))
    else:
        value = str(request.contact_value)
        if not (value.isascii() and value.isdigit() and len(value) < 16):
            raise InvalidField(reason="contact_value is no id")
        user_id = await id_of(backend, int(value))
    if user_id is None:
        raise UserNotFound
    chat_id = await talk.direct(backend, caller, user_id)
    return {"chat_id": (await numbers_of(backend, [chat_id]))[chat_id]}


async def get_chats(backend: Backend, caller: Caller, request: requests.CheckToken) -> dict[str, Any]:
    """Answer `getChats`."""
    states = (await backend.execute(caller, ListChats())).chats
    wanted = {state.chat.id for state in states} | {each.user_id for state in states for each in _others(state, caller)}
    numbers = await numbers_of(backend, wanted)
    return {"chats": [_told(state, caller, numbers) for state in states]}


async def get_messages(backend: Backend, caller: Caller, request: requests.GetMessages) -> dict[str, Any]:
    """Answer `getMessages`; a message's number is its place in the chat."""
    chat_id = await _chat(backend, request.chat_id)
    least = request.min_message_id or 0
    found = [message for message in await talk.newest(backend, caller, chat_id, MOST) if message.seq >= least]
    senders = sorted({message.sender_id for message in found})
    page = await backend.execute(caller, ListMembers(chat_id=chat_id, user_ids=senders))
    names = {member.user_id: talk.called(member) for member in page.members}
    numbers = await numbers_of(backend, senders)
    return {
        "messages": [
            {
                "from_id": numbers[message.sender_id],
                "from_name": names.get(message.sender_id, ""),
                "content": message.text,
                "content_type": "text",
                "content_time": talk.moment(message.sent_at),
            }
            for message in found
        ]
    }


async def send_message(backend: Backend, caller: Caller, request: requests.SendMessage) -> dict[str, Any]:
    """Answer `sendMessage`."""
    await talk.send(backend, caller, await _chat(backend, request.chat_id), request.content)
    return {}


async def _chat(backend: Backend, number: int) -> str:
    found = await id_of(backend, number)
    if found is None:
        raise ChatNotFound
    return found


def _others(state: ChatState, caller: Caller) -> list[Member]:
    return [member for member in state.members if not member.left and member.user_id != caller.user_id]


def _told(state: ChatState, caller: Caller, numbers: dict[str, int]) -> dict[str, Any]:
    personal = state.chat.kind is ChatKind.DIRECT
    last = state.last_message
    names = {member.user_id: talk.called(member) for member in state.members}
    return {
        "chat_id": numbers[state.chat.id],
        "chat_members": ",".join(str(numbers[each.user_id]) for each in _others(state, caller)),
        "chat_name": talk.chat_name(state, caller.user_id, "general"),
        "chat_type": "personal" if personal else "group",
        "last_message_time": None if last is None else talk.moment(last.sent_at),
        "last_message_text": None if last is None else last.text,
        "last_message_sender": None if last is None else names.get(last.sender_id, ""),
    }
