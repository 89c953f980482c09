"""The rows of the chat list: which chats, in which order, and what each row tells; no Tk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from molva.client.outgoing import Outgoing
from molva.client.replica import Replica
from molva.desktop.persons import hue, initials
from molva.desktop.words import Words
from molva.protocol.rows import ChatKind, Message
from molva.words import Sentences, Tick, chat_name, preview, printable, short_time, shown_name, tick_of, typing_line

PREVIEWED_LETTERS = 200


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row; two that are equal look the same."""

    chat_id: str
    name: str
    hue: int
    initials: str
    text: str = ""
    time: str = ""
    tick: Tick | None = None
    unread: int = 0
    marked: bool = False
    """Marked as unread by the reader."""
    mentioned: bool = False
    muted: bool = False
    pinned: bool = False
    typing: bool = False
    """The text says who is writing."""


@dataclass(frozen=True, kw_only=True)
class EntryMaker:
    """What the rows are made of.

    Args:
        typing: who is writing now, by chat.
        now: milliseconds since the epoch.
    """

    sentences: Sentences
    words: Words
    replica: Replica
    outgoing: Outgoing
    typing: Mapping[str, Sequence[str]]
    now: int

    def entries(self, query: str = "") -> list[Entry]:
        """The rows in order: pinned chats first, then the one written to last. A query finds archived ones, too."""
        wanted = query.casefold().strip()
        places: list[tuple[tuple[int, int], Entry]] = []
        for chat_id in self.replica.chats:
            if not self.is_listed(chat_id) or (not wanted and self._archived(chat_id)):
                continue
            entry = self.entry(chat_id)
            if wanted in entry.name.casefold():
                places.append((self._place(chat_id), entry))
        return [entry for _, entry in sorted(places, key=lambda each: each[0])]

    def is_listed(self, chat_id: str) -> bool:
        """Tell whether the chat is one of the user's own; threads stand under their message."""
        rows = self.replica.chats.get(chat_id)
        chat = rows.chat if rows is not None else None
        shown = chat is not None and not chat.deleted and chat.kind is not ChatKind.THREAD
        return shown and chat_id in self.replica.memberships and not self.replica.left(chat_id)

    def unread(self) -> int:
        """Messages that nobody has muted and the user has not read, in all chats together."""
        listed = [chat_id for chat_id in self.replica.chats if self.is_listed(chat_id)]
        return sum(self.replica.unread(chat_id) for chat_id in listed if not is_muted(self.replica, chat_id, self.now))

    def entry(self, chat_id: str) -> Entry:
        """The row of a chat."""
        replica = self.replica
        name = chat_name(self.sentences, replica, chat_id)
        settings = replica.settings.get(chat_id)
        membership = replica.memberships.get(chat_id)
        marked = settings is not None and membership is not None and settings.unread_seq == membership.read_seq
        writing = typing_line(
            self.sentences,
            [shown_name(self.sentences, replica, chat_id, user_id) for user_id in self.typing.get(chat_id, ())],
            direct=self._is_direct(chat_id),
        )
        text, at, tick = self._newest(chat_id)
        return Entry(
            chat_id=chat_id,
            name=name,
            hue=hue(self.picture_id(chat_id)),
            initials=initials(name),
            text=writing or text[:PREVIEWED_LETTERS],
            time=short_time(self.sentences, at, self.now) if at else "",
            tick=tick,
            unread=replica.unread(chat_id),
            marked=marked,
            mentioned=bool(replica.unread_mentions(chat_id)),
            muted=is_muted(replica, chat_id, self.now),
            pinned=settings is not None and settings.pinned is not None,
            typing=bool(writing),
        )

    def picture_id(self, chat_id: str) -> str:
        """Whose colour a chat has: the other person's in a direct chat, else its own."""
        if not self._is_direct(chat_id):
            return chat_id
        members = self.replica.chats[chat_id].members
        return next((user_id for user_id in members if user_id != self.replica.user_id), chat_id)

    def _newest(self, chat_id: str) -> tuple[str, int, Tick | None]:
        """The latest words of a chat, their moment and how far they have come."""
        waiting = self.outgoing.of(chat_id)
        if waiting:
            last = waiting[-1]
            text = self.words.own_prefix.format(text=printable(" ".join(last.command.text.split())))
            return text, last.written_at, Tick.FAILED if last.error else Tick.QUEUED
        message = self._last_message(chat_id)
        if message is None:
            return "", 0, None
        text = preview(self.sentences, self.replica, message)
        if message.service is not None or message.deleted:
            return text, message.sent_at, None
        if message.sender_id == self.replica.user_id:
            own = self.words.own_prefix.format(text=text)
            return own, message.sent_at, tick_of(self.replica, message)
        if not self._is_direct(chat_id):
            text = f"{shown_name(self.sentences, self.replica, chat_id, message.sender_id)}: {text}"
        return text, message.sent_at, None

    def _last_message(self, chat_id: str) -> Message | None:
        rows, hidden = self.replica.chats[chat_id], self.replica.hidden.get(chat_id, {})
        seq = rows.last_seq
        while seq in hidden:
            seq -= 1
        return rows.messages.get(seq)

    def _place(self, chat_id: str) -> tuple[int, int]:
        settings = self.replica.settings.get(chat_id)
        pinned = settings.pinned if settings is not None and settings.pinned is not None else 1 << 60
        chat = self.replica.chats[chat_id].chat
        at = self._newest(chat_id)[1] or (chat.created_at if chat is not None else 0)
        return pinned, -at

    def _archived(self, chat_id: str) -> bool:
        settings = self.replica.settings.get(chat_id)
        if settings is None or settings.archived_seq is None:
            return False
        quiet = self.replica.chats[chat_id].last_seq <= settings.archived_seq
        return quiet or is_muted(self.replica, chat_id, self.now)

    def _is_direct(self, chat_id: str) -> bool:
        chat = self.replica.chats[chat_id].chat
        return chat is not None and chat.kind is ChatKind.DIRECT


def is_muted(replica: Replica, chat_id: str, now: int) -> bool:
    """Tell whether nothing of the chat is announced now."""
    settings = replica.settings.get(chat_id)
    return settings is not None and settings.muted_until > now
