"""The rows of an open chat: which messages there are, and what of each is to be drawn; no Tk."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from molva.client.chat_rows import ChatRows
from molva.client.outgoing import Unsent
from molva.client.replica import Replica
from molva.desktop.lines import Chip, Line, Quote
from molva.desktop.persons import hue, initials
from molva.protocol.rows import ChatKind, Message
from molva.words import (
    Sentences,
    Tick,
    clock_time,
    day_name,
    explain,
    person_name,
    preview,
    printable,
    service_line,
    shown_name,
    tick_of,
)
from molva.words.poll_lines import NO_BALLOTS, Ballots, PollLine, poll_line

GROUP_MILLIS: Final = 5 * 60 * 1000
"""Messages of one person within this time stand together."""

QUOTED_LETTERS: Final = 120


class TimelineRows:
    """An open chat as a sequence of lines, each made when it is asked for.

    Args:
        ballots: what is ticked in polls, or on its way.
        unread_after: the message after which the line "new messages" stands; None for no such line.
        now: milliseconds since the epoch.
    """

    def __init__(
        self,
        words: Sentences,
        new_messages: str,
        replica: Replica,
        chat_id: str,
        waiting: Sequence[Unsent],
        *,
        ballots: Ballots = NO_BALLOTS,
        unread_after: int | None,
        now: int,
    ) -> None:
        self._words = words
        self._new_messages = new_messages
        self._replica = replica
        self._chat_id = chat_id
        self._rows = replica.chats.get(chat_id, ChatRows())
        self._waiting = waiting
        self._ballots = ballots
        self._unread_after = unread_after
        self._now = now
        self._seqs = shown_seqs(replica, chat_id)
        self._first_unread = None
        if unread_after is not None:
            at = bisect_left(self._seqs, unread_after + 1)
            self._first_unread = self._seqs[at] if at < len(self._seqs) else None
        chat = self._rows.chat
        self._alone = chat is not None and chat.kind in (ChatKind.DIRECT, ChatKind.SAVED)
        self._channel = chat is not None and chat.kind is ChatKind.CHANNEL

    def __len__(self) -> int:
        return len(self._seqs) + len(self._waiting)

    @property
    def oldest(self) -> int | None:
        """The first message that is here."""
        return self._seqs[0] if self._seqs else None

    @property
    def first_unread(self) -> int | None:
        """Where the new messages begin."""
        return None if self._first_unread is None else self.index_of(self._first_unread)

    def index_of(self, seq: int) -> int | None:
        """Where a message stands."""
        at = bisect_left(self._seqs, seq)
        return at if at < len(self._seqs) and self._seqs[at] == seq else None

    def message(self, seq: int) -> Message | None:
        """The message itself."""
        return self._rows.messages.get(seq)

    def key(self, index: int) -> str:
        """The key of the line at an index, without making the line."""
        if index < len(self._seqs):
            return str(self._seqs[index])
        return self._waiting[index - len(self._seqs)].command.id

    def line(self, index: int) -> Line:
        """Make a line."""
        if index >= len(self._seqs):
            return self._waiting_line(index)
        message = self._rows.messages[self._seqs[index]]
        before = self._rows.messages[self._seqs[index - 1]] if index else None
        after = self._rows.messages[self._seqs[index + 1]] if index + 1 < len(self._seqs) else None
        day = self._day_between(before.sent_at if before else None, message.sent_at)
        unread = self._new_messages if message.seq == self._first_unread else ""
        if message.service is not None and not message.deleted:
            service = service_line(self._words, self._replica, message, message.service)
            return Line(key=str(message.seq), day=day, unread=unread, service=service, seq=message.seq)
        own = message.sender_id == self._replica.user_id
        first = bool(day or unread) or before is None or not _together(before, message)
        last = after is None or not _together(message, after) or self._begins(message, after)
        named = not own and not self._alone
        name = shown_name(self._words, self._replica, self._chat_id, message.sender_id) if named else ""
        return Line(
            key=str(message.seq),
            day=day,
            unread=unread,
            seq=message.seq,
            own=own,
            name=name if first else "",
            hue=hue(message.sender_id),
            initials=initials(name) if last else "",
            indented=named,
            first=first,
            last=last,
            text=self._words.deleted if message.deleted else printable(message.text, lines=True),
            gone=message.deleted,
            quote=self._quote(message.reply_to) if not message.deleted else None,
            above=self._forwarded(message),
            poll=self._poll(message),
            below=_below(message),
            meta=self._meta(message),
            tick=tick_of(self._replica, message) if own and not message.deleted and not self._channel else None,
            chips=self._chips(message),
            meant=self._replica.mentions_me(message),
        )

    def _waiting_line(self, index: int) -> Line:
        place = index - len(self._seqs)
        waiting = self._waiting[place]
        if place:
            before: int | None = self._waiting[place - 1].written_at
        else:
            before = self._rows.messages[self._seqs[-1]].sent_at if self._seqs else None
        return Line(
            key=waiting.command.id,
            day=self._day_between(before, waiting.written_at),
            own=True,
            first=place == 0,
            last=place == len(self._waiting) - 1,
            text=printable(waiting.command.text, lines=True),
            quote=self._quote(waiting.command.reply_to),
            meta=clock_time(waiting.written_at),
            tick=Tick.FAILED if waiting.error else Tick.QUEUED,
            refused=explain(self._words, waiting.error) if waiting.error else "",
        )

    def _day_between(self, before: int | None, at: int) -> str:
        name = day_name(self._words, at, self._now)
        return "" if before is not None and day_name(self._words, before, self._now) == name else name

    def _begins(self, message: Message, after: Message) -> bool:
        """Tell whether something is drawn between two messages."""
        return after.seq == self._first_unread or bool(self._day_between(message.sent_at, after.sent_at))

    def _quote(self, seq: int | None) -> Quote | None:
        if seq is None:
            return None
        message = self._rows.messages.get(seq)
        if message is None:
            return Quote(seq, "", 0, "…")
        name = shown_name(self._words, self._replica, self._chat_id, message.sender_id)
        if message.sender_id == self._replica.user_id:
            name = self._words.you
        text = preview(self._words, self._replica, message)
        return Quote(seq, name, hue(message.sender_id), text[:QUOTED_LETTERS])

    def _poll(self, message: Message) -> PollLine | None:
        if message.poll is None or message.deleted:
            return None
        return poll_line(self._words, self._replica, message, message.poll, self._ballots, self._now)

    def _forwarded(self, message: Message) -> str:
        if message.forward is None or message.deleted:
            return ""
        return self._words.forwarded.format(name=person_name(self._words, message.forward.name))

    def _meta(self, message: Message) -> str:
        edited = message.edited_at is not None and not message.deleted
        return f"{self._words.edited} {clock_time(message.sent_at)}" if edited else clock_time(message.sent_at)

    def _chips(self, message: Message) -> tuple[Chip, ...]:
        me = self._replica.user_id
        return tuple(Chip(printable(each.emoji), each.count, me in each.user_ids) for each in message.reactions)


def shown_seqs(replica: Replica, chat_id: str) -> list[int]:
    """The messages from the newest back to the first one that is not here, without those hidden, in order."""
    rows = replica.chats.get(chat_id)
    if rows is None:
        return []
    hidden = replica.hidden.get(chat_id, {})
    found: list[int] = []
    seq = rows.last_seq
    while seq in rows.messages or seq in hidden:
        if seq not in hidden:
            found.append(seq)
        seq -= 1
    return found[::-1]


def _together(one: Message, other: Message) -> bool:
    near = other.sent_at - one.sent_at < GROUP_MILLIS
    return one.sender_id == other.sender_id and near and one.service is None and other.service is None


def _below(message: Message) -> tuple[str, ...]:
    if message.deleted or message.preview is None:
        return ()
    return (f"{printable(message.preview.site)} · {printable(message.preview.title)}",)
