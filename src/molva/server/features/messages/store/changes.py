"""What messages read from and write to their table."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, tuple_, update

from molva.protocol.commands import Sent
from molva.protocol.errors import MessageIdTaken, Refusal
from molva.protocol.rows import Message
from molva.server.features.chats.tables import members
from molva.server.features.messages.store.rows import columns, message_rows
from molva.server.features.messages.tables import messages


@dataclass(frozen=True, slots=True)
class SentBefore:
    """A message that already has the id of a command."""

    chat_id: str
    sender_id: str
    seq: int
    sent_at: int
    fingerprint: bytes | None
    """None after deletion: a repeat is then known by its id alone."""

    def repeated(self, chat_id: str, sender_id: str, fingerprint: bytes) -> Sent | Refusal:
        """Answer a command with this id: the first answer again, or a refusal of another content."""
        same = (self.chat_id, self.sender_id) == (chat_id, sender_id)
        if same and self.fingerprint in (None, fingerprint):
            return Sent(seq=self.seq, sent_at=self.sent_at)
        return MessageIdTaken()


_sent = select(
    messages.c.id,
    messages.c.chat_id,
    messages.c.sender_id,
    messages.c.seq,
    messages.c.sent_at,
    messages.c.fingerprint,
).where(messages.c.id.in_(bindparam("ids", expanding=True)))


def find_sent(connection: Connection, ids: Collection[str]) -> dict[str, SentBefore]:
    """Find which ids already name messages."""
    return {message_id: SentBefore(*rest) for message_id, *rest in connection.execute(_sent, {"ids": list(ids)})}


def find_standings(connection: Connection, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Find who of (chat, user) is a member, with the first message they may see."""
    if not pairs:
        return {}
    found = connection.execute(
        select(members.c.chat_id, members.c.user_id, members.c.from_seq).where(
            tuple_(members.c.chat_id, members.c.user_id).in_(list(pairs)), members.c.left_at.is_(None)
        )
    )
    return {(chat_id, user_id): from_seq for chat_id, user_id, from_seq in found}


def new_row(message: Message, fingerprint: bytes | None) -> dict[str, Any]:
    """Lay out a new message for `insert_messages`."""
    return {
        "chat_id": message.chat_id,
        "seq": message.seq,
        "id": message.id,
        "sender_id": message.sender_id,
        "sent_at": message.sent_at,
        "edited_at": None,
        "deleted": False,
        "reply_to": message.reply_to,
        "text": message.text,
        "service": None if message.service is None else msgspec.json.encode(message.service).decode(),
        "fingerprint": fingerprint,
        "rev": message.rev,
    }


def insert_messages(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write new messages."""
    connection.execute(insert(messages), list(rows))


def find_message(connection: Connection, chat_id: str, seq: int) -> Message | None:
    """Read a message, the tombstone of a deleted one included."""
    found = connection.execute(select(*columns).where(messages.c.chat_id == chat_id, messages.c.seq == seq)).all()
    return message_rows(chat_id, found)[0] if found else None


def update_text(connection: Connection, chat_id: str, seq: int, *, text: str, edited_at: int, rev: int) -> None:
    """Give a message another text."""
    connection.execute(
        update(messages)
        .where(messages.c.chat_id == chat_id, messages.c.seq == seq)
        .values(text=text, edited_at=edited_at, rev=rev)
    )


def erase(connection: Connection, chat_id: str, seq: int, *, rev: int) -> None:
    """Turn a message into its tombstone: no content, no digest of it."""
    connection.execute(
        update(messages)
        .where(messages.c.chat_id == chat_id, messages.c.seq == seq)
        .values(text="", reply_to=None, edited_at=None, fingerprint=None, deleted=True, rev=rev)
    )


def delete_all(connection: Connection, chat_id: str) -> None:
    """Remove every message of a deleted chat."""
    connection.execute(delete(messages).where(messages.c.chat_id == chat_id))
