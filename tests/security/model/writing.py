"""What people write, change, pin and answer with an emoji."""

from __future__ import annotations

from collections.abc import Collection

from molva.protocol.commands import (
    ChangeLifetime,
    ClearHistory,
    DeleteMessage,
    EditMessage,
    ForwardMessages,
    MarkChat,
    PinMessage,
    React,
    SendMessage,
    SignalTyping,
    UnpinAllMessages,
    UnpinMessage,
)
from molva.protocol.rows import ChatRole
from tests.security.model.joining import HOUR_MS
from tests.security.model.leading import Leading
from tests.security.model.room import EVERYBODY, Entry, Room, refuse
from tests.security.model.rules import rule_of

EDIT_WINDOW_MS = 48 * HOUR_MS


class Writing(Leading):
    """What people write, change, pin and answer with an emoji."""

    def say(self, room: Room, user: str, now: int, named: str, text: str, reply_to: int | None = None) -> Entry:
        """Add what somebody says; whoever comments follows from then on."""
        room.tell(user, now, named, text, reply_to)
        ruling = room if room.root is None else self.rooms[room.root[0]]
        if ruling.lifetime_s:
            room.entries[-1].expires_at = now + ruling.lifetime_s * 1000
        if room.root is not None and user not in room.commented:
            room.commented.add(user)
            room.people()[user].following = True
        return room.entries[-1]

    def call_into(self, room: Room, meant: Collection[str]) -> None:
        """Open a thread to those whom a comment means."""
        for user in meant if room.root is not None else ():
            if user == EVERYBODY:
                continue
            if user not in room.people():
                room.let_in(user)
                room.people()[user].read = len(room.entries) - 1
            room.people()[user].following = True

    @rule_of(ChangeLifetime)
    def change_lifetime(self, command: ChangeLifetime, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require_right(stay, "who_changes")
        if room.lifetime_s != command.lifetime_s:
            room.lifetime_s = command.lifetime_s
            room.tell(user, now)

    @rule_of(ClearHistory)
    def clear_history(self, command: ClearHistory, user: str, now: int) -> None:
        room, _ = self.stay(user, command.chat_id)
        refuse("not_a_direct_chat", command.for_both and (room.led or len(room.stays) == 1))
        up_to = min(command.up_to, len(room.entries))
        for each in room.people() if command.for_both else [user]:
            stay = room.people()[each]
            if stay.first <= up_to:
                stay.first, room.cleared[each] = up_to + 1, up_to
        unseen = 0 if room.led else min(stay.first for stay in room.people().values()) - 1
        for entry in room.entries[:unseen]:
            entry.erase()

    @rule_of(SignalTyping)
    def signal_typing(self, command: SignalTyping, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require_right(stay, "who_writes")

    @rule_of(SendMessage)
    def send_message(self, command: SendMessage, user: str, now: int) -> None:
        room = self.require_writer(user, command.chat_id, now)
        if command.reply_to is not None:
            self.entry(user, command.chat_id, command.reply_to)
        meant = self.meant(room, user, command.text)
        self.say(room, user, now, command.id, command.text, command.reply_to).meant = meant
        self.call_into(room, meant)

    @rule_of(ForwardMessages)
    def forward_messages(self, command: ForwardMessages, user: str, now: int) -> None:
        self.stay(user, command.chat_id)
        entries = [self.entry(user, command.from_chat_id, copy.seq)[2] for copy in command.messages]
        hidden = self.private[user].hidden
        refuse("message_not_found", any((command.from_chat_id, copy.seq) in hidden for copy in command.messages))
        refuse("message_deleted", any(entry.deleted for entry in entries))
        refuse("message_stays", any(not entry.id or entry.expires_at or entry.poll for entry in entries))
        room = self.require_writer(user, command.chat_id, now)
        for entry, copy in zip(entries, command.messages, strict=True):
            said = self.say(room, user, now, copy.id, entry.text)
            said.author = (entry.author or entry.sender) if command.show_author else ""

    @rule_of(EditMessage)
    def edit_message(self, command: EditMessage, user: str, now: int) -> None:
        room, stay, entry = self.entry(user, command.chat_id, command.seq)
        refuse("rights_missing", entry.sender != user or not entry.id or entry.author != "" or entry.poll is not None)
        refuse("message_deleted", entry.deleted)
        refuse("edit_too_late", now - entry.sent_at > EDIT_WINDOW_MS)
        refuse("sending_banned", self.banned.get(user, 0) > now)
        room.require_right(stay, "who_writes")
        self.require_open(room, user)
        changed = entry.edited_at or 0
        refuse("message_changed", command.known_edited_at not in (None, changed))
        if room.led:
            entry.earlier.append(entry.text)
        entry.text, entry.edited_at = command.text, max(now, changed + 1)
        entry.meant = self.meant(room, user, command.text)

    @rule_of(DeleteMessage)
    def delete_message(self, command: DeleteMessage, user: str, now: int) -> None:
        room, stay, entry = self.entry(user, command.chat_id, command.seq)
        mine = entry.sender == user and entry.id != ""
        refuse("rights_missing", not mine and (not room.led or stay.role is ChatRole.MEMBER))
        entry.erase()

    @rule_of(React)
    def react(self, command: React, user: str, now: int) -> None:
        room, _, entry = self.entry(user, command.chat_id, command.seq)
        self.require_open(room, user)
        refuse("message_deleted", entry.deleted)
        refuse("message_not_found", not entry.id)
        entry.reactions[user] = command.emoji

    @rule_of(MarkChat)
    def mark_chat(self, command: MarkChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        stay.read = max(stay.read, min(command.read_seq or 0, len(room.entries)))

    @rule_of(PinMessage)
    def pin_message(self, command: PinMessage, user: str, now: int) -> None:
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

    @rule_of(UnpinMessage)
    def unpin_message(self, command: UnpinMessage, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require_right(stay, "who_pins")
        self.entry(user, command.chat_id, command.seq)[2].pinned = False

    @rule_of(UnpinAllMessages)
    def unpin_all_messages(self, command: UnpinAllMessages, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require_right(stay, "who_pins")
        for entry in room.pins(stay):
            entry.pinned = False
