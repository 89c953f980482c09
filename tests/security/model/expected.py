"""What people may do and see in chats, told anew: each stay in a chat begins at a message's number and has an end.

Nothing here is the server's own code: commands go in as they are sent, and out comes a refusal's code or what is seen.
"""

from __future__ import annotations

from functools import singledispatchmethod
from typing import Any

from molva.protocol.commands import (
    AddMember,
    AnswerAddRequest,
    AnswerJoinRequest,
    BanPerson,
    BlockPerson,
    ChangeAccount,
    ChangeChat,
    ChangeChatSettings,
    ChangeRights,
    ChangeRole,
    CreateChatInvite,
    CreateGroup,
    DeleteChat,
    DeleteFolder,
    DeleteMessage,
    EditMessage,
    ForwardMessages,
    JoinChat,
    LeaveChat,
    LiftBan,
    MarkChat,
    OrderFolders,
    OrderPinnedChats,
    PinMessage,
    React,
    RemoveContact,
    RemoveMember,
    ReportPerson,
    RevokeChatInvite,
    SaveContact,
    SaveDraft,
    SaveFolder,
    SendMessage,
    SignalTyping,
    TransferChat,
    UnblockPerson,
    UnpinAllMessages,
    UnpinMessage,
    WithdrawJoinRequest,
)
from molva.protocol.rows import ChatRole, Circle
from tests.security.model.adding import Adding
from tests.security.model.joining import HOUR_MS
from tests.security.model.private import Filed
from tests.security.model.room import RANKS, RIGHTS, Room, refuse

EDIT_WINDOW_MS = 48 * HOUR_MS


class Expected(Adding):
    """What each command does to the chats."""

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
        if command.ask_before_adding is not None:
            self.careful = self.careful | {user} if command.ask_before_adding else self.careful - {user}

    @do.register
    def _(self, command: CreateGroup, user: str, now: int) -> None:
        for other in {*command.user_ids} - {user}:
            self.require_let_in("adding_not_accepted", 1, user, other)
        room = Room(group=True, shared=command.history_shared, channel=command.channel, name=command.name)
        self.rooms[command.chat_id] = room
        room.let_in(user, ChatRole.OWNER)
        for other in {*command.user_ids} - {user}:
            if other in self.careful:
                self.ask(command.chat_id, other, user, now)
            else:
                room.let_in(other)
        room.tell(user, now)

    @do.register
    def _(self, command: ChangeChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, room.rights["who_changes"])
        room.shared = room.shared if command.history_shared is None else command.history_shared

    @do.register
    def _(self, command: DeleteChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.OWNER)
        refuse("general_chat", room.general)
        self.end_room(command.chat_id)

    @do.register
    def _(self, command: AddMember, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, room.rights["who_adds"])
        refuse("already_a_member", command.user_id in room.people())
        self.require_let_in("adding_not_accepted", 1, user, command.user_id)
        if command.user_id in self.careful:
            self.ask(command.chat_id, command.user_id, user, now)
            return
        self.let_in(command.chat_id, command.user_id).tell_of_people(user, now)

    @do.register
    def _(self, command: RemoveMember, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.ADMIN)
        other = room.person(command.user_id)
        refuse("general_chat", room.general)
        refuse("rights_missing", RANKS.index(other.role) >= RANKS.index(stay.role))
        other.over = True
        self.removed.add((command.chat_id, command.user_id))
        room.tell_of_people(user, now)

    @do.register
    def _(self, command: ChangeRole, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.OWNER)
        other = room.person(command.user_id)
        refuse("last_owner", room.is_last_owner(other) and command.role is not ChatRole.OWNER)
        other.role = command.role

    @do.register
    def _(self, command: ChangeRights, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.change_rights(stay, {right: role for right in RIGHTS if (role := getattr(command, right)) is not None})

    @do.register
    def _(self, command: TransferChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.OWNER)
        refuse("oneself", command.user_id == user)
        room.person(command.user_id).role, stay.role = ChatRole.OWNER, ChatRole.ADMIN
        room.tell(user, now)

    @do.register
    def _(self, command: SignalTyping, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require_right(stay, "who_writes")

    @do.register
    def _(self, command: LeaveChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        refuse("not_a_group", not room.group)
        refuse("general_chat", room.general)
        if len(room.people()) == 1:
            self.end_room(command.chat_id)
            return
        refuse("last_owner", room.is_last_owner(stay))
        stay.over = True
        room.tell_of_people(user, now)

    @do.register
    def _(self, command: SendMessage, user: str, now: int) -> None:
        room = self.require_writer(user, command.chat_id, now)
        if command.reply_to is not None:
            self.entry(user, command.chat_id, command.reply_to)
        room.tell(user, now, command.id, command.text, command.reply_to)
        room.entries[-1].meant = room.meant(self.names, user, command.text)

    @do.register
    def _(self, command: ForwardMessages, user: str, now: int) -> None:
        self.stay(user, command.chat_id)
        entries = [self.entry(user, command.from_chat_id, copy.seq)[2] for copy in command.messages]
        refuse("message_deleted", any(entry.deleted for entry in entries))
        refuse("message_stays", not all(entry.id for entry in entries))
        room = self.require_writer(user, command.chat_id, now)
        for entry, copy in zip(entries, command.messages, strict=True):
            room.tell(user, now, copy.id, entry.text)
            room.entries[-1].author = (entry.author or entry.sender) if command.show_author else ""

    @do.register
    def _(self, command: EditMessage, user: str, now: int) -> None:
        room, stay, entry = self.entry(user, command.chat_id, command.seq)
        refuse("rights_missing", entry.sender != user or not entry.id or entry.author != "")
        refuse("message_deleted", entry.deleted)
        refuse("edit_too_late", now - entry.sent_at > EDIT_WINDOW_MS)
        refuse("sending_banned", self.banned.get(user, 0) > now)
        room.require_right(stay, "who_writes")
        self.require_open(room, user)
        changed = entry.edited_at or 0
        refuse("message_changed", command.known_edited_at not in (None, changed))
        if room.group:
            entry.earlier.append(entry.text)
        entry.text, entry.edited_at = command.text, max(now, changed + 1)
        entry.meant = room.meant(self.names, user, command.text)

    @do.register
    def _(self, command: DeleteMessage, user: str, now: int) -> None:
        room, stay, entry = self.entry(user, command.chat_id, command.seq)
        mine = entry.sender == user and entry.id != ""
        refuse("rights_missing", not mine and (not room.group or stay.role is ChatRole.MEMBER))
        entry.text, entry.reply_to, entry.edited_at, entry.deleted = "", None, None, True
        entry.pinned, entry.meant, entry.author = False, frozenset(), ""
        entry.reactions.clear()
        entry.earlier.clear()

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
        room.require_right(stay, "who_pins")
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
        room.require_right(stay, "who_pins")
        self.entry(user, command.chat_id, command.seq)[2].pinned = False

    @do.register
    def _(self, command: UnpinAllMessages, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require_right(stay, "who_pins")
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

    @do.register
    def _(self, command: CreateChatInvite, user: str, now: int) -> None:
        self.make_link(command, user)

    @do.register
    def _(self, command: RevokeChatInvite, user: str, now: int) -> None:
        self.revoke_link(command, user)

    @do.register
    def _(self, command: JoinChat, user: str, now: int) -> None:
        self.join(command, user, now)

    @do.register
    def _(self, command: WithdrawJoinRequest, user: str, now: int) -> None:
        self.withdraw(command, user)

    @do.register
    def _(self, command: AnswerJoinRequest, user: str, now: int) -> None:
        self.answer(command, user, now)

    @do.register
    def _(self, command: AnswerAddRequest, user: str, now: int) -> None:
        self.answer_asking(command, user, now)

    @do.register
    def _(self, command: ReportPerson, user: str, now: int) -> None:
        self.report(command, user, now)

    @do.register
    def _(self, command: BanPerson, user: str, now: int) -> None:
        self.ban(command, user, now)

    @do.register
    def _(self, command: LiftBan, user: str, now: int) -> None:
        self.lift(command, user, now)
