"""Chats and messages as all dialects tell them: what was written, by whom, and in chats that have a name."""

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from molva.protocol.commands import ChatState, ClearHistory, GetChat, GetHistory, LeaveChat, OpenDirect, SendMessage
from molva.protocol.errors import InvalidField, MessageNotFound
from molva.protocol.ids import UUID_PATTERN, new_id
from molva.protocol.rows import ChatKind, Member, Message
from molva.server.dialects.backend import Backend
from molva.server.features.hidden import find_hidden
from molva.server.features.messages import find_place
from molva.server.kernel.caller import Caller

UUID: Final = re.compile(UUID_PATTERN)

PAGE: Final = 200
"""Messages that are read at once."""

FEW: Final = 10
"""Older messages that are looked up by themselves for one answer."""


async def newest(backend: Backend, caller: Caller, chat_id: str, count: int) -> list[Message]:
    """Read the last messages of a chat, oldest first; deleted ones and events of the chat are none.

    Raises:
        ChatNotFound: the caller is not in it.
    """
    found: list[Message] = []
    before: int | None = None
    while len(found) < count:
        command = GetHistory(chat_id=chat_id, before=before, limit=PAGE)
        page = await backend.execute(caller, command)
        found = [*await _written(backend, caller, page.messages), *found]
        if page.at_start or not page.messages:
            break
        before = page.messages[0].seq
    return found[-count:]


async def newer(backend: Backend, caller: Caller, chat_id: str, after: int) -> list[Message]:
    """Read what was written after a place, oldest first, at most PAGE messages.

    Raises:
        ChatNotFound: the caller is not in it.
    """
    while True:
        page = await backend.execute(caller, GetHistory(chat_id=chat_id, after=after, limit=PAGE))
        found = await _written(backend, caller, page.messages)
        if found or page.at_end or not page.messages:
            return found
        after = page.messages[-1].seq


async def place_of(backend: Backend, message_id: str) -> tuple[str, int]:
    """Find the chat and the number of a message; the command that follows asks whether the caller may see it.

    Raises:
        MessageNotFound: there is none.
    """
    found = await backend.read(partial(find_place, message_id=message_id)) if UUID.fullmatch(message_id) else None
    if found is None:
        raise MessageNotFound
    return found


async def ids_of(backend: Backend, caller: Caller, chat_id: str, seqs: Collection[int]) -> dict[int, str]:
    """Find the ids of messages that the caller may see, by their numbers, at most a few pages of them."""
    found: dict[int, str] = {}
    for seq in sorted(seqs)[:FEW]:
        if seq not in found:
            page = await backend.execute(caller, GetHistory(chat_id=chat_id, after=seq - 1, limit=PAGE))
            found |= {message.seq: message.id for message in page.messages}
    return {seq: found[seq] for seq in seqs if seq in found}


async def send(
    backend: Backend,
    caller: Caller,
    chat_id: str,
    text: str,
    *,
    reply_to: int | None = None,
    message_id: str | None = None,
) -> str:
    """Send a message and return its id.

    Raises:
        Refusal: as `SendMessage` refuses.
    """
    message_id = message_id or new_id(backend.clock())
    await backend.execute(caller, SendMessage(chat_id=checked(chat_id), id=message_id, text=text, reply_to=reply_to))
    return message_id


async def direct(backend: Backend, caller: Caller, user_id: str) -> str:
    """Find or make the chat with a person.

    Raises:
        Refusal: as `OpenDirect` refuses.
    """
    return (await backend.execute(caller, OpenDirect(user_id=checked(user_id)))).chat.id


async def leave(backend: Backend, caller: Caller, chat_id: str) -> None:
    """Leave a group, or clear a chat that one cannot leave of what was said.

    Raises:
        Refusal: as `LeaveChat` refuses.
    """
    state = await backend.execute(caller, GetChat(chat_id=checked(chat_id)))
    if state.chat.kind in (ChatKind.DIRECT, ChatKind.SAVED):
        await backend.execute(caller, ClearHistory(chat_id=chat_id, up_to=state.last_seq))
    else:
        await backend.execute(caller, LeaveChat(chat_id=chat_id))


def chat_name(state: ChatState, user_id: str, general: str) -> str:
    """Call a chat by its name, a direct one by the other person's.

    Args:
        general: what the general chat is called as long as it has no name.
    """
    if state.chat.name or state.chat.kind is ChatKind.GROUP:
        return state.chat.name or general
    other = next((member for member in state.members if member.user_id != user_id), None)
    return "" if other is None else called(other)


def called(member: Member) -> str:
    """Call a person by their name."""
    return member.name or member.username or "deleted account"


def checked(said: str) -> str:
    """Let only ids through.

    Raises:
        InvalidField: it is none.
    """
    if not UUID.fullmatch(said):
        raise InvalidField(reason="an id is a UUID in lower case")
    return said


def moment(ms: int) -> str:
    """Write a moment as `YYYY-MM-DD HH:MM:SS`, in UTC."""
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")


async def _written(backend: Backend, caller: Caller, messages: Sequence[Message]) -> list[Message]:
    """Leave out what is deleted, for everybody or for the caller alone, and what nobody wrote."""
    now = backend.clock()
    there = [
        message
        for message in messages
        if not message.deleted and message.service is None and (message.expires_at or now + 1) > now
    ]
    if not there:
        return []
    seqs = [message.seq for message in there]
    hidden = await backend.read(
        partial(find_hidden, user_id=caller.user_id, chat_id=there[0].chat_id, seqs=seqs),
    )
    return [message for message in there if message.seq not in hidden]
