"""Where everybody stands: who is in which chat, what they may see of it, and whom they let in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from molva.protocol.commands import GetHistory
from molva.protocol.rows import ChatRole, Circle
from tests.security.model.private import Private
from tests.security.model.room import EVERYBODY, Entry, Refused, Room, Seen, Stay, refuse


class Standing:
    """All chats and people, and what is asked of them before anything happens."""

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
        self.banned: dict[str, int] = {}
        """Until when somebody is kept from sending."""
        self.actor = ""
        """Who has acted last; nobody while only time passes."""

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

    def earlier(self, user: str, chat_id: str, seq: int) -> list[str]:
        """What a message said before, newest first, for those who lead its chat. Raises Refused."""
        room, stay = self.stay(user, chat_id)
        refuse("not_a_group", not room.led)
        refuse("rights_missing", stay.role is ChatRole.MEMBER)
        entry = self.entry(user, chat_id, seq)[2]
        refuse("message_deleted", entry.deleted)
        return entry.earlier[:-51:-1]

    def sight(self, user: str) -> dict[str, dict[int, Seen]]:
        """Everything that somebody may see: messages by chat and number."""
        stays = {chat_id: room.people().get(user) for chat_id, room in self.rooms.items()}
        return {chat_id: self.rooms[chat_id].sight(stay) for chat_id, stay in stays.items() if stay is not None}

    def words(self, user: str) -> str:
        """Everything that somebody may read: in chats, and of their own."""
        sight = self.sight(user)
        names = [room.name for chat_id, room in self.rooms.items() if chat_id in sight or room.address]
        entries = [self.rooms[chat_id].entries[seq - 1] for chat_id, seen in sight.items() for seq in seen]
        polls = [entry.poll for entry in entries if entry.poll is not None]
        told = [poll.explanation for poll in polls if poll.closed or poll.votes.get(user)]
        return f"{sight} {names} {told} {self.private[user]}"

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

    def meant(self, room: Room, sender: str, text: str) -> frozenset[str]:
        """Find whom a text means: user ids of people who are here now, or EVERYBODY if the sender may.

        In a thread everybody is meant who sees what is commented on.
        """
        above, first = room, 0
        if room.root is not None:
            above, first = self.rooms[room.root[0]], room.root[1]
        here = {user for user, stay in above.people().items() if first == 0 or stay.first <= first}
        found = set(re.findall(r"(?<!`)@(\w+)", text))
        if "all" in found and above.group and above.people()[sender].role is not ChatRole.MEMBER:
            return frozenset({EVERYBODY})
        return frozenset({self.names[name] for name in found & self.names.keys()} & here - {sender})

    def is_gone(self, user: str) -> bool:
        """Tell whether somebody's account was deleted."""
        return user not in self.names.values()

    def require_known(self, user: str) -> None:
        """Ask whether somebody has an account. Raises Refused."""
        refuse("user_not_found", self.is_gone(user))

    def require_open(self, room: Room, user: str) -> None:
        """Ask whether people say something to each other in a direct chat. Raises Refused."""
        for other in () if room.led else set(room.stays) - {user}:
            refuse("person_gone", self.is_gone(other))
            refuse("person_blocked", (user, other) in self.blocks)
            refuse("writing_not_accepted", (other, user) in self.blocks)

    def require_writer(self, user: str, chat_id: str, now: int) -> Room:
        """Ask whether somebody may write in a chat. Raises Refused."""
        room, stay = self.stay(user, chat_id)
        refuse("sending_banned", self.banned.get(user, 0) > now)
        room.require_right(stay, "who_writes")
        self.require_open(room, user)
        if not room.led and not room.entries:
            for other in set(room.stays) - {user}:
                self.require_let_in("writing_not_accepted", 0, user, other)
        return room

    def open(self, user: str, other: str) -> None:
        """Let somebody open a direct chat. Raises Refused."""
        pairs = [set(room.stays) for room in self.rooms.values() if not room.led]
        if {user, other} not in pairs:
            self.require_known(other)
        if user != other and {user, other} not in pairs:
            refuse("person_blocked", (user, other) in self.blocks)
            self.require_let_in("writing_not_accepted", 0, user, other)

    def pair(self, chat_id: str, users: Iterable[str]) -> None:
        """Take note of a direct chat, which the server names."""
        if chat_id not in self.rooms:
            room = self.rooms[chat_id] = Room(group=False)
            for user in users:
                room.let_in(user)
