"""What people keep for themselves alone: what they are writing, how they keep chats, their folders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from molva.protocol.commands import ChangeChatSettings
from molva.protocol.rows import AnyRow, ChatSettings, Draft, Folder, ScheduledMessage
from tests.security.model.room import Room


class Kept(NamedTuple):
    """How somebody keeps a chat, but for its place among the pinned ones."""

    muted_until: int = 0
    archived_seq: int | None = None
    unread_seq: int | None = None


class Planned(NamedTuple):
    """A message that is to be sent later."""

    chat_id: str
    text: str
    reply_to: int | None
    due_at: int
    failed: str | None = None
    """The refusal that it met at its moment."""


class Filed(NamedTuple):
    """A folder."""

    id: str
    name: str
    chat_ids: tuple[str, ...]


@dataclass
class Private:
    """Everything of one person; nobody else may ever see it or change it."""

    drafts: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    """Text and the number of the answered message, by chat."""
    kept: dict[str, Kept] = field(default_factory=dict)
    pinned: list[str] = field(default_factory=list)
    """The topmost first."""
    folders: list[Filed] = field(default_factory=list)
    hidden: set[tuple[str, int]] = field(default_factory=set)
    """Messages deleted for oneself, by chat and number; they stay so for whoever leaves and comes back."""
    planned: dict[str, Planned] = field(default_factory=dict)
    """Scheduled messages by id."""

    def keep(self, command: ChangeChatSettings, last: int, read: int) -> None:
        """Keep a chat in another way.

        Args:
            last: the number of its newest message.
            read: how far the person has read it.
        """
        chat_id = command.chat_id
        kept = self.kept.get(chat_id, Kept())
        if command.muted_until is not None:
            kept = kept._replace(muted_until=command.muted_until)
        if command.marked_unread is not None:
            kept = kept._replace(unread_seq=read if command.marked_unread else None)
        if command.archived is not None:
            kept = kept._replace(archived_seq=last if command.archived else None)
        anew = command.pinned and chat_id not in self.pinned
        if anew:
            self.pinned.insert(0, chat_id)
            kept = kept._replace(archived_seq=None)
        elif chat_id in self.pinned and (command.pinned is False or command.archived):
            self.pinned.remove(chat_id)
        self.kept[chat_id] = kept

    def order(self, chat_ids: tuple[str, ...]) -> None:
        """Put the pinned chats into an order; those that it leaves out stay above."""
        self.pinned.sort(key=lambda each: chat_ids.index(each) if each in chat_ids else -1)

    def file(self, folder: Filed) -> None:
        """Make a folder, which comes last, or change one."""
        at = next((at for at, each in enumerate(self.folders) if each.id == folder.id), None)
        if at is None:
            self.folders.append(folder)
        else:
            self.folders[at] = folder

    def order_folders(self, ids: tuple[str, ...]) -> None:
        """Put the folders into an order; those that it leaves out come after the others."""
        self.folders.sort(key=lambda each: ids.index(each.id) if each.id in ids else len(ids))

    def forget(self, user: str, rooms: dict[str, Room]) -> None:
        """Whoever is not in a chat any more keeps nothing of it, but for its id in folders."""
        for chat_id in {*self.drafts, *self.kept, *self.pinned}:
            if chat_id not in rooms or user not in rooms[chat_id].people():
                self.drafts.pop(chat_id, None)
                self.kept.pop(chat_id, None)
                self.pinned = [each for each in self.pinned if each != chat_id]

    def unplan(self, chat_id: str) -> None:
        """Whoever leaves a chat takes along what was to be said there; so does a chat that ends."""
        self.planned = {named: each for named, each in self.planned.items() if each.chat_id != chat_id}

    def check(self, rows: Iterable[AnyRow]) -> None:
        """Assert that these rows tell all of this and nothing else; rows without content tell nothing."""
        drafts: dict[str, tuple[str, int | None]] = {}
        kept: dict[str, Kept] = {}
        places: dict[str, int] = {}
        folders: list[Folder] = []
        planned: dict[str, Planned] = {}
        for row in rows:
            if isinstance(row, Draft) and row.text:
                drafts[row.chat_id] = (row.text, row.reply_to)
            elif isinstance(row, ChatSettings):
                kept[row.chat_id] = Kept(row.muted_until, row.archived_seq, row.unread_seq)
                if row.pinned is not None:
                    places[row.chat_id] = row.pinned
            elif isinstance(row, Folder) and not row.deleted:
                folders.append(row)
            elif isinstance(row, ScheduledMessage) and not row.deleted:
                planned[row.id] = Planned(row.chat_id, row.text, row.reply_to, row.due_at, row.failed)
        said = {chat_id: each for chat_id, each in kept.items() if each != Kept()}
        assert drafts == self.drafts
        assert planned == self.planned
        assert said == {chat_id: each for chat_id, each in self.kept.items() if each != Kept()}
        assert sorted(places, key=lambda each: places[each]) == self.pinned
        folders.sort(key=lambda row: row.position)
        assert [Filed(row.id, row.name, row.chat_ids) for row in folders] == self.folders
