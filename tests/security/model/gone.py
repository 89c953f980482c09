"""What time brings, and what is left of those who have deleted their accounts."""

from __future__ import annotations

from molva.protocol.commands import DeleteAccount, WhatStays
from molva.protocol.rows import ChatRole
from tests.security.model.planning import Planning
from tests.security.model.room import Room, refuse
from tests.security.model.rules import rule_of


class Gone(Planning):
    """Polls that close, messages that expire, and people who leave everything."""

    def pass_time(self, now: int) -> None:
        """Let happen what has become due, the earliest first."""
        self.actor = ""
        while True:
            over = [(at, room) for room in self.rooms.values() if (at := self._first_over(room)) <= now]
            due = self.next_due(now)
            if over and (due is None or min(at for at, _ in over) <= due.at):
                self._expire(min(over, key=lambda each: each[0])[1], now)
            elif due is not None:
                self.send_due(due, now)
            else:
                break
            self.settle(now)
        self.settle(now)

    def _first_over(self, room: Room) -> float:
        polls = [each.poll for each in room.entries if each.poll and not each.poll.closed]
        moments = [each.expires_at for each in room.entries] + [poll.closes_at for poll in polls]
        return min((at for at in moments if at is not None), default=float("inf"))

    def _expire(self, room: Room, now: int) -> None:
        for entry in room.entries:
            if entry.expires_at is not None and entry.expires_at <= now:
                entry.erase()
            elif entry.poll is not None and entry.poll.closes_at is not None and entry.poll.closes_at <= now:
                entry.poll.closed = True

    def settle(self, now: int) -> None:
        """Draw the conclusions from what has happened."""
        self.forget_left()
        for room in self.rooms.values():
            for stay in room.people().values():
                stay.since = now if stay.since is None else stay.since

    @rule_of(DeleteAccount)
    def delete_account(self, command: DeleteAccount, user: str, now: int) -> None:
        refuse("only_owner", user == self.server_owner)
        for chat_id in sorted(at for at, room in self.rooms.items() if user in room.people() and room.root is None):
            self._leave(chat_id, user, now)
        if command.messages is WhatStays.DELETE:
            for room in self.rooms.values():
                for entry in room.entries:
                    if entry.sender == user and entry.id and user in room.stays:
                        entry.erase()
        for link in [each for each in self.links if each.by == user and not each.revoked]:
            self.end_link(link)
        self.requests = {key: each for key, each in self.requests.items() if key[1] != user}
        self.removed = {key for key in self.removed if key[1] != user}
        self.askings = {key: each for key, each in self.askings.items() if key[1] != user}
        self.blocks = {pair for pair in self.blocks if user not in pair}
        self.saved = {pair for pair in self.saved if user not in pair}
        self.careful = self.careful - {user}
        self.rules.pop(user, None)
        self.private.pop(user, None)
        self.names = {name: each for name, each in self.names.items() if each != user}

    def _leave(self, chat_id: str, user: str, now: int) -> None:
        room = self.rooms[chat_id]
        stay = room.people()[user]
        if len(room.people()) == 1 and not room.general:
            self.end_room(chat_id)
            return
        if room.group and stay.role is ChatRole.OWNER and room.is_last_owner(stay):
            heir = self._heir(room, user)
            room.people()[heir].role = ChatRole.OWNER
            room.tell(user, now)
        stay.over = True

    def _heir(self, room: Room, user: str) -> str:
        """Name the admin, or else the member, who has been there longest."""
        others = {each: stay for each, stay in room.people().items() if each != user}
        return min(others, key=lambda each: (others[each].role is ChatRole.MEMBER, others[each].since or 0, each))
