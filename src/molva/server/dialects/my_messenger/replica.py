"""What a connection of my_messenger has to know to tell what is new: its chats, who is in them, and who has read."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Final

from molva.protocol.rows import AnyRow, Chat, ChatKind, ChatRole, Mark, Member, Membership, Message
from molva.server.dialects.my_messenger import texts

MAX_UNSEEN: Final = 1_000
"""Messages of a chat that wait to be read; older ones are forgotten."""


@dataclass
class KnownChat:
    """A chat as this connection knows it."""

    chat: Chat
    members: dict[str, Member] = field(default_factory=dict)
    last_seq: int = 0
    read: dict[str, int] = field(default_factory=dict)
    """How far each member has read."""
    unseen: OrderedDict[int, dict[str, Any]] = field(default_factory=OrderedDict)
    """One's own messages that not everybody has read, by their place."""
    told: bool = False


class Replica:
    """Takes rows and says what is to be told of them."""

    def __init__(self, user_id: str, since: int) -> None:
        """Begin with nothing.

        Args:
            since: when the connection began; what was written before is told to nobody.
        """
        self._user_id = user_id
        self._since = since
        self._chats: dict[str, KnownChat] = {}
        self._own: OrderedDict[str, None] = OrderedDict()
        self.synced = False
        """Everything that was there before has come: a group that comes now is new."""

    def sending(self, message_id: str) -> None:
        """Take note that this connection writes a message: it is answered, not told."""
        self._own[message_id] = None
        if len(self._own) > MAX_UNSEEN:
            self._own.popitem(last=False)

    def sent(self, chat_id: str, seq: int, message: dict[str, Any]) -> list[dict[str, Any]]:
        """Wait until everybody has read a message of one's own."""
        known = self._chats.get(chat_id)
        if known is None:
            return []
        known.unseen[seq] = message
        if len(known.unseen) > MAX_UNSEEN:
            known.unseen.popitem(last=False)
        return self._seen(known)

    def take(self, rows: list[AnyRow]) -> list[dict[str, Any]]:
        """Take the rows of a frame; what they tell comes in order."""
        # A chat before who is in it, and both before what is said there.
        for row in rows:
            if isinstance(row, Membership) and row.left:
                self._chats.pop(row.chat_id, None)
            elif isinstance(row, Chat) and row.kind is not ChatKind.THREAD:
                self._chats.setdefault(row.id, KnownChat(row)).chat = row
        changed: dict[str, KnownChat] = {}
        for row in rows:
            known = self._chats.get(row.chat_id) if isinstance(row, Member | Mark) else None
            if known is None:
                continue
            changed[known.chat.id] = known
            if isinstance(row, Mark):
                known.read[row.user_id] = row.read_seq
            elif isinstance(row, Member):
                if row.left:
                    known.members.pop(row.user_id, None)
                else:
                    known.members[row.user_id] = row
        told = self._groups(changed.values())
        for row in sorted((row for row in rows if isinstance(row, Message)), key=lambda row: row.seq):
            told += self._message(row)
        return [*told, *(notice for known in changed.values() for notice in self._seen(known))]

    def _groups(self, changed: Any) -> list[dict[str, Any]]:
        told = []
        for known in changed:
            if known.told or known.chat.kind is not ChatKind.GROUP or self._user_id not in known.members:
                continue
            known.told = True
            if self.synced or known.chat.created_at >= self._since:
                members = sorted(known.members.values(), key=lambda member: member.user_id)
                creator = next((each.user_id for each in members if each.role is ChatRole.OWNER), "")
                told.append(texts.group(known.chat.id, known.chat.name, creator, members))
        return told

    def _message(self, row: Message) -> list[dict[str, Any]]:
        known = self._chats.get(row.chat_id)
        if known is None or row.seq <= known.last_seq:
            return []
        known.last_seq = row.seq
        if row.sent_at < self._since or row.deleted or row.service is not None or row.id in self._own:
            return []
        return [texts.message(row)]

    def _seen(self, known: KnownChat) -> list[dict[str, Any]]:
        others = known.members.keys() - {self._user_id}
        if not others or not known.unseen:
            return []
        everybody = min(known.read.get(user_id, 0) for user_id in others)
        seqs = [seq for seq in known.unseen if seq <= everybody]
        return [texts.notice("message_seen", known.unseen.pop(seq)) for seq in seqs]
