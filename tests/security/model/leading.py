"""What people do to chats and to each other: who makes them, who is in them and who may what."""

from __future__ import annotations

from molva.protocol.commands import (
    AddMember,
    BlockPerson,
    ChangeAccount,
    ChangeChat,
    ChangeRights,
    ChangeRole,
    CreateGroup,
    DeleteChat,
    LeaveChat,
    RemoveContact,
    RemoveMember,
    SaveContact,
    TransferChat,
    UnblockPerson,
)
from molva.protocol.rows import ChatRole, Circle
from tests.security.model.adding import Adding
from tests.security.model.room import RANKS, RIGHTS, Room, refuse
from tests.security.model.rules import rule_of


class Leading(Adding):
    """What people do to chats and to each other: who makes them, who is in them and who may what."""

    @rule_of(SaveContact, RemoveContact)
    def keep_contact(self, command: SaveContact | RemoveContact, user: str, now: int) -> None:
        refuse("oneself", command.user_id == user)
        self.require_known(command.user_id)
        pair = {(user, command.user_id)}
        self.saved = self.saved | pair if isinstance(command, SaveContact) else self.saved - pair

    @rule_of(BlockPerson, UnblockPerson)
    def keep_block(self, command: BlockPerson | UnblockPerson, user: str, now: int) -> None:
        refuse("oneself", command.user_id == user)
        self.require_known(command.user_id)
        pair = {(user, command.user_id)}
        self.blocks = self.blocks | pair if isinstance(command, BlockPerson) else self.blocks - pair

    @rule_of(ChangeAccount)
    def change_account(self, command: ChangeAccount, user: str, now: int) -> None:
        write, add = self.rules.get(user, (Circle.EVERYBODY, Circle.EVERYBODY))
        self.rules[user] = (command.who_may_write or write, command.who_may_add or add)
        if command.ask_before_adding is not None:
            self.careful = self.careful | {user} if command.ask_before_adding else self.careful - {user}

    @rule_of(CreateGroup)
    def create_group(self, command: CreateGroup, user: str, now: int) -> None:
        for other in {*command.user_ids}:
            self.require_known(other)
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

    @rule_of(ChangeChat)
    def change_chat(self, command: ChangeChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, room.rights["who_changes"])
        room.shared = room.shared if command.history_shared is None else command.history_shared

    @rule_of(DeleteChat)
    def delete_chat(self, command: DeleteChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.OWNER)
        refuse("general_chat", room.general)
        self.end_room(command.chat_id)

    @rule_of(AddMember)
    def add_member(self, command: AddMember, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, room.rights["who_adds"])
        self.require_known(command.user_id)
        refuse("already_a_member", command.user_id in room.people())
        self.require_let_in("adding_not_accepted", 1, user, command.user_id)
        if command.user_id in self.careful:
            self.ask(command.chat_id, command.user_id, user, now)
            return
        self.let_in(command.chat_id, command.user_id).tell_of_people(user, now)

    @rule_of(RemoveMember)
    def remove_member(self, command: RemoveMember, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.ADMIN)
        other = room.person(command.user_id)
        refuse("general_chat", room.general)
        refuse("rights_missing", RANKS.index(other.role) >= RANKS.index(stay.role))
        other.over = True
        self.removed.add((command.chat_id, command.user_id))
        room.tell_of_people(user, now)

    @rule_of(ChangeRole)
    def change_role(self, command: ChangeRole, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.OWNER)
        other = room.person(command.user_id)
        refuse("last_owner", room.is_last_owner(other) and command.role is not ChatRole.OWNER)
        other.role = command.role

    @rule_of(ChangeRights)
    def change_rights(self, command: ChangeRights, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.change_rights(stay, {right: role for right in RIGHTS if (role := getattr(command, right)) is not None})

    @rule_of(TransferChat)
    def transfer_chat(self, command: TransferChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.OWNER)
        refuse("oneself", command.user_id == user)
        room.person(command.user_id).role, stay.role = ChatRole.OWNER, ChatRole.ADMIN
        room.tell(user, now)

    @rule_of(LeaveChat)
    def leave_chat(self, command: LeaveChat, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        refuse("not_a_group", not room.group)
        refuse("general_chat", room.general)
        if len(room.people()) == 1:
            self.end_room(command.chat_id)
            return
        refuse("last_owner", room.is_last_owner(stay))
        stay.over = True
        self.private[user].unplan(command.chat_id)
        room.tell_of_people(user, now)
