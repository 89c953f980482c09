"""Chats as yachat tells them: the newest message first, and the reader's own id as they know it."""

from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from molva.protocol.commands import ChatState, GetAccount, GetChat, ListChats, MarkChat
from molva.protocol.errors import ChatNotFound
from molva.protocol.rows import ChatKind, Message
from molva.server.dialects import talk
from molva.server.dialects.backend import Backend
from molva.server.features.moderation import count_open, last_banned_at
from molva.server.kernel.caller import Caller

SHOWN: Final = 20
"""Messages of a chat where nothing else is asked for."""

MOST: Final = 200
"""Messages of a chat at once, and chats at once."""


class Telling:
    """Tells one caller what is theirs."""

    def __init__(self, backend: Backend, caller: Caller, token: str) -> None:
        """Prepare.

        Args:
            token: what the caller takes for their own id.
        """
        self._backend = backend
        self._caller = caller
        self._token = token

    async def all(self, msg_count: int | None) -> dict[str, Any]:
        """Tell every chat, the latest written first."""
        states = (await self._backend.execute(self._caller, ListChats())).chats
        return {"chats": [await self.chat(state, msg_count) for state in states[:MOST]]}

    async def one(self, chat_id: str, msg_count: int | None) -> dict[str, Any]:
        """Tell one chat."""
        state = await self._backend.execute(self._caller, GetChat(chat_id=talk.checked(chat_id)))
        return {"history": await self.chat(state, msg_count)}

    async def chat(self, state: ChatState, msg_count: int | None) -> dict[str, Any]:
        """Tell a chat: its last messages, or if more are unread since the last time all of those; they are read now."""
        chat_id = state.chat.id
        count = min(MOST, max(SHOWN, state.unread)) if msg_count is None else msg_count
        found = await talk.newest(self._backend, self._caller, chat_id, count) if count else []
        ids = await self._commented(found)
        if found and state.unread:
            await self._backend.execute(self._caller, MarkChat(chat_id=chat_id, read_seq=found[-1].seq))
        return {
            "id": chat_id,
            "name": _name(state),
            "messages": [self._message(message, ids) for message in reversed(found)],
            "authors": [self._shown(member.user_id) for member in state.members if not member.left],
            "size": state.chat.member_count,
        }

    async def status(self) -> dict[str, Any]:
        """Tell how the server and the caller are."""
        backend, user_id, now = self._backend, self._caller.user_id, self._backend.clock()
        states = (await backend.execute(self._caller, ListChats())).chats
        account = await backend.execute(self._caller, GetAccount())
        connections = backend.database.connections
        banned = account.banned_until > now
        banned_at = await backend.read(partial(last_banned_at, user_id=user_id)) if banned else None
        return {
            "time": written(now),
            "connections_db_max": connections.most,
            "connections_db_now": connections.now,
            "chat_default": _general(states),
            "chats_count": len(states),
            "chats_with_user_count": len(states),
            "user": {
                "id": self._token,
                "banned_when": None if banned_at is None else written(banned_at),
                "is_banned": banned,
                "reported_times": await backend.read(partial(count_open, user_id=user_id)),
            },
        }

    async def general(self) -> str:
        """Find the general chat.

        Raises:
            ChatNotFound: the caller is not in it.
        """
        found = _general((await self._backend.execute(self._caller, ListChats())).chats)
        if found is None:
            raise ChatNotFound
        return found

    async def _commented(self, messages: list[Message]) -> dict[int, str]:
        """Find the ids of the messages that these answer."""
        ids = {message.seq: message.id for message in messages}
        wanted = {message.reply_to for message in messages if message.reply_to is not None} - ids.keys()
        if wanted:
            ids |= await talk.ids_of(self._backend, self._caller, messages[0].chat_id, wanted)
        return ids

    def _message(self, message: Message, ids: dict[int, str]) -> dict[str, Any]:
        return {
            "id": message.id,
            "created": written(message.sent_at),
            "author": self._shown(message.sender_id),
            "text": message.text,
            "is_comment_on": None if message.reply_to is None else ids.get(message.reply_to),
        }

    def _shown(self, user_id: str) -> str:
        return self._token if user_id == self._caller.user_id else user_id


def written(ms: int) -> str:
    """Write a moment as ISO 8601, in UTC."""
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="microseconds")


def _name(state: ChatState) -> str:
    if state.chat.general:
        return "default"
    return "p2p" if state.chat.kind is ChatKind.DIRECT else state.chat.name


def _general(states: list[ChatState]) -> str | None:
    return next((state.chat.id for state in states if state.chat.general), None)
