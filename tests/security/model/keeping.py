"""What people keep for themselves alone."""

from __future__ import annotations

from molva.protocol.commands import (
    ChangeChatSettings,
    DeleteFolder,
    HideMessages,
    OrderFolders,
    OrderPinnedChats,
    SaveDraft,
    SaveFolder,
)
from tests.security.model.private import Filed
from tests.security.model.rules import rule_of
from tests.security.model.threads import Threads


class Keeping(Threads):
    """What people keep for themselves alone."""

    @rule_of(SaveDraft)
    def save_draft(self, command: SaveDraft, user: str, now: int) -> None:
        self.stay(user, command.chat_id)
        written = command.text.strip() != ""
        if written and command.reply_to is not None:
            self.entry(user, command.chat_id, command.reply_to)
        drafts = self.private[user].drafts
        drafts.pop(command.chat_id, None)
        if written:
            drafts[command.chat_id] = (command.text, command.reply_to)

    @rule_of(ChangeChatSettings)
    def change_chat_settings(self, command: ChangeChatSettings, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        self.private[user].keep(command, len(room.entries), stay.read)

    @rule_of(OrderPinnedChats)
    def order_pinned_chats(self, command: OrderPinnedChats, user: str, now: int) -> None:
        self.private[user].order(command.chat_ids)

    @rule_of(SaveFolder)
    def save_folder(self, command: SaveFolder, user: str, now: int) -> None:
        self.private[user].file(Filed(command.folder_id, command.name, tuple(dict.fromkeys(command.chat_ids))))

    @rule_of(DeleteFolder)
    def delete_folder(self, command: DeleteFolder, user: str, now: int) -> None:
        mine = self.private[user]
        mine.folders = [each for each in mine.folders if each.id != command.folder_id]

    @rule_of(OrderFolders)
    def order_folders(self, command: OrderFolders, user: str, now: int) -> None:
        self.private[user].order_folders(command.folder_ids)

    @rule_of(HideMessages)
    def hide_messages(self, command: HideMessages, user: str, now: int) -> None:
        for seq in command.seqs:
            self.entry(user, command.chat_id, seq)
        self.private[user].hidden |= {(command.chat_id, seq) for seq in command.seqs}
