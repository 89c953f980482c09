"""Public chats: found, looked at and joined by everybody, and told of to nobody once they are public no more."""

from __future__ import annotations

from molva.protocol.commands import JoinPublicChat, PublishChat, UnpublishChat
from molva.protocol.rows import ChatRole
from tests.security.model.polling import Polling
from tests.security.model.room import Room, Stay, refuse
from tests.security.model.rules import rule_of


class Public(Polling):
    """What the directory has."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: set[str] = set()
        """Usernames that somebody has or had."""

    @rule_of(PublishChat)
    def publish(self, command: PublishChat, user: str, now: int) -> None:
        room, _ = self._require_publisher(user, command.chat_id)
        if (room.address, room.approval) == (command.address, command.approval):
            return
        if room.address != command.address:
            others = {each.address for each in self.rooms.values()}
            refuse("address_taken", command.address in self.taken | others)
            room.address = command.address
            room.tell(user, now)
        room.approval = command.approval

    @rule_of(UnpublishChat)
    def unpublish(self, command: UnpublishChat, user: str, now: int) -> None:
        room, _ = self._require_publisher(user, command.chat_id)
        if room.address:
            self.requests = {
                key: each
                for key, each in self.requests.items()
                if key[0] != command.chat_id or each.link is not None or each.refused_at is not None
            }
            room.address, room.approval = "", False
            room.tell(user, now)

    @rule_of(JoinPublicChat)
    def join_public(self, command: JoinPublicChat, user: str, now: int) -> None:
        room = self.rooms.get(command.chat_id)
        refuse("public_chat_not_found", room is None or not room.address)
        assert room is not None
        if user in room.people() or self.waits(command.chat_id, user):
            return
        if room.approval or (command.chat_id, user) in self.removed:
            self.wait_for(command.chat_id, user, None, now)
        else:
            self.let_in(command.chat_id, user).tell_of_people(user, now)

    def listed(self, word: str = "") -> list[str]:
        """List the public chats, the largest first; with a word those whose address begins with it."""
        found = [chat_id for chat_id, room in self.rooms.items() if room.address and room.address.startswith(word)]
        return sorted(found, key=lambda chat_id: (len(self.rooms[chat_id].people()), chat_id), reverse=True)

    def _require_publisher(self, user: str, chat_id: str) -> tuple[Room, Stay]:
        room, stay = self.stay(user, chat_id)
        room.require(stay, ChatRole.ADMIN)
        room.require(stay, room.rights["who_changes"])
        refuse("general_chat", room.general)
        return room, stay
