"""What people may do and see in chats, told anew: each stay in a chat begins at a message's number and has an end.

Nothing here is the server's own code: commands go in as they are sent, and out comes a refusal's code or what is seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import singledispatchmethod
from typing import Any

from molva.protocol.commands import (
    AddMember,
    BlockPerson,
    ChangeAccount,
    ChangeChat,
    ChangeChatSettings,
    ChangeRole,
    CreateGroup,
    DeleteChat,
    DeleteFolder,
    DeleteMessage,
    EditMessage,
    GetHistory,
    LeaveChat,
    MarkChat,
    OrderFolders,
    OrderPinnedChats,
    PinMessage,
    React,
    RemoveContact,
    RemoveMember,
    SaveContact,
    SaveDraft,
    SaveFolder,
    SendMessage,
    UnblockPerson,
    UnpinAllMessages,
    UnpinMessage,
)
from molva.protocol.rows import ChatRole, Circle
from tests.security.model.private import Filed, Private
from tests.security.model.room import RANKS, Entry, Refused, Room, Seen, Stay, refuse


class Expected:
    """All chats, and what each command does to them."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.names: dict[str, str] = {}
        """Everybody's user id by username."""
        self.private: defaultdict[str, Private] = defaultdict(Private)
        self.blocks: set[tuple[str, str]] = set()
        """Who has blocked whom."""
        self.saved: set[tuple[str, str]] = set()
        """Who has whom in their contacts."""
        self.rules: dict[str, tuple[Circle, Circle]] = {}
        """Who may write to somebody first, and who may add them."""

    def stay(self, user: str, chat_id: str) -> tuple[Room, Stay]:
        """Find somebody's place. Raises Refused: they are not in the chat now, or there is none."""
        room = self.rooms.get(chat_id)
        stay = room.people().get(user) if room else None
        if room is None or stay is None:
            raise Refused("chat_not_found")
        return room, stay

    def entry(self, user: str, chat_id: str, seq: int) -> tuple[Room, Stay, Entry]:
        """Find a message that somebody may see. Raises Refused."""
        room, stay = self.stay(user, chat_id)
        if not stay.first <= seq <= len(room.entries):
            raise Refused("message_not_found")
        return room, stay, room.entries[seq - 1]

    def sight(self, user: str) -> dict[str, dict[int, Seen]]:
        """Everything that somebody may see: messages by chat and number."""
        stays = {chat_id: room.people().get(user) for chat_id, room in self.rooms.items()}
        return {
            chat_id: {each.seq: each.seen() for each in self.rooms[chat_id].entries[stay.first - 1 :]}
            for chat_id, stay in stays.items()
            if stay is not None
        }

    def words(self, user: str) -> str:
        """Everything that somebody may read: in chats, and of their own."""
        return f"{self.sight(user)} {self.private[user]}"

    def forget_left(self) -> None:
        """Let nobody keep anything of a chat that they are not in any more."""
        for user, private in self.private.items():
            private.forget(user, self.rooms)

    def unread(self, user: str, chat_id: str) -> int:
        """Count what others wrote since somebody read. Raises Refused."""
        room, stay = self.stay(user, chat_id)
        later = room.entries[max(stay.first - 1, stay.read) :]
        return sum(each.sender != user and each.id != "" and not each.deleted for each in later)

    def mentions(self, user: str, chat_id: str, *, unread: bool) -> list[int]:
        """Say which messages mean somebody, all or the unread. Raises Refused."""
        room, stay = self.stay(user, chat_id)
        later = room.entries[max(stay.first - 1, stay.read if unread else 0) :]
        return [each.seq for each in later if each.means(user)]

    def page(self, user: str, asked: GetHistory) -> list[int]:
        """Say which messages a page of history has. Raises Refused."""
        room, stay = self.stay(user, asked.chat_id)
        seen = room.entries[stay.first - 1 :]
        seqs = [each.seq for each in seen]
        around = asked.around
        if asked.around_id is not None:
            around = next((each.seq for each in seen if each.id == asked.around_id), None)
            refuse("message_not_found", around is None)
        elif asked.around_at is not None:
            later = [each.seq for each in seen if each.sent_at >= asked.around_at]
            around = (later or seqs[-1:] or [len(room.entries) + 1])[0]
        if around is not None:
            half = max(1, asked.limit // 2)
            from_there = [seq for seq in seqs if seq >= around][: asked.limit - half or 1]
            return [seq for seq in seqs if seq < around][-half:] + from_there
        if asked.after is not None:
            return [seq for seq in seqs if seq > asked.after][: asked.limit]
        return [seq for seq in seqs if asked.before is None or seq < asked.before][-asked.limit :]

    def require_let_in(self, code: str, which: int, user: str, other: str) -> None:
        """Ask a rule of somebody's. Raises Refused."""
        rule = self.rules.get(other, (Circle.EVERYBODY, Circle.EVERYBODY))[which]
        let_in = rule is Circle.EVERYBODY or (rule is Circle.CONTACTS and (other, user) in self.saved)
        refuse(code, (other, user) in self.blocks or not let_in)

    def require_open(self, room: Room, user: str) -> None:
        """Ask whether people say something to each other in a direct chat. Raises Refused."""
        for other in () if room.group else set(room.stays) - {user}:
            refuse("person_blocked", (user, other) in self.blocks)
            refuse("writing_not_accepted", (other, user) in self.blocks)

    def open(self, user: str, other: str) -> None:
        """Let somebody open a direct chat. Raises Refused."""
        pairs = [set(room.stays) for room in self.rooms.values() if not room.group]
        if user != other and {user, other} not in pairs:
            refuse("person_blocked", (user, other) in self.blocks)
            self.require_let_in("writing_not_accepted", 0, user, other)

    def pair(self, chat_id: str, users: Iterable[str]) -> None:
        """Take note of a direct chat, which the server names."""
        if chat_id not in self.rooms:
            room = self.rooms[chat_id] = Room(group=False)
            for user in users:
                room.let_in(user)

    @singledispatchmethod
    def do(self, command: Any, user: str, now: int) -> None:
        """Let somebody do something. Raises Refused, and then nothing has changed."""
        self.stay(user, command.chat_id)

    @do.register
    def _(self, command: SaveContact | RemoveContact, user: str, now: int) -> None:
        refuse("oneself", command.user_id == user)
        pair = {(user, command.user_id)}
        self.saved = self.saved | pair if isinstance(command, SaveContact) else self.saved - pair

    @do.register
    def _(self, command: BlockPerson | UnblockPerson, user: str, now: int) -> None:
        refuse("oneself", command.user_id == user)
        pair = {(user, command.user_id)}
        self.blocks = self.blocks | pair if isinstance(command, BlockPerson) else self.blocks - pair

    @do.register
    def _(self, command: ChangeAccount, user: str, now: int) -> None:
        write, add = self.rules.get(user, (Circle.EVERYBODY, Circle.EVERYBODY))
        self.rules[user] = (command.who_may_write or write, command.who_may_add or add)

    @do.register
    def _(self, command: CreateGroup, user: str, now: int) -> None:
        for other in {*command.user_ids} - {user}:
            self.require_let_in("adding_not_accepted", 1, user, other)
        room = self.rooms[command.chat_id] = Room(group=True, shared=command.history_shared)
        room.let_in(user, ChatRole.OWNER)
        for other in {*command.user_ids} - {user}:
            room.let_in(other)
        room.tell(user, now)

    @do.register
    def _(self, command: ChangeChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.ADMIN)
        room.shared = room.shared if command.history_shared is None else command.history_shared

    @do.register
    def _(self, command: DeleteChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.OWNER)
        refuse("general_chat", room.general)
        del self.rooms[command.chat_id]

    @do.register
    def _(self, command: AddMember, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.ADMIN)
        refuse("already_a_member", command.user_id in room.people())
        self.require_let_in("adding_not_accepted", 1, user, command.user_id)
        room.let_in(command.user_id)
        room.tell(user, now)

    @do.register
    def _(self, command: RemoveMember, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.ADMIN)
        other = room.person(command.user_id)
        refuse("general_chat", room.general)
        refuse("rights_missing", RANKS.index(other.role) >= RANKS.index(stay.role))
        other.over = True
        room.tell(user, now)

    @do.register
    def _(self, command: ChangeRole, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.OWNER)
        other = room.person(command.user_id)
        refuse("last_owner", room.is_last_owner(other) and command.role is not ChatRole.OWNER)
        other.role = command.role

    @do.register
    def _(self, command: LeaveChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        refuse("not_a_group", not room.group)
        refuse("general_chat", room.general)
        if len(room.people()) == 1:
            del self.rooms[command.chat_id]
            return
        refuse("last_owner", room.is_last_owner(stay))
        stay.over = True
        room.tell(user, now)

    @do.register
    def _(self, command: SendMessage, user: str, now: int) -> None:
        room, _ = self.stay(user, command.chat_id)
        self.require_open(room, user)
        if not room.group and not room.entries:
            for other in set(room.stays) - {user}:
                self.require_let_in("writing_not_accepted", 0, user, other)
        if command.reply_to is not None:
            self.entry(user, command.chat_id, command.reply_to)
        room.tell(user, now, command.id, command.text, command.reply_to)
        room.entries[-1].meant = room.meant(self.names, user, command.text)

    @do.register
    def _(self, command: EditMessage, user: str, now: int) -> None:
        room, _, entry = self.entry(user, command.chat_id, command.seq)
        refuse("rights_missing", entry.sender != user or not entry.id)
        refuse("message_deleted", entry.deleted)
        self.require_open(room, user)
        changed = entry.edited_at or 0
        refuse("message_changed", command.known_edited_at not in (None, changed))
        entry.text, entry.edited_at = command.text, max(now, changed + 1)
        entry.meant = room.meant(self.names, user, command.text)

    @do.register
    def _(self, command: DeleteMessage, user: str, now: int) -> None:
        room, stay, entry = self.entry(user, command.chat_id, command.seq)
        mine = entry.sender == user and entry.id != ""
        refuse("rights_missing", not mine and (not room.group or stay.role is ChatRole.MEMBER))
        entry.text, entry.reply_to, entry.edited_at, entry.deleted = "", None, None, True
        entry.pinned, entry.meant = False, frozenset()
        entry.reactions.clear()

    @do.register
    def _(self, command: React, user: str, now: int) -> None:
        room, _, entry = self.entry(user, command.chat_id, command.seq)
        self.require_open(room, user)
        refuse("message_deleted", entry.deleted)
        refuse("message_not_found", not entry.id)
        entry.reactions[user] = command.emoji

    @do.register
    def _(self, command: MarkChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        stay.read = max(stay.read, min(command.read_seq or 0, len(room.entries)))

    @do.register
    def _(self, command: PinMessage, user: str, now: int) -> None:
        room, stay, entry = self.entry(user, command.chat_id, command.seq)
        room.require_pinner(stay)
        self.require_open(room, user)
        refuse("message_deleted", entry.deleted)
        refuse("message_not_found", not entry.id)
        if not entry.pinned:
            entry.pinned = True
            # Whoever came later is not even told that there is such a message.
            if all(each.first <= command.seq for each in room.people().values()):
                room.tell(user, now)

    @do.register
    def _(self, command: UnpinMessage, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require_pinner(stay)
        self.entry(user, command.chat_id, command.seq)[2].pinned = False

    @do.register
    def _(self, command: UnpinAllMessages, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require_pinner(stay)
        for entry in room.pins(stay):
            entry.pinned = False

    @do.register
    def _(self, command: SaveDraft, user: str, now: int) -> None:
        self.stay(user, command.chat_id)
        written = command.text.strip() != ""
        if written and command.reply_to is not None:
            self.entry(user, command.chat_id, command.reply_to)
        drafts = self.private[user].drafts
        drafts.pop(command.chat_id, None)
        if written:
            drafts[command.chat_id] = (command.text, command.reply_to)

    @do.register
    def _(self, command: ChangeChatSettings, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        self.private[user].keep(command, len(room.entries), stay.read)

    @do.register
    def _(self, command: OrderPinnedChats, user: str, now: int) -> None:
        self.private[user].order(command.chat_ids)

    @do.register
    def _(self, command: SaveFolder, user: str, now: int) -> None:
        self.private[user].file(Filed(command.folder_id, command.name, tuple(dict.fromkeys(command.chat_ids))))

    @do.register
    def _(self, command: DeleteFolder, user: str, now: int) -> None:
        mine = self.private[user]
        mine.folders = [each for each in mine.folders if each.id != command.folder_id]

    @do.register
    def _(self, command: OrderFolders, user: str, now: int) -> None:
        self.private[user].order_folders(command.folder_ids)
