"""Telling the others that what they have written is on this device: for programs that show it to somebody."""

from molva.client.client import Client
from molva.client.connection import State
from molva.client.errors import ClientError
from molva.protocol.commands import MarkChat
from molva.protocol.errors import Refusal
from molva.protocol.rows import MARKED_CHAT_MEMBERS, Chat, ChatKind


class Receipts:
    """Remembers what has been told; bots, who read everything at once, need none."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._told: dict[str, int] = {}

    async def tell(self, chat_id: str) -> None:
        """Tell that the newest message of a chat has come, if that is news; what is lost is told with the next one."""
        replica = self._client.replica
        rows = replica.chats.get(chat_id)
        if rows is None or rows.chat is None or self._client.state is not State.ONLINE or not _is_marked(rows.chat):
            return
        newest, mark = rows.messages.get(rows.last_seq), rows.marks.get(replica.user_id)
        known = max(self._told.get(chat_id, 0), *((mark.delivered_seq, mark.read_seq) if mark else (0, 0)))
        if newest is None or newest.sender_id == replica.user_id or rows.last_seq <= known:
            return
        self._told[chat_id] = rows.last_seq
        try:
            await self._client.call(MarkChat(chat_id=chat_id, delivered_seq=rows.last_seq))
        except (Refusal, ClientError, TimeoutError):
            self._told.pop(chat_id, None)


def _is_marked(chat: Chat) -> bool:
    """Tell whether anybody is told who has received what."""
    return chat.member_count <= MARKED_CHAT_MEMBERS and chat.kind in (ChatKind.DIRECT, ChatKind.GROUP)
