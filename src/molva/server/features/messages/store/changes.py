"""What messages read from and write to their table."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, bindparam, delete, false, func, insert, select, tuple_, update

from molva.protocol.commands import Sent
from molva.protocol.errors import MessageIdTaken, Refusal
from molva.protocol.rows import ChatRole, Forward, LinkPreview, Mentions, Message, Poll, Reaction, Root
from molva.server.features.accounts.tables import users
from molva.server.features.chats.tables import chats, members
from molva.server.features.messages.store.rows import columns, message_rows
from molva.server.features.messages.tables import messages, paces
from molva.server.storage.prepared import Prepared, PreparedIn, read_id


def _values(names: Sequence[str]) -> dict[str, Any]:
    return {**{name: bindparam(name) for name in names}, "deleted": false()}


class SentBefore(msgspec.Struct, frozen=True):
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


_sent = PreparedIn(
    select(
        messages.c.id,
        messages.c.chat_id,
        messages.c.sender_id,
        messages.c.seq,
        messages.c.sent_at,
        messages.c.fingerprint,
    ),
    messages.c.id,
)


def find_sent(connection: Connection, ids: Sequence[str]) -> dict[str, SentBefore]:
    """Find which ids already name messages."""
    return {
        read_id(connection, message_id): SentBefore(
            read_id(connection, chat_id), read_id(connection, sender_id), seq, sent_at, fingerprint
        )
        for message_id, chat_id, sender_id, seq, sent_at, fingerprint in _sent.all(connection, ids)
    }


@dataclass(frozen=True, slots=True)
class FoundStanding:
    """A member as whoever wants to write there."""

    from_seq: int
    banned_until: int
    direct_with: str | None
    """In a direct chat: the other one."""
    general: bool
    role: ChatRole
    who_writes: ChatRole
    slow_s: int
    hourly: int
    who_comments: ChatRole
    lifetime_s: int
    commented: bool
    """In a thread: not for the first time."""
    root: Root | None
    """In a thread: what it is about."""


def find_standings(connection: Connection, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], FoundStanding]:
    """Find who of (chat, user) is a member."""
    if not pairs:
        return {}
    found = connection.execute(
        select(
            members.c.chat_id,
            members.c.user_id,
            members.c.from_seq,
            users.c.banned_until,
            chats.c.direct_key,
            chats.c.general,
            members.c.role,
            chats.c.who_writes,
            chats.c.slow_s,
            chats.c.hourly,
            chats.c.who_comments,
            chats.c.lifetime_s,
            members.c.commented,
            chats.c.parent_id,
            chats.c.root_seq,
        )
        .join_from(members, chats, chats.c.id == members.c.chat_id)
        .join(users, users.c.id == members.c.user_id)
        .where(tuple_(members.c.chat_id, members.c.user_id).in_(list(pairs)), members.c.left_at.is_(None))
    )
    return {
        (chat_id, user_id): FoundStanding(
            from_seq,
            banned_until,
            _other(key, user_id),
            general,
            ChatRole(role),
            ChatRole(writes),
            slow_s,
            hourly,
            ChatRole(comments),
            lifetime_s,
            commented,
            None if parent_id is None else Root(chat_id=parent_id, seq=root_seq),
        )
        for (
            chat_id,
            user_id,
            from_seq,
            banned_until,
            key,
            general,
            role,
            writes,
            slow_s,
            hourly,
            comments,
            lifetime_s,
            commented,
            parent_id,
            root_seq,
        ) in found
    }


def _other(direct_key: str | None, user_id: str) -> str | None:
    others = [each for each in (direct_key or "").split(":") if each not in ("", user_id)]
    return others[0] if others else None


FRESH = ("chat_id", "seq", "id", "sender_id", "sent_at", "text", "fingerprint", "rev")
"""The columns of every new message."""

MORE = ("reply_to", "mentions", "expires_at", "forward", "poll")
"""What few have; the others are empty."""

_inserts: Final[dict[tuple[str, ...], Prepared]] = {
    more: Prepared(insert(messages).values(_values((*FRESH, *more))), *FRESH, *more)
    for size in range(len(MORE) + 1)
    for more in combinations(MORE, size)
}


def insert_messages(connection: Connection, fresh: Sequence[tuple[Message, bytes]]) -> None:
    """Write new messages of people, each with the digest of what was sent."""
    rows: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for message, digest in fresh:
        more: tuple[str, ...] = ()
        row: tuple[Any, ...] = (
            message.chat_id,
            message.seq,
            message.id,
            message.sender_id,
            message.sent_at,
            message.text,
            digest,
            message.rev,
        )
        if message.reply_to is not None:
            more, row = ("reply_to",), (*row, message.reply_to)
        if message.mentions is not None:
            more, row = (*more, "mentions"), (*row, _json(message.mentions))
        if message.expires_at is not None:
            more, row = (*more, "expires_at"), (*row, message.expires_at)
        if message.forward is not None:
            more, row = (*more, "forward"), (*row, _json(message.forward))
        if message.poll is not None:
            more, row = (*more, "poll"), (*row, _json(message.poll))
        rows.setdefault(more, []).append(row)
    for more, of_kind in rows.items():
        _inserts[more].many(connection, of_kind)


def insert_service_message(connection: Connection, message: Message) -> None:
    """Write a new service message."""
    connection.execute(
        insert(messages).values(
            chat_id=message.chat_id,
            seq=message.seq,
            id=message.id,
            sender_id=message.sender_id,
            sent_at=message.sent_at,
            deleted=False,
            text="",
            service=msgspec.json.encode(message.service).decode(),
            rev=message.rev,
        )
    )


def find_place(connection: Connection, message_id: str) -> tuple[str, int] | None:
    """Find where a message stands, by chat and number; whether somebody may see it is asked there."""
    found = connection.execute(select(messages.c.chat_id, messages.c.seq).where(messages.c.id == message_id)).first()
    return None if found is None else (found.chat_id, found.seq)


def find_message(connection: Connection, chat_id: str, seq: int) -> Message | None:
    """Read a message, the tombstone of a deleted one included."""
    found = connection.execute(_one_message, {"in_chat": chat_id, "at_seq": seq}).all()
    return message_rows(chat_id, found)[0] if found else None


_here = messages.c.chat_id == bindparam("in_chat"), messages.c.seq == bindparam("at_seq")
_one_message = select(*columns).where(*_here)
_other_reactions = update(messages).where(*_here).values(reactions=bindparam("written"), rev=bindparam("new_rev"))


def update_text(
    connection: Connection,
    before: Message,
    *,
    text: str,
    mentions: Mentions | None,
    preview: LinkPreview | None,
    edited_at: int,
    rev: int,
) -> bool:
    """Give a message another text; False if it is no longer as it was before."""
    same = messages.c.edited_at.is_not_distinct_from(before.edited_at), messages.c.deleted.is_(False)
    changed = connection.execute(
        update(messages)
        .where(messages.c.chat_id == before.chat_id, messages.c.seq == before.seq, *same)
        .values(text=text, mentions=_json(mentions), preview=_json(preview), edited_at=edited_at, rev=rev)
    )
    return changed.rowcount == 1


def _json(part: Mentions | Forward | LinkPreview | Poll | None) -> str | None:
    return None if part is None else msgspec.json.encode(part).decode()


def update_reactions(
    connection: Connection, chat_id: str, seq: int, *, reactions: tuple[Reaction, ...], rev: int
) -> None:
    """Give a message other reactions; none is not the same as never any, so that its change is found."""
    written = msgspec.json.encode(reactions).decode()
    connection.execute(_other_reactions, {"in_chat": chat_id, "at_seq": seq, "written": written, "new_rev": rev})


def update_poll(connection: Connection, chat_id: str, seq: int, *, poll: Poll, rev: int) -> None:
    """Let a message tell of its poll as it is now."""
    connection.execute(
        update(messages).where(messages.c.chat_id == chat_id, messages.c.seq == seq).values(poll=_json(poll), rev=rev)
    )


def update_preview(connection: Connection, chat_id: str, seq: int, preview: LinkPreview, *, rev: int) -> None:
    """Let a message show what its link leads to."""
    connection.execute(
        update(messages)
        .where(messages.c.chat_id == chat_id, messages.c.seq == seq)
        .values(preview=_json(preview), rev=rev)
    )


EMPTY: Final[dict[str, Any]] = {
    "text": "",
    "reply_to": None,
    "edited_at": None,
    "fingerprint": None,
    "reactions": None,
    "mentions": None,
    "forward": None,
    "poll": None,
    "comments": None,
    "preview": None,
    "expires_at": None,
    "deleted": True,
}
"""The columns of a tombstone."""


def erase(connection: Connection, chat_id: str, *seqs: int, rev: int) -> None:
    """Turn messages into their tombstones: no content, no digest of it."""
    connection.execute(
        update(messages).where(messages.c.chat_id == chat_id, messages.c.seq.in_(seqs)).values(**EMPTY, rev=rev)
    )


def erase_before(connection: Connection, chat_id: str, seq: int) -> None:
    """Turn what stands before a message into tombstones; their ids still tell a repeat from a new message."""
    connection.execute(
        update(messages)
        .where(messages.c.chat_id == chat_id, messages.c.seq < seq, messages.c.deleted.is_(False))
        .values(**EMPTY, service=None)
    )


def delete_all(connection: Connection, chat_id: str) -> None:
    """Remove every message of a deleted chat, and what is known of its people's pace."""
    connection.execute(delete(messages).where(messages.c.chat_id == chat_id))
    connection.execute(delete(paces).where(paces.c.chat_id == chat_id))


def find_expired(connection: Connection, chat_id: str, now: int, limit: int) -> list[Message]:
    """Read messages whose time is over, the longest over first."""
    over = messages.c.chat_id == chat_id, messages.c.expires_at <= now
    found = connection.execute(select(*columns).where(*over).order_by(messages.c.expires_at).limit(limit)).all()
    return message_rows(chat_id, found)


def next_expiry(connection: Connection, chat_id: str) -> int | None:
    """Find when the time of a chat's message is over next."""
    found: int | None = connection.execute(
        select(func.min(messages.c.expires_at)).where(messages.c.chat_id == chat_id, messages.c.expires_at.is_not(None))
    ).scalar()
    return found
