"""The replica: every row that a client has; of two copies of a row the one with the higher revision holds."""

from collections.abc import Iterator
from typing import NamedTuple

from molva.client.chat_rows import ChatRows
from molva.protocol.commands import History
from molva.protocol.frames import Rows
from molva.protocol.rows import (
    MESSAGE_ROWS,
    Account,
    AddRequest,
    AnyRow,
    Chat,
    ChatSettings,
    Contact,
    Draft,
    Folder,
    HiddenMessage,
    JoinRequest,
    Mark,
    Member,
    Membership,
    Message,
    Pin,
    ScheduledMessage,
    Vote,
    chat_scope,
    marks_scope,
)

KEPT_MESSAGES = 2_000
"""Messages kept of each chat; older ones are dropped from the old end and can be read from the history again."""


class Change(NamedTuple):
    """A row that is new to the replica, and what was there before."""

    row: AnyRow
    before: AnyRow | None


class Replica:
    """A partial copy of the server's tables, kept by `rows` frames alone; no I/O, no clock."""

    def __init__(self, *, keep_messages: int = KEPT_MESSAGES) -> None:
        self.epoch = ""
        self.user_id = ""
        self.revs: dict[str, int] = {}
        self.account: Account | None = None
        self.contacts: dict[str, Contact] = {}
        """By the other person, those taken away included."""
        self.join_requests: dict[tuple[str, str], JoinRequest] = {}
        """By group and person, closed ones included: the user's own, and those that the user may answer."""
        self.add_requests: dict[str, AddRequest] = {}
        """By the group that asks the user whether they want to be added, closed ones included."""
        self.memberships: dict[str, Membership] = {}
        self.drafts: dict[str, Draft] = {}
        self.hidden: dict[str, dict[int, HiddenMessage]] = {}
        """What the user has deleted for themselves, by chat and number; the message itself may be here all the same."""
        self.votes: dict[str, dict[int, Vote]] = {}
        """What the user has chosen in polls, by chat and number, taken back ones included."""
        self.settings: dict[str, ChatSettings] = {}
        self.folders: dict[str, Folder] = {}
        self.scheduled: dict[str, ScheduledMessage] = {}
        """By id, those that were sent or taken back included."""
        self.chats: dict[str, ChatRows] = {}
        self.keep_messages = keep_messages
        """How many of each chat; may be raised for somebody who reads back."""

    def reset(self, *, epoch: str = "", user_id: str = "") -> None:
        """Forget everything: another database, or another user."""
        self.epoch, self.user_id = epoch, user_id
        self.revs.clear()
        self.account = None
        self.contacts.clear()
        self.join_requests.clear()
        self.add_requests.clear()
        self.memberships.clear()
        self.drafts.clear()
        self.hidden.clear()
        self.votes.clear()
        self.settings.clear()
        self.folders.clear()
        self.scheduled.clear()
        self.chats.clear()

    def rev(self, scope: str) -> int:
        """Revision up to which every change of the scope is here; 0 for an unknown one."""
        return self.revs.get(scope, 0)

    def left(self, chat_id: str) -> bool:
        """Tell whether the user is known to have left the chat."""
        membership = self.memberships.get(chat_id)
        return membership is not None and membership.left

    def apply(self, frame: Rows) -> list[Change]:
        """Take a frame that joins on what is here: `frame.after` is not above the scope's revision.

        A repeat, and rows of a chat that was left, change nothing.

        Raises:
            ValueError: the frame leaves a gap.
        """
        known = self.rev(frame.scope)
        if frame.after > known:
            raise ValueError(f"{frame.scope}: rows after {frame.after} do not join on revision {known}")
        kind, _, key = frame.scope.partition(":")
        if frame.rev <= known or (kind in ("chat", "marks") and self.left(key)):
            return []
        if frame.hole:
            membership = self.memberships.get(key)
            self._of(key).forget_older(frame, membership.read_seq if membership else 0)
        self.revs[frame.scope] = frame.rev
        changes = [change for row in frame.rows if (change := self._put(row)) is not None]
        if kind == "chat":
            self._trim(key)
        return changes

    def remember(self, chat_id: str, history: History) -> list[Change]:
        """Keep what was read from the history, unless it may be older than what was dropped from here meanwhile."""
        rows = self.chats.get(chat_id)
        if rows is None or history.rev < rows.floor:
            return []
        found: list[AnyRow] = [*history.members, *history.messages, *history.quoted]
        changes = [change for row in found if (change := self._put(row)) is not None]
        self._trim(chat_id)
        return changes

    def unread(self, chat_id: str) -> int:
        """Count the messages of others after the own read mark; exact where those messages are here."""
        rows, membership = self.chats.get(chat_id), self.memberships.get(chat_id)
        if rows is None or membership is None:
            return 0
        read = max(membership.read_seq, membership.from_seq - 1)
        here = sum(1 for seq, row in rows.messages.items() if seq > read and self._counts(row))
        if read >= rows.told_at_seq or all(seq in rows.messages for seq in range(read + 1, rows.last_seq + 1)):
            return here
        newer = sum(1 for seq, row in rows.messages.items() if seq > rows.told_at_seq and self._counts(row))
        return max(here, rows.unread_told + newer - max(0, read - rows.told_at_read))

    def mentions_me(self, message: Message) -> bool:
        """Tell whether a message of somebody else means the user, by name or with everybody."""
        found = message.mentions
        named = found is not None and (found.everybody or self.user_id in found.user_ids)
        return named and self._counts(message)

    def unread_mentions(self, chat_id: str) -> list[int]:
        """List the places of the messages after the own read mark that mention the user, in order."""
        rows, membership = self.chats.get(chat_id), self.memberships.get(chat_id)
        if rows is None or membership is None:
            return []
        read = max(membership.read_seq, membership.from_seq - 1)
        hidden = self.hidden.get(chat_id, {})
        told = {seq for seq in rows.mentions_told if seq not in rows.messages and seq not in hidden}
        here = {seq for seq, row in rows.messages.items() if self.mentions_me(row)}
        return sorted(seq for seq in told | here if seq > read)

    def rows(self) -> Iterator[AnyRow]:
        """Every row, chats in no particular order."""
        if self.account is not None:
            yield self.account
        yield from self.contacts.values()
        yield from self.join_requests.values()
        yield from self.add_requests.values()
        yield from self.memberships.values()
        yield from self.drafts.values()
        for hidden in self.hidden.values():
            yield from hidden.values()
        for votes in self.votes.values():
            yield from votes.values()
        yield from self.settings.values()
        yield from self.folders.values()
        yield from self.scheduled.values()
        for rows in self.chats.values():
            if rows.chat is not None:
                yield rows.chat
            yield from rows.members.values()
            yield from rows.messages.values()
            yield from rows.marks.values()
            yield from rows.pins.values()

    def _put(self, row: AnyRow) -> Change | None:
        """Keep the row if it is newer than the copy that is here."""
        if isinstance(row, MESSAGE_ROWS) and row.seq < self._from_seq(row.chat_id):
            return None
        before = self._find(row)
        if before is not None and before.rev >= row.rev:
            return None
        match row:
            case Account():
                self.account = row
            case Contact():
                self.contacts[row.user_id] = row
            case JoinRequest():
                self.join_requests[row.chat_id, row.user_id] = row
            case AddRequest():
                self.add_requests[row.chat_id] = row
            case Membership():
                self.memberships[row.chat_id] = row
                self._follow(row)
            case Draft():
                self.drafts[row.chat_id] = row
            case ChatSettings():
                self.settings[row.chat_id] = row
            case Folder():
                self.folders[row.id] = row
            case ScheduledMessage():
                self.scheduled[row.id] = row
            case Chat():
                self._of(row.id).chat = row
                if row.deleted:
                    self._of(row.id).messages.clear()
                    self._of(row.id).pins.clear()
            case Member():
                self._of(row.chat_id).members[row.user_id] = row
            case HiddenMessage():
                self.hidden.setdefault(row.chat_id, {})[row.seq] = row
            case Vote():
                self.votes.setdefault(row.chat_id, {})[row.seq] = row
            case Message():
                rows = self._of(row.chat_id)
                rows.messages[row.seq] = row
                rows.last_seq = max(rows.last_seq, row.seq)
                if row.deleted:
                    self.votes.get(row.chat_id, {}).pop(row.seq, None)
            case Pin():
                self._of(row.chat_id).pins[row.seq] = row
            case Mark():
                self._of(row.chat_id).marks[row.user_id] = row
        return Change(row, before)

    def _find(self, row: AnyRow) -> AnyRow | None:
        """The copy that is here of the same row."""
        match row:
            case Account():
                return self.account
            case Contact():
                return self.contacts.get(row.user_id)
            case JoinRequest():
                return self.join_requests.get((row.chat_id, row.user_id))
            case AddRequest():
                return self.add_requests.get(row.chat_id)
            case Membership():
                return self.memberships.get(row.chat_id)
            case Draft():
                return self.drafts.get(row.chat_id)
            case ChatSettings():
                return self.settings.get(row.chat_id)
            case Folder():
                return self.folders.get(row.id)
            case ScheduledMessage():
                return self.scheduled.get(row.id)
            case Chat():
                return self._of(row.id).chat
            case Member():
                return self._of(row.chat_id).members.get(row.user_id)
            case HiddenMessage():
                return self.hidden.get(row.chat_id, {}).get(row.seq)
            case Vote():
                return self.votes.get(row.chat_id, {}).get(row.seq)
            case Message():
                return self._of(row.chat_id).messages.get(row.seq)
            case Pin():
                return self._of(row.chat_id).pins.get(row.seq)
            case Mark():
                return self._of(row.chat_id).marks.get(row.user_id)

    def _of(self, chat_id: str) -> ChatRows:
        return self.chats.setdefault(chat_id, ChatRows())

    def _from_seq(self, chat_id: str) -> int:
        membership = self.memberships.get(chat_id)
        return 1 if membership is None else membership.from_seq

    def _follow(self, membership: Membership) -> None:
        """Drop what the membership no longer shows."""
        chat_id = membership.chat_id
        if membership.left:
            self.chats.pop(chat_id, None)
            self.hidden.pop(chat_id, None)
            self.votes.pop(chat_id, None)
            self.revs.pop(chat_scope(chat_id), None)
            self.revs.pop(marks_scope(chat_id), None)
        elif chat_id in self.chats:
            chat = self.chats[chat_id]
            own = self.hidden.get(chat_id, {}), self.votes.get(chat_id, {})
            for rows in (chat.messages, chat.pins, *own):
                for seq in [seq for seq in rows if seq < membership.from_seq]:
                    del rows[seq]
            if chat.last_seq < membership.from_seq:
                chat.last_seq = 0

    def _trim(self, chat_id: str) -> None:
        rows = self.chats.get(chat_id)
        if rows is not None:
            rows.trim(self.keep_messages, self.rev(chat_scope(chat_id)))

    def _counts(self, message: Message) -> bool:
        hidden = message.seq in self.hidden.get(message.chat_id, {})
        return not (hidden or message.deleted or message.sender_id == self.user_id or message.service is not None)
