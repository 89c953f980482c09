"""The stream of new messages: each once and in order in its chat, the ones missed while away included."""

from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

from molva.client.chat_rows import ChatRows
from molva.client.feed import Feed
from molva.client.replica import Replica
from molva.protocol.commands import GetHistory, History
from molva.protocol.errors import NotFound
from molva.protocol.rows import Message

PAGE: Final = 200


class MessageStream:
    """An async iterator over messages that are written from now on, or after given places.

    Deleted and service messages are left out, and own ones unless asked for. Between chats there is no order.

    Args:
        replica: where the messages are, or most of them.
        chats: names a chat whenever one of its messages changed.
        history: reads a page of what the replica does not have.
        after: place after which to begin, by chat; chats that are not named begin now.
        chat_id: only this chat.
        own: give one's own messages too.
    """

    def __init__(
        self,
        replica: Replica,
        chats: Feed[str],
        history: Callable[[GetHistory], Coroutine[Any, Any, History]],
        *,
        after: Mapping[str, int] | None = None,
        chat_id: str | None = None,
        own: bool = False,
    ) -> None:
        self._replica = replica
        self._chats = chats
        self._history = history
        self._only = chat_id
        self._own = own
        self._epoch = replica.epoch
        self._ready: deque[Message] = deque()
        self.positions = {chat: rows.last_seq for chat, rows in replica.chats.items()}
        """Place of the last message given, or passed over, by chat."""
        for chat, seq in (after or {}).items():
            self.positions[chat] = seq
            chats.put(chat, chat)

    def __aiter__(self) -> "MessageStream":
        return self

    async def __anext__(self) -> Message:
        while True:
            while self._ready:
                message = self._ready.popleft()
                self.positions[message.chat_id] = message.seq
                if self._wanted(message):
                    return message
            chat_id = await anext(self._chats)
            if self._only in (None, chat_id):
                await self._read(chat_id)

    async def _read(self, chat_id: str) -> None:
        """Line up the next messages of a chat: those at hand, or a page of the history where some are missing."""
        rows = self._replica.chats.get(chat_id)
        if rows is None:
            return
        position = self._position(chat_id, rows)
        while (message := rows.messages.get(position + 1)) is not None:
            self._ready.append(message)
            position += 1
        if self._ready or position >= rows.last_seq:
            if position < rows.last_seq:
                self._chats.put(chat_id, chat_id)
            return
        self._ready.extend(await self._missing(chat_id, position))
        if self._ready:
            self._chats.put(chat_id, chat_id)
        else:
            self.positions[chat_id] = rows.last_seq

    async def _missing(self, chat_id: str, position: int) -> list[Message]:
        try:
            page = await self._history(GetHistory(chat_id=chat_id, after=position, limit=PAGE))
        except NotFound:
            return []
        return [message for message in page.messages if message.seq > position]

    def _position(self, chat_id: str, rows: ChatRows) -> int:
        """Where the chat stands; in one that was joined just now, before the first message since."""
        if self._replica.epoch != self._epoch:
            # A restored backup may count the same places for other messages: begin from now.
            self._epoch = self._replica.epoch
            self.positions = {chat: there.last_seq for chat, there in self._replica.chats.items()}
        if chat_id not in self.positions:
            me = rows.members.get(self._replica.user_id)
            since = (seq for seq, row in rows.messages.items() if me is not None and row.sent_at >= me.joined_at)
            self.positions[chat_id] = min(since, default=rows.last_seq + 1) - 1
        return self.positions[chat_id]

    def _wanted(self, message: Message) -> bool:
        if message.deleted or message.service is not None:
            return False
        return self._own or message.sender_id != self._replica.user_id
